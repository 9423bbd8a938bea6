@webhooks @clock
Feature: The older notificationUrl
  Before there were webhooks a request named where to tell how its payment ended:
  the platform calls notificationUrl with the payment's id and resourcePath, or
  without one shopperResultUrl, and the merchant asks for the status.

  Source: Asynchronous workflow, "Notification" (older guide); deprecated in
  favour of webhooks.

  # Deprecated: a host that does not call any more breaks no promise. D19 settles
  # when the payment ends, and how.
  # R266.
  @NU-001 @DB @async @simulator-only @decided
  Scenario: The notificationUrl is called when a payment ends
    Given a channel that calls notificationUrl
    And the payment names a notificationUrl of the merchant's
    And a pending DB of 92.00 EUR with PAYPAL
    When the merchant waits for 31 minutes
    Then the notificationUrl is called with the payment's id and resourcePath
    And the status of the payment is rejected

  # As above.
  # R266.
  @NU-002 @DB @async @simulator-only @decided
  Scenario: Without a notificationUrl the shopperResultUrl is called
    Given a channel that calls notificationUrl
    And a pending DB of 92.00 EUR with PAYPAL
    When the merchant waits for 31 minutes
    Then the shopperResultUrl is called with the payment's id and resourcePath
    And the status of the payment is rejected
