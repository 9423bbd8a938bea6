@payments @sync
Feature: References that have to be unique
  The platform lets a merchant use a reference as often as it likes. A channel may
  be told to take the second time for a mistake, so that a shop that repeats a
  request after a time-out does not charge twice.

  Source: Result Codes, 800.110.100 and 200.200.106.

  # D23 lets it through where nothing is set. How long a reference is remembered
  # is not published. Real hosts have no such clock.
  @CU-016 @DB @decided @clock
  Scenario: A reference is still refused after a year
    Given a channel that refuses a reference used twice
    And an approved DB of 92.00 EUR
    And the merchant has waited for 365 days
    When the merchant sends the same DB again
    Then the debit is rejected
    And the result code is 800.110.100

  # D23.
  @CU-017 @DB @decided @clock
  Scenario: A reference may be used again when its time is over
    Given a channel that refuses a reference used twice
    And a channel that forgets a reference after 10 minutes
    And an approved DB of 92.00 EUR
    And the merchant has waited for 11 minutes
    When the merchant sends the same DB again
    Then the debit is approved

  # D23.
  @CU-018 @DB @decided @clock
  Scenario: A reference is refused within its time
    Given a channel that refuses a reference used twice
    And a channel that forgets a reference after 10 minutes
    And an approved DB of 92.00 EUR
    And the merchant has waited for 9 minutes
    When the merchant sends the same DB again
    Then the debit is rejected

  # D23. A real host's channel cannot be set from here.
  # R209.
  @CU-019 @DB @decided @simulator-only
  Scenario: A channel may take a reference for a UUID that was used
    Given a channel that takes a reference used twice for a used UUID
    And an approved DB of 92.00 EUR
    When the merchant sends the same DB again
    Then the debit is rejected
    And the result code is 200.200.106
