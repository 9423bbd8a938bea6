@webhooks
Feature: Notifications twice and in any order
  The platform promises no order, and the same may be told twice. To a merchant
  what says the same is one event, and where the order matters the status decides.

  Source: Webhooks, "Delivery".

  # What may happen on a real host cannot be asked for there.
  # R390.
  @WO-001 @PA @sync @simulator-only @verified
  Scenario: A notification that comes twice tells of one event
    Given a channel that tells everything twice
    And the merchant has a webhook
    When the merchant sends a PA with VISA
    Then the merchant is notified of the preauthorization twice
    And all notifications of the preauthorization say the same

  # As above. D19 settles when the payment ends, and how.
  # R390.
  @WO-002 @DB @async @clock @simulator-only @decided
  Scenario: The status is right when the last notification is an old one
    Given a channel that tells how a payment ended before how it began
    And the merchant has a webhook
    And a pending DB of 92.00 EUR with PAYPAL
    When the merchant waits for 31 minutes
    Then the merchant's first notification of the debit says that it is rejected
    And the merchant is notified that the debit is pending
    And the status of the payment is rejected
