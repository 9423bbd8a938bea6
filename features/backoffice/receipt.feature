@backoffice @sync
Feature: Receipt
  A receipt (RC) says that the money for a preauthorization has come by itself: a
  slip was paid, a transfer has arrived. Mostly the platform books it.

  Source: Transaction Flows, "RC"; result code 700.400.562.

  Rule: The platform books receipts

    # R109.
    @RC-002 @PA @RC @unverified
    Scenario: A receipt by the merchant is rejected
      Given an approved PA of 92.00 EUR
      When the merchant receives 92.00 EUR of the preauthorization
      Then the receipt is rejected
      And the result code is 700.400.562

  Rule: A channel may let its merchants book receipts

    # The flow page lists RC among what may be sent. A real host's channel
    # cannot be set from here.
    # R110, R126.
    @RC-003 @PA @RC @unverified @simulator-only
    Scenario: A merchant books the money that has come
      Given a channel that lets merchants book receipts
      And an approved PA of 92.00 EUR
      When the merchant receives 92.00 EUR of the preauthorization
      Then the receipt is approved
      And the receipt refers to the preauthorization
      And the answer shows an amount of 92.00 EUR

    # A real host's channel cannot be set from here.
    # R137.
    @RC-004 @PA @RC @RF @unverified @simulator-only
    Scenario: What a merchant has received can be refunded
      Given a channel that lets merchants book receipts
      And an approved PA of 92.00 EUR
      And the merchant has received 92.00 EUR of the preauthorization
      When the merchant refunds 92.00 EUR of the receipt
      Then the refund is approved

    # A real host's channel cannot be set from here.
    @RC-005 @PA @RC @CP @unverified @simulator-only
    Scenario: What a merchant has received cannot be captured on top
      Given a channel that lets merchants book receipts
      And an approved PA of 92.00 EUR
      And the merchant has received 92.00 EUR of the preauthorization
      When the merchant captures 1.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # A real host's channel cannot be set from here.
    @RC-006 @DB @RC @unverified @simulator-only
    Scenario: Nothing is received for a DB
      Given a channel that lets merchants book receipts
      And an approved DB of 92.00 EUR
      When the merchant receives 92.00 EUR of the debit
      Then the receipt is rejected
      And the result code is 700.400.560
