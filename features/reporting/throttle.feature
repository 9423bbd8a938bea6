@reporting @sync
Feature: Status requests are limited
  Two status requests a minute are answered for each payment. A merchant that
  polls harder learns nothing and must be told so, in a way it can recognise.

  Source: Server-to-Server, "Throttling rules" (S12).

  # D15: the window slides, and the code and status of the refusal.
  # R022, R052, R242.
  @TH-001 @PA @decided @smoke
  Scenario: The third status request within a minute is turned away
    Given an approved PA of 92.00 EUR
    And the merchant has asked for the status twice
    When the merchant asks for the status of the payment
    Then the HTTP status is 429
    And the result code is 800.120.100
    And the answer's "result.description" is "Too many requests. Please try again later."

  # D15, R252.
  @TH-002 @PA @decided @clock
  Scenario: After a minute the status is answered again
    Given an approved PA of 92.00 EUR
    And the merchant has asked for the status twice
    And the merchant has waited for 1 minute
    When the merchant asks for the status of the payment
    Then the payment is approved

  # R253.
  @TH-003 @PA @verified
  Scenario: The limit is each payment's own
    Given an approved PA of 92.00 EUR
    And the merchant has asked for the status twice
    And an approved PA of 15.99 EUR
    When the merchant asks for the status of the payment
    Then the payment is approved
    And the answer shows an amount of 15.99 EUR

  @TH-004 @CP @verified
  Scenario: Asking too often does not stop the merchant's work
    Given an approved PA of 92.00 EUR
    And the merchant has asked for the status twice
    When the merchant captures 92.00 EUR of the preauthorization
    Then the capture is approved

  # R250.
  @TH-005 @PA @verified
  Scenario: The reports answer when the status no longer does
    Given an approved PA of 92.00 EUR
    And the merchant has asked for the status twice
    When the merchant looks up the payment in the reports
    Then the payment is approved

  # D15: the number is the channel's. A real host's channel cannot be set from here.
  # R242.
  @TH-006 @PA @decided @simulator-only
  Scenario: A channel that takes one status request a minute turns away the second
    Given a channel that takes one status request a minute
    And an approved PA of 92.00 EUR
    And the merchant has asked for the status once
    When the merchant asks for the status of the payment
    Then the request is rejected
    And the result code is 800.120.100
    And the HTTP status is 429

  # D15: the sample's id begins like no other, so that whose it is is concluded.
  # R053.
  @TH-007 @PA @decided
  Scenario: A refusal for asking too often names the payment
    Given an approved PA of 92.00 EUR
    And the merchant notes the answer's "id" as "asked"
    And the merchant has asked for the status twice
    When the merchant asks for the status of the payment
    Then the HTTP status is 429
    And the answer's "id" is "{asked}"
