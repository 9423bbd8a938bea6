@brands @async
Feature: Brands that are paid later
  A voucher or a bank code is paid when the shopper gets round to it. The answer
  is a promise that may take days to come true; the money's arrival is a
  transaction of its own, the receipt (RC).

  Source: Server-to-Server, "Payment types", receipt (RC); the sample pages of resellers for BALOTO, BOLETO, OXXO and PIX.

  Rule: The promise may last for days

    # D33. The code says that nothing is to be expected within minutes.
    # R255.
    @BR-003 @PA @decided
    Scenario Outline: A PA with <brand> waits for the money
      When the merchant sends a PA with <brand>
      Then the preauthorization is pending
      And the result code is 800.400.500
      And the answer's "paymentBrand" is "<brand>"

      Examples:
        | brand  |
        | BALOTO |
        | BOLETO |
        | OXXO   |
        | PIX    |

    # D33. No shopper needs to come back: the slip has all that a cashier asks for.
    @BR-004 @PA @decided
    Scenario: A slip needs no address to return to
      Given the payment has no shopperResultUrl
      When the merchant sends a PA with OXXO
      Then the preauthorization is pending
      And the answer sends the shopper nowhere

    # D33. D19's half hour is for shoppers on a page.
    # R255.
    @BR-005 @PA @decided @clock
    Scenario: A slip is still good on the next day
      Given a pending PA of 92.00 MXN with OXXO
      When the merchant waits for 1 day
      Then the status of the payment is pending

    # D33: the time is the channel's. A real host's channel cannot be set from here.
    @BR-012 @PA @decided @clock @simulator-only
    Scenario: A channel that waits for money for a day gives a slip up then
      Given a channel that waits for money for 1 day
      And a pending PA of 92.00 MXN with OXXO
      When the merchant waits for 1 day
      Then the status of the payment is rejected

  Rule: The money's arrival is a transaction of its own

    # D33. When the money arrives is the cashier's doing on a real host; on the
    # simulator its management port plays the cashier.
    # R108, R126.
    @BR-006 @PA @RC @decided @simulator-only
    Scenario: The money's arrival approves the PA and leaves a receipt
      Given a pending PA of 92.00 MXN with OXXO
      When the shopper's money arrives
      Then the status of the payment is approved
      And the reports list a receipt for the preauthorization
      And the answer shows an amount of 92.00 MXN

    # D32 lists the receipt among what can be refunded. For the cashier see
    # above.
    # R137.
    @BR-007 @RF @RC @decided @simulator-only
    Scenario: What has arrived can be refunded
      Given a pending PA of 92.00 MXN with OXXO
      And the shopper's money has arrived
      When the merchant refunds 92.00 MXN of the receipt
      Then the refund is approved

    # For the cashier see above.
    @BR-008 @CP @RC @unverified @simulator-only
    Scenario: There is nothing left to capture when the money has arrived
      Given a pending PA of 92.00 MXN with OXXO
      And the shopper's money has arrived
      When the merchant captures 92.00 MXN of the preauthorization
      Then the capture is rejected

  Rule: A transfer is settled by the money's arrival, too

    # D33: brands that send the shopper to a slip and are sourced as redirects.
    # For the cashier see above.
    @BR-009 @DB @decided @simulator-only
    Scenario: A DB by transfer is approved when the money has arrived
      Given a pending DB of 92.00 EUR with PREPAYMENT
      When the shopper's money arrives
      Then the status of the payment is approved
