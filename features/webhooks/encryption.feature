@webhooks
Feature: Encrypted notifications
  A notification is encrypted with the webhook's secret (AES-256-GCM). The
  vector and the authentication tag are in its headers, the body is hex, bare or
  wrapped in JSON. Who does not have the secret can neither read nor forge it.

  Source: Webhooks, "Decryption".

  # R384, R393.
  @WX-001 @PA @sync @verified
  Scenario: A bare notification is plain text
    Given the merchant has a webhook
    When the merchant sends a PA with VISA
    Then the merchant is notified that the preauthorization is approved
    And the notification comes as "text/plain"

  # R385.
  @WX-002 @PA @sync @verified
  Scenario: A wrapped notification is JSON
    Given the merchant has a webhook that wraps its body in JSON
    When the merchant sends a PA with VISA
    Then the merchant is notified that the preauthorization is approved
    And the notification comes as "application/json"

  # The merchant's own copy of the secret is what is wrong; a host that is shared
  # by others would have no part in it.
  # R393.
  @WX-003 @PA @sync @simulator-only @verified
  Scenario: A notification does not open with another secret
    Given the merchant has a webhook
    And the merchant has lost the webhook's secret
    When the merchant sends a PA with VISA
    Then the preauthorization is approved
    And the merchant is notified of what it cannot read

  # The cipher is broken where a vector is used twice; nobody documents how the
  # platform makes them.
  @WX-004 @PA @DB @sync @unverified
  Scenario: Each notification has an initialization vector of its own
    Given the merchant has a webhook
    And an approved PA of 92.00 EUR
    When the merchant sends a DB with VISA
    Then the merchant is notified that the preauthorization is approved
    And the merchant is notified that the debit is approved
    And each notification was encrypted with a vector of its own
