@payments @async
Feature: Asynchronous brands
  Banks and wallets settle a payment on their own page. The first answer is
  therefore only a promise: it says that the payment is pending and where the
  merchant is to send the shopper.

  Source: Server-to-Server, "Asynchronous workflow" (S06, S08).

  Rule: The first answer is pending and names the page

    # R218, R225, R228.
    @AS-001 @DB @verified
    Scenario Outline: A DB with <brand> waits for the shopper
      Given an amount of 92.00 EUR
      When the merchant sends a DB with <brand>
      Then the debit is pending
      And the result code is 000.200.000
      And the answer says where to send the shopper

      @smoke
      Examples:
        | brand              |
        | SOFORTUEBERWEISUNG |

      Examples:
        | brand  |
        | PAYPAL |
        | KNET   |

    @AS-002 @PA @verified
    Scenario: A PA with a wallet waits for the shopper
      Given an amount of 92.00 EUR
      When the merchant sends a PA with PAYPAL
      Then the preauthorization is pending
      And the answer says where to send the shopper

    # R226.
    @AS-003 @DB @verified
    Scenario: A bank's pending answer repeats amount and reference
      Given an amount of 10.00 EUR
      When the merchant sends a DB with SOFORTUEBERWEISUNG
      Then the answer shows an amount of 10.00 EUR
      And the answer repeats the merchant's own reference

    # R232.
    @AS-007 @DB @verified
    Scenario: A pending answer says that the brand has received it
      When the merchant sends a DB with SOFORTUEBERWEISUNG
      Then the debit is pending
      And the answer has:
        | resultDetails.AcquirerResponse | present |
        | resultDetails.ConnectorTxID1   | present |

  Rule: Without an address to return to, nobody is sent away

    # The code is D04's; the vendor's pages name the parameter, not the refusal.
    # R220.
    @AS-004 @DB @decided
    Scenario Outline: A DB with <brand> and no shopperResultUrl is refused
      Given the payment has no shopperResultUrl
      When the merchant sends a DB with <brand>
      Then the request is refused as invalid
      And shopperResultUrl is refused: "may not be empty"

      Examples:
        | brand              |
        | SOFORTUEBERWEISUNG |
        | PAYPAL             |
        | KNET               |

  Rule: A pending payment cannot be worked on yet

    # D14, R194.
    @AS-005 @decided
    Scenario Outline: A pending payment cannot be <done> yet
      Given a pending PA of 92.00 EUR with PAYPAL
      When the merchant <operation> of the payment
      Then the request is rejected
      And the result code is 700.400.570

      @CP
      Examples:
        | done     | operation          |
        | captured | captures 92.00 EUR |

      @RF
      Examples:
        | done     | operation         |
        | refunded | refunds 92.00 EUR |

    # D14, R194.
    @AS-006 @RV @decided
    Scenario: A pending payment cannot be reversed yet
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.400.570
