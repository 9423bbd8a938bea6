@payments @sync
Feature: Declines
  A decline is an everyday result, not a fault: the gateway did its work and the
  issuer said no. The merchant must be able to tell it from a mistake of its own,
  and nothing may be reserved.

  Source: API Reference, "Result Codes"; Server-to-Server, "Synchronous workflow" (S07).

  Rule: A decline is a verdict with an id

    # D03, R016.
    @DC-001 @verified
    Scenario Outline: A card the issuer declines gets its <type> rejected
      Given the shopper pays with a card the issuer declines
      When the merchant sends a <type> with VISA
      Then the payment is rejected
      And the HTTP status is 400
      And the answer has:
        | id          | present |
        | paymentType | <type>  |

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

    # R016, R041.
    @DC-002 @PA
    Scenario Outline: <brand> turns away a card number with a wrong check digit
      Given the shopper pays with a card number with a wrong check digit
      When the merchant sends a PA with <brand>
      Then the preauthorization is rejected
      And the result code is 100.100.101

      @verified
      Examples:
        | brand  |
        | VISA   |
        | MASTER |
        | AMEX   |

      # Concluded from those above.
      @unverified
      Examples:
        | brand        |
        | ASYACARD     |
        | AXESS        |
        | BONUS        |
        | CARTEBLEUE   |
        | DANKORT      |
        | DINERS       |
        | DISCOVER     |
        | ELO          |
        | HIPERCARD    |
        | JCB          |
        | MAESTRO      |
        | UNIONPAY     |
        | VISAELECTRON |
        | VPAY         |
        | WORLD        |

    @DC-003 @DB @unverified
    Scenario Outline: An expired <brand> card is rejected
      Given the shopper pays with an expired card
      When the merchant sends a DB with <brand>
      Then the debit is rejected for its account
      And the result code is 100.100.303

      Examples:
        | brand        |
        | VISA         |
        | MASTER       |
        | AMEX         |
        | ASYACARD     |
        | AXESS        |
        | BONUS        |
        | CARTEBLEUE   |
        | DANKORT      |
        | DINERS       |
        | DISCOVER     |
        | ELO          |
        | HIPERCARD    |
        | JCB          |
        | MAESTRO      |
        | UNIONPAY     |
        | VISAELECTRON |
        | VPAY         |
        | WORLD        |

    # The text of the code; how long the code of a brand is is on its cards.
    # R469.
    @DC-013 @DB @unverified
    Scenario Outline: A <brand> card with a security code of <digits> digits is rejected
      Given the payment also has:
        | card.cvv | <cvv> |
      When the merchant sends a DB with <brand>
      Then the debit is rejected for its account
      And the result code is 100.100.601

      Examples:
        | brand  | digits | cvv  |
        | VISA   | 4      | 1234 |
        | MASTER | 4      | 1234 |
        | AMEX   | 3      | 123  |

    # D24 for brands of which nobody has published a card that is declined: the
    # simulator's test data asks for it by the holder's name.
    @DC-009 @DB @decided
    Scenario Outline: A <brand> card the issuer declines is rejected by the bank
      Given the shopper pays with a card the issuer declines
      When the merchant sends a DB with <brand>
      Then the debit is rejected by the bank

      Examples:
        | brand        |
        | VISA         |
        | MASTER       |
        | AMEX         |
        | ASYACARD     |
        | AXESS        |
        | BONUS        |
        | CARTEBLEUE   |
        | DANKORT      |
        | DINERS       |
        | DISCOVER     |
        | ELO          |
        | HIPERCARD    |
        | JCB          |
        | MAESTRO      |
        | UNIONPAY     |
        | VISAELECTRON |
        | VPAY         |
        | WORLD        |

    # R043.
    @DC-004 @PA @verified
    Scenario: A rejected answer shows no amount as if it were reserved
      Given the shopper pays with a card number with a wrong check digit
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected
      And the answer has:
        | amount     | absent |
        | currency   | absent |
        | descriptor | absent |

    # R042.
    @DC-010 @PA @verified
    Scenario: A rejected answer says whose card was turned away
      Given the shopper pays with a card number with a wrong check digit
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected
      And the answer shows no more of the card than its first six and last four digits
      And the answer has:
        | paymentType  | PA         |
        | paymentBrand | VISA       |
        | card.holder  | Jane Jones |

  Rule: What was declined cannot be worked on

    # R157.
    @DC-005 @CP @unverified
    Scenario: A rejected PA cannot be captured
      Given a rejected PA of 92.00 EUR
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.510

    # R064.
    @DC-006 @DB @verified
    Scenario: A rejected DB stays visible in the reports
      Given a rejected DB of 92.00 EUR
      When the merchant looks up the debit in the reports
      Then the debit is rejected

  Rule: A tester can ask for a decline

    # D24. Only test channels with the negative-testing connector do this, so
    # that a real host need not.
    # R459.
    @DC-007 @DB @decided @simulator-only
    Scenario Outline: The holder name <code> makes the issuer answer <code>
      Given the payment also has:
        | card.holder | <code> |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is <code>
      And the answer's "result.description" is "<description>"

      Examples:
        | code        | description                                  |
        | 800.100.151 | transaction declined (invalid card)          |
        | 800.100.155 | transaction declined (amount exceeds credit) |
        | 800.100.159 | transaction declined (stolen card)           |
        | 800.100.152 | transaction declined by authorization system |

    # D24: the recorded answer of a forced result has no id. It holds in the
    # platform's own test mode only.
    # R461.
    @DC-008 @DB @decided @simulator-only
    Scenario: A forced result code is answered without a payment id
      Given the payment also has:
        | customParameters[forceResultCode] | 800.100.151 |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is 800.100.151
      And the answer has no payment id

    # D24, R459.
    @DC-011 @decided @simulator-only
    Scenario Outline: The holder's name makes the issuer decline a <type>, too
      Given the payment also has:
        | card.holder | 800.100.153 |
      When the merchant sends a <type> with VISA
      Then the payment is rejected by the bank
      And the result code is 800.100.153

      @PA
      Examples:
        | type |
        | PA   |

      @CD
      Examples:
        | type |
        | CD   |

    # D24: the sheet excepts what begins with 000.
    # R460.
    @DC-012 @DB @decided @simulator-only
    Scenario: A success cannot be asked for by the holder's name
      Given the payment also has:
        | card.holder | 000.400.101 |
      When the merchant sends a DB with VISA
      Then the debit is approved

  Rule: A test system may have test data of its own

    # Resellers' test systems differ in what decides. A digest of them names one
    # wallet's amounts, and no telephone or document number, so that these are made
    # up. A real host's channel cannot be set from here.
    # R467.
    @DC-014 @DB @sync @unverified @simulator-only
    Scenario Outline: A channel that decides by amount answers <amount> with <code>
      Given a channel that decides by amount
      And an amount of <amount> EUR
      When the merchant sends a DB with VISA
      Then the debit is rejected <group>
      And the result code is <code>

      Examples:
        | amount | group                          | code        |
        | 0.75   | because it was never confirmed | 100.396.101 |
        | 0.80   | because it was never confirmed | 100.396.101 |
        | 1.15   | because a connection failed    | 900.100.100 |

    # R467.
    @DC-015 @DB @sync @unverified @simulator-only
    Scenario: A channel that decides by amount approves what is not among its test data
      Given a channel that decides by amount
      And an amount of 1.00 EUR
      When the merchant sends a DB with VISA
      Then the debit is approved

    # R467.
    @DC-016 @DB @sync @unverified @simulator-only
    Scenario Outline: A channel that decides by <key> turns one shopper away
      Given a channel that decides by <key>
      And the payment also has:
        | <name> | <value> |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is 100.396.101

      Examples:
        | key             | name                         | value        |
        | phone           | customer.phone               | +27110000000 |
        | document number | customer.identificationDocId | ID-8001015   |

    # The platform makes a network token of a card without being asked. Which of the
    # years 2031 to 2041 has which outcome is not published.
    # R466.
    @DC-017 @DB @sync @unverified @simulator-only
    Scenario Outline: The year of expiry <year> decides on a card's network token
      Given a channel that has no network token for cards of 2031
      And the payment also has:
        | card.expiryYear | <year> |
      When the merchant sends a DB with VISA
      Then the debit is <verdict>
      And the result code is <code>

      Examples:
        | year | verdict              | code        |
        | 2031 | rejected by the bank | 800.100.301 |
        | 2032 | approved             | 000.100.110 |
