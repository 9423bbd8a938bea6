@samples @async
Feature: The vendor's samples for brands that are paid later
  A slip or a code is paid hours after the order, at a till or in a banking app.
  The merchant may deliver when the money is there, and not before.

  Source: the sample requests of resellers for BOLETO, OXXO and PIX; Server-to-Server, "Payment types", receipt (RC).

  # D33. When the money arrives is the cashier's doing on a real host; on the
  # simulator its management port plays the cashier.
  @SM-006 @PA @RC @decided @simulator-only
  Scenario Outline: Sample <sample> is approved when the money has arrived
    Given a pending PA from sample <sample>
    When the shopper's money arrives
    Then the status of the payment is approved
    And the reports list a receipt for the preauthorization

    Examples:
      | sample    |
      | BOLETO-01 |
      | OXXO-01   |
      | PIX-01    |
