@registrations @sync
Feature: Paying with a stored account
  The merchant sends the token of a stored account where the card number was. The
  answer is that of any payment, and names the registration it was made with.

  Source: Tokenisation, "Use a registration"; API Reference, "Result Codes" (100.150).

  Rule: A stored account pays like the account itself

    # R121, R300, R302.
    @TK-001 @verified
    Scenario Outline: A <type> with a stored card is approved
      Given the shopper's VISA account is registered
      When the merchant sends a <type> with the registration
      Then the payment is approved
      And the answer names the registration
      And the answer has:
        | paymentType | <type> |

      @PA @smoke
      Examples:
        | type |
        | PA   |

      @DB
      Examples:
        | type |
        | DB   |

      @CD
      Examples:
        | type |
        | CD   |

    # R085.
    @TK-002 @DB @verified
    Scenario: The answer shows the stored card, and not whole
      Given the shopper's MASTER account is registered
      When the merchant sends a DB with the registration
      Then the answer's "paymentBrand" is "MASTER"
      And the answer shows no more of the card than its first six and last four digits
      And the answer has:
        | card.holder | Jane Jones       |
        | amount      | the amount 92.00 |

    @TK-003 @DB @unverified
    Scenario Outline: A stored <brand> account pays too
      Given the shopper's <brand> account is registered
      When the merchant sends a DB with the registration
      Then the debit is approved
      And the answer names the registration

      Examples:
        | brand            |
        | DIRECTDEBIT_SEPA |
        | AMEX             |

    # How the API's recorded answers show a token with its security code.
    # R301.
    @TK-004 @DB @verified
    Scenario: The security code may come with the registration
      Given the shopper's VISA account is registered
      And the payment with the registration also has:
        | card.cvv | 123 |
      When the merchant sends a DB with the registration
      Then the debit is approved

    @TK-005 @CP @unverified
    Scenario: What a stored card reserved can be captured
      Given the shopper's VISA account is registered
      And an approved PA with the registration
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

    # The flows of tokenisation say so; the code is that of a capture too many.
    # R173.
    @TK-016 @CP @unverified
    Scenario: What a stored card reserved can be captured once
      Given the shopper's VISA account is registered
      And an approved PA with the registration
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant captures 40.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # The widget's parameter, taken on the payment itself.
    @TK-006 @DB @unverified
    Scenario: A payment may name the registration among its parameters
      Given the shopper's VISA account is registered
      When the merchant sends a DB that names the registration
      Then the debit is approved
      And the answer names the registration

    # The code is that of a number and a brand that do not match.
    # R303.
    @TK-007 @DB @unverified
    Scenario: A brand that is not the stored card's is rejected
      Given the shopper's VISA account is registered
      And the payment with the registration also has:
        | paymentBrand | MASTER |
      When the merchant sends a DB with the registration
      Then the debit is rejected for its account
      And the result code is 100.100.700

  Rule: What the account cannot do, its registration cannot do

    # D24: the simulator's test data asks for the decline by the holder's name.
    @TK-008 @DB @decided @simulator-only
    Scenario: A card the issuer declines is declined when it is stored too
      Given the shopper pays with a card the issuer declines
      And the shopper's VISA account is registered
      When the merchant sends a DB with the registration
      Then the debit is rejected by the bank

    @TK-009 @DB @unverified @clock
    Scenario: A stored card that has expired since is rejected
      Given the shopper's VISA account is registered
      And the merchant has waited for 900 days
      When the merchant sends a DB with the registration
      Then the debit is rejected for its account
      And the result code is 100.100.303

  Rule: Only a registration pays

    # R310, R311.
    @TK-010 @DB @unverified
    Scenario Outline: <stored> is rejected with <code>
      When the merchant sends a DB with <stored>
      Then the debit is rejected for its registration
      And the result code is <code>
      And the HTTP status is 400
      And the answer has:
        | id | present |

      Examples:
        | stored                        | code        |
        | a registration nobody knows   | 100.150.200 |
        | what is not a registration id | 100.150.101 |

    # R313.
    @TK-011 @DB @unverified
    Scenario: An account that was rejected does not pay
      Given the shopper pays with a card number with a wrong check digit
      And the merchant's VISA registration was rejected
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration
      And the result code is 100.150.203

    # The code is that of a back-office request on another channel's payment.
    # R197.
    @TK-012 @DB @two-entities @unverified
    Scenario: A registration of another entity does not pay
      Given the shopper's VISA account is registered
      And the merchant acts for another entity
      When the merchant sends a DB with the registration
      Then the debit is rejected
      And the result code is 700.400.700

    @TK-013 @DB @unverified
    Scenario: Without an amount the payment is refused as incomplete
      Given the shopper's VISA account is registered
      And the payment with the registration also has:
        | amount |  |
      When the merchant sends a DB with the registration
      Then the request is refused as invalid
      And amount is refused: "may not be empty"

    # D29.
    @TK-014 @DB @decided
    Scenario: A stored account pays in no currency that its brand does not have
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      And the payment with the registration also has:
        | currency | USD |
      When the merchant sends a DB with the registration
      Then the debit is rejected for the channel's configuration
      And the result code is 600.200.500

  Rule: A registration does not pay without limit

    # D15. The documented limit is 200 a minute, which the channel's setting makes
    # two; a real host's channel cannot be set from here.
    # R246.
    @TK-015 @PA @decided @simulator-only
    Scenario: A payment too many within a minute is turned away
      Given a channel that takes two requests a minute about one id
      And the shopper's VISA account is registered
      And an approved PA with the registration
      And an approved PA with the registration
      When the merchant sends a PA with the registration
      Then the HTTP status is 429
      And the result code is 800.120.100
