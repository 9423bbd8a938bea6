@backoffice @async
Feature: Pending payments in the back office
  While the shopper is away, nobody knows yet what will become of the payment,
  and nothing may be done with it. The catalogue has two codes that say so.

  Source: Result Codes, 700.400.570 and 800.700.100.

  # D14: the other code. A real host's channel cannot be set from here.
  # R210.
  @RF-018 @DB @RF @decided @simulator-only
  Scenario: A channel may say that a pending payment is being processed
    Given a channel that says that a pending payment is in flight
    And a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
    When the merchant refunds 92.00 EUR of the debit
    Then the refund is rejected
    And the result code is 800.700.100

  # D14, R194.
  @CB-014 @DB @CB @decided
  Scenario: A pending payment cannot be charged back
    Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
    When the merchant charges back 92.00 EUR of the debit
    Then the chargeback is rejected
    And the result code is 700.400.570

  # D14, R194.
  @RB-007 @DB @RB @decided
  Scenario: A pending payment cannot be rebilled
    Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
    When the merchant rebills 15.99 EUR of the debit
    Then the rebill is rejected
    And the result code is 700.400.570
