@redirects
Feature: The shopper comes back

  @async @browser @RDR-001
  Scenario: A DB that the shopper approves is settled on return
    Given a pending DB of 92.00 EUR with PAYPAL
    When the shopper approves it on the brand's page
    Then the payment is approved

  @async @browser @RDR-002
  Scenario: A DB that the shopper declines is rejected
    When the shopper declines a pending DB

  @RDR-003
  Scenario: A status is asked for while the gateway is down
    When the merchant asks for the status

  @clock @RDR-004
  Scenario: A redirect expires after 30 minutes
    When 31 minutes pass

  @webhooks @RDR-005
  Scenario: A webhook tells of the return
    Then a webhook arrives

  @RDR-006
  Scenario: The shopper comes back twice
    When the shopper comes back twice

  @RDR-007
  Scenario: The shopper presses back
    When the shopper presses back
    Then nothing is booked twice
