@orders
Feature: Orders
  A payment carries the number of the order that it is for, so that the books of
  the shop and of the gateway can be laid side by side.

  Source: the shop's own handbook, "Orders".

  @ORD-001 @DB
  Scenario: The answer to a DB repeats the number of its order
    When the merchant sends a DB with VISA for order A-4711
    Then the debit is approved
    And the answer is about order {order}

  @ORD-002 @PA
  Scenario: An order is about its amount
    Given an amount of 12.30 EUR
    When the merchant sends a PA with MASTER for order A-0815
    Then the order's answer has:
      | amount            | worth 12.3 |
      | merchantInvoiceId | {order}    |
