@backoffice @sync
Feature: Rebill
  A rebill (RB) takes another amount from the account of an earlier payment: what
  was eaten from the minibar, a further month. It stands for itself: it may be
  more than the first amount, and can be refunded on its own.

  Source: Transaction Flows, "DB" and "CP"; Back-office Operations, "Rebill".

  Rule: What was paid once can be paid again

    # The flow lists RB after DB and CP; how much it may take is not published.
    # R107, R129.
    @RB-001 @RB @unverified
    Scenario Outline: A rebill of <amount> EUR is approved for its own amount
      Given an approved DB of 92.00 EUR
      When the merchant rebills <amount> EUR of the debit
      Then the rebill is approved
      And the rebill refers to the debit
      And the answer shows an amount of <amount> EUR

      Examples:
        | amount |
        | 15.99  |
        | 120.00 |

    # R133.
    @RB-002 @CP @RB @unverified
    Scenario: A capture can be rebilled
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      When the merchant rebills 15.99 EUR of the capture
      Then the rebill is approved

    # R138.
    @RB-003 @RB @RF @unverified
    Scenario: A rebill can be refunded
      Given an approved DB of 92.00 EUR
      And the merchant has rebilled 15.99 EUR of the debit
      When the merchant refunds 15.99 EUR of the rebill
      Then the refund is approved

  Rule: A rebill gives nothing away

    @RB-004 @RB @RF @unverified
    Scenario: A refund of a rebill gives back no more than the rebill took
      Given an approved DB of 92.00 EUR
      And the merchant has rebilled 15.99 EUR of the debit
      When the merchant refunds 16.00 EUR of the rebill
      Then the refund is rejected
      And the result code is 700.400.200

    @RB-005 @PA @RB @unverified
    Scenario: A preauthorization cannot be rebilled
      Given an approved PA of 92.00 EUR
      When the merchant rebills 15.99 EUR of the preauthorization
      Then the rebill is rejected
      And the result code is 700.100.700

    @RB-006 @RB @unverified
    Scenario: A rebill of an unknown payment is rejected
      When the merchant rebills 92.00 EUR of a payment nobody knows
      Then the rebill is rejected
      And the result code is 700.100.100

    # R148.
    @RB-008 @RB @verified
    Scenario Outline: A rebill without <parameter> is refused
      Given an approved DB of 92.00 EUR
      And the rebill has no <parameter>
      When the merchant rebills 92.00 EUR of the debit
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter |
        | amount    |
        | currency  |
