@backoffice @sync
Feature: Reversal
  A reversal (RV) makes a payment as if it had not happened, while that is still
  possible: the shopper sees the reservation vanish instead of a refund arrive.

  Source: Back-office Operations, "Reversal".

  Rule: A reservation can be released

    @RV-001 @RV @verified @smoke
    Scenario: A preauthorization is reversed as a whole
      Given an approved PA of 92.00 EUR
      When the merchant reverses the preauthorization
      Then the reversal is approved
      And the answer shows an amount of 92.00 EUR

    # D12: how one provider reads it; elsewhere it is refused.
    @RV-002 @RV @decided
    Scenario: The rest of a partly captured preauthorization is released
      Given an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant reverses the preauthorization
      Then the reversal is approved

    # D12.
    @RV-003 @CP @decided
    Scenario: The released rest cannot be captured any more
      Given an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      And the merchant has reversed the preauthorization
      When the merchant captures 52.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

  Rule: Money can be called back until the day is closed

    # D11.
    @RV-004 @RV @decided
    Scenario: A DB is reversed on the same day
      Given the gateway's day is far from over
      And an approved DB of 92.00 EUR
      When the merchant reverses the debit
      Then the reversal is approved
      And the answer shows an amount of 92.00 EUR

    # D11.
    @RV-005 @RV @decided
    Scenario: A capture is reversed on the same day
      Given the gateway's day is far from over
      And an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      When the merchant reverses the capture
      Then the reversal is approved

    # D11.
    @RV-006 @RV @decided @clock
    Scenario: A DB cannot be reversed once the day is closed
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.300.700

    # D11: the current flow table of the vendor lets nothing but a PA be
    # reversed. A real host's channel cannot be set from here.
    @RV-007 @RV @decided @simulator-only
    Scenario: A channel that reverses preauthorizations only rejects the reversal of a DB
      Given a channel that reverses preauthorizations only
      And an approved DB of 92.00 EUR
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.400.300

  Rule: What is undone stays undone

    @RV-008 @RV @unverified
    Scenario Outline: A second reversal of a <type> is rejected
      Given the gateway's day is far from over
      And an approved <type> of 92.00 EUR
      And the merchant has reversed the payment
      When the merchant reverses the payment
      Then the reversal is rejected
      And the result code is 700.400.300

      @PA
      Examples:
        | type |
        | PA   |

      # That a DB can be reversed at all is D11's.
      @DB
      Examples:
        | type |
        | DB   |

    @RV-009 @RV @unverified
    Scenario: A refunded DB cannot be reversed
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 10.00 EUR of the debit
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.400.300

    # D09.
    @RV-010 @RV @verified
    Scenario: A reversal of an unknown payment is rejected
      When the merchant reverses a payment nobody knows
      Then the reversal is rejected
      And the result code is 700.400.530
      And the HTTP status is 400

    # The text of the code names CP, DB, RB and PA as what can be reversed.
    @RV-011 @RV @unverified
    Scenario: A refund cannot be reversed
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 92.00 EUR of the debit
      When the merchant reverses the refund
      Then the reversal is rejected
      And the result code is 700.400.530

    @RV-012 @PA @RV @unverified
    Scenario: A PA that is captured in full cannot be reversed
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      When the merchant reverses the preauthorization
      Then the reversal is rejected
      And the result code is 700.400.300

    @RV-013 @RV @unverified
    Scenario: A reversal refers to its preauthorization
      Given an approved PA of 92.00 EUR
      When the merchant reverses the preauthorization
      Then the reversal refers to the preauthorization
      And the reversal is approved
