@backoffice @sync
Feature: Reversal
  A reversal (RV) makes a payment as if it had not happened, while that is still
  possible: the shopper sees the reservation vanish instead of a refund arrive.

  Source: Back-office Operations, "Reversal".

  Rule: A reservation can be released

    # R105, R125, R150, R151, R190.
    @RV-001 @RV @verified @smoke
    Scenario: A preauthorization is reversed as a whole
      Given an approved PA of 92.00 EUR
      When the merchant reverses the preauthorization
      Then the reversal is approved
      And the answer shows an amount of 92.00 EUR

    # R089, R151.
    @RV-014 @RV @verified
    Scenario: A reversal repeats the amount that it releases
      Given an approved PA of 92.00 EUR
      When the merchant reverses the preauthorization
      Then the answer shows an amount of 92.00 EUR
      And the answer has:
        | paymentType | RV  |
        | risk.score  | "0" |

    # D12: how one provider reads it; elsewhere it is refused.
    # R191.
    @RV-002 @RV @decided
    Scenario: The rest of a partly captured preauthorization is released
      Given an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant reverses the preauthorization
      Then the reversal is approved

    # D12, R161, R191.
    @RV-003 @CP @decided
    Scenario: The released rest cannot be captured any more
      Given an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      And the merchant has reversed the preauthorization
      When the merchant captures 52.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

  Rule: Money can be called back until the day is closed

    # D11, R192.
    @RV-004 @RV @decided
    Scenario: A DB is reversed on the same day
      Given the gateway's day is far from over
      And an approved DB of 92.00 EUR
      When the merchant reverses the debit
      Then the reversal is approved
      And the answer shows an amount of 92.00 EUR

    # D11, R192.
    @RV-005 @RV @decided
    Scenario: A capture is reversed on the same day
      Given the gateway's day is far from over
      And an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      When the merchant reverses the capture
      Then the reversal is approved

    # D11, R188.
    @RV-006 @RV @decided @clock
    Scenario: A DB cannot be reversed once the day is closed
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.300.700

    # D11: the current flow table of the vendor lets nothing but a PA be
    # reversed. A real host's channel cannot be set from here.
    # R193.
    @RV-007 @RV @decided @simulator-only
    Scenario: A channel that reverses preauthorizations only rejects the reversal of a DB
      Given a channel that reverses preauthorizations only
      And an approved DB of 92.00 EUR
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.400.300

  Rule: What is undone stays undone

    # R185.
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

    # R186.
    @RV-009 @RV @unverified
    Scenario: A refunded DB cannot be reversed
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 10.00 EUR of the debit
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.400.300

    # D09, R184.
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

    # R140.
    @RV-015 @RV @RF @unverified
    Scenario: Nothing follows a reversal
      Given an approved PA of 92.00 EUR
      And the merchant has reversed the preauthorization
      When the merchant refunds 92.00 EUR of the reversal
      Then the refund is rejected for what it refers to
      And the result code is 700.400.520

    # The text of the code; an amount is optional.
    # R187.
    @RV-016 @RV @unverified
    Scenario: No more is reversed than was reserved
      Given an approved PA of 92.00 EUR
      And the reversal also has:
        | amount   | 92.01 |
        | currency | EUR   |
      When the merchant reverses the preauthorization
      Then the reversal is rejected for what it refers to
      And the result code is 700.400.300

    @RV-012 @PA @RV @unverified
    Scenario: A PA that is captured in full cannot be reversed
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      When the merchant reverses the preauthorization
      Then the reversal is rejected
      And the result code is 700.400.300

    # R098.
    @RV-013 @RV @unverified
    Scenario: A reversal refers to its preauthorization
      Given an approved PA of 92.00 EUR
      When the merchant reverses the preauthorization
      Then the reversal refers to the preauthorization
      And the reversal is approved
