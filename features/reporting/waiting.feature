@reporting
Feature: Waiting for the end of a payment
  A merchant that has sent its shopper away waits for how the payment ends. It
  asks for the status no oftener than it may, or looks into the reports, and gives
  up when the end is another one than it hoped for.

  Source: Server-to-Server, "Get the payment status" and "Throttling rules" (S12, S13).

  # D19: when a payment that nobody sees to ends.
  # R254.
  @EV-001 @DB @async @clock @decided
  Scenario: A merchant that asks as often as it may sees the end of a payment left alone
    Given an amount of 92.00 EUR
    When the merchant sends a DB with PAYPAL
    Then the debit is pending
    And the status of the payment becomes rejected within 31 minutes
    And the result code is 100.396.103

  # D15: an answer that is turned away is no end.
  # R252.
  @EV-002 @PA @sync @clock @decided
  Scenario: A merchant that was turned away is answered when it has waited
    Given an approved PA of 92.00 EUR
    And the merchant has asked for the status twice
    When the merchant asks for the status of the payment
    Then the HTTP status is 429
    And the status of the payment becomes approved within 3 tries

  @EV-003 @DB @async @browser @unverified
  Scenario: The reports show a payment that the shopper has approved
    Given a pending DB of 10.00 EUR with PAYPAL
    And the merchant knows it as "first"
    And a pending DB of 20.00 EUR with PAYPAL
    And the merchant goes on with "first"
    When the shopper approves it on the brand's page
    Then the shopper is back at the merchant with a resourcePath
    And the reports come to show the payment "first" as approved within 2 minutes
    And the answer shows an amount of 10.00 EUR
