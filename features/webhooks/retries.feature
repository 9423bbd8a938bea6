@webhooks @clock
Feature: Notifications that are not taken
  A notification that the merchant does not answer with 2xx in time comes again:
  after 1, 2, 4, 8, 15 and 30 minutes, after an hour, then daily for 30 days. One
  that is answered has been told.

  Source: Webhooks, "Delivery".

  # R387.
  @WR-001 @PA @sync @verified
  Scenario: A notification that failed comes again after a minute
    Given the merchant has a webhook
    And the merchant's webhook fails once
    And an approved PA of 92.00 EUR
    When the merchant waits for 1 minute
    Then the merchant is notified of the preauthorization twice

  # R387.
  @WR-002 @PA @sync @verified
  Scenario: The pauses between the attempts grow
    Given the merchant has a webhook
    And the merchant's webhook fails 9 times
    And an approved PA of 92.00 EUR
    When the merchant waits for 60 minutes
    Then the merchant is notified of the preauthorization 7 times

  # R388.
  @WR-003 @PA @sync @verified
  Scenario: A notification that is never taken is given up after 30 days
    Given the merchant has a webhook
    And the merchant's webhook fails 100 times
    And an approved PA of 92.00 EUR
    When the merchant waits for 60 days
    Then the merchant is notified of the preauthorization 37 times

  # That duplicates are possible is documented; that the simulator makes none
  # unasked is decided.
  # R386.
  @WR-004 @PA @sync @decided
  Scenario: A notification that was taken does not come again
    Given the merchant has a webhook
    And an approved PA of 92.00 EUR
    When the merchant waits for 2 days
    Then the merchant is notified of the preauthorization once

  # What "all messages fail at an interval" means for one queue is decided: when
  # a retry fails and nothing has succeeded since the attempt before it, only the
  # oldest notification is tried again.
  # R389.
  @WR-005 @PA @DB @sync @decided
  Scenario: A queue that fails tries its oldest notification only
    Given the merchant has a webhook
    And the merchant's webhook fails 100 times
    And an approved PA of 92.00 EUR
    And an approved DB of 10.00 EUR
    When the merchant waits for 30 minutes
    Then the merchant is notified of the preauthorization 6 times
    And the merchant is notified of the debit once

  # As above; what waited is sent as soon as one succeeds.
  # R389.
  @WR-006 @PA @DB @sync @decided
  Scenario: A queue goes on when one notification is taken
    Given the merchant has a webhook
    And the merchant's webhook fails 3 times
    And an approved PA of 92.00 EUR
    And an approved DB of 10.00 EUR
    When the merchant waits for 10 minutes
    Then the merchant is notified of the preauthorization 3 times
    And the merchant is notified of the debit twice

  # The platform sends the day's list by e-mail; the simulator shows it.
  # R391.
  @WR-007 @PA @sync @decided
  Scenario: Attempts that failed are in the day's list
    Given the merchant has a webhook
    And the merchant's webhook fails twice
    And an approved PA of 92.00 EUR
    When the merchant waits for 5 minutes
    Then the merchant is notified of the preauthorization 3 times
    And the gateway's list of failures has the preauthorization twice
