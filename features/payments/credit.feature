@payments @sync
Feature: Credit
  A credit (CD) pays money out without an earlier payment: winnings, a refund that
  comes too late to be one, a commission.

  Source: API Reference, "Basic Payment", payment type CD; Server-to-Server, "Synchronous workflow" (S07).

  # R101.
  @CD-001 @CD @verified
  Scenario Outline: A CD with <brand> is approved in the answer
    Given an amount of 10.00 EUR
    When the merchant sends a CD with <brand>
    Then the credit is approved
    And the answer shows an amount of 10.00 EUR

    Examples:
      | brand  |
      | VISA   |
      | MASTER |

  # D32: money that was paid out by mistake can be called back.
  # R130.
  @CD-002 @CD @RF @decided
  Scenario: A CD can be refunded
    Given an approved CD of 10.00 EUR
    When the merchant refunds 10.00 EUR of the credit
    Then the refund is approved
