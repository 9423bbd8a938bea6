@payments @sync
Feature: Debit
  A debit (DB) reserves and captures in one go: the money is on its way when the
  authorisation succeeds. It is what most shops send for goods that leave at once.

  Source: Server-to-Server, "Debit (DB)" and "Synchronous workflow" (S03, S07).

  # R009, R100.
  @DB-001 @DB @verified
  Scenario Outline: A DB with <brand> is approved in the answer
    Given an amount of 92.00 EUR
    When the merchant sends a DB with <brand>
    Then the debit is approved
    And the answer shows an amount of 92.00 EUR
    And the answer sends the shopper nowhere

    @smoke
    Examples:
      | brand |
      | VISA  |

    Examples:
      | brand            |
      | MASTER           |
      | AMEX             |
      | DIRECTDEBIT_SEPA |

  # R100.
  @DB-002 @DB @verified
  Scenario: A DB leaves nothing to capture
    Given an approved DB of 92.00 EUR
    When the merchant captures 92.00 EUR of the debit
    Then the capture is rejected
    And the result code is 700.400.510
