@reporting @sync
Feature: Settlement reports
  What a day's payments brought in and gave back is settled together, once the
  day has ended. A merchant compares the sum with its bank account and looks for
  each transaction in the detail.

  What the rows look like is not published: the names of their members are the
  simulator's own where no source has one, and a day is cut off at midnight UTC.

  Source: Reporting, "Settlement".

  Rule: Money that moved is settled

    # R285.
    @SE-001 @DB @clock @unverified @smoke
    Scenario: The debits of a day are settled in one sum
      Given an approved DB of 92.00 EUR
      And an approved DB of 15.99 EUR
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the debit
      Then 107.99 EUR is settled

    @SE-002 @CP @clock @unverified
    Scenario: Of a preauthorization only what was captured is settled
      Given an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the capture
      Then 60.00 EUR is settled

    @SE-003 @RF @clock @unverified
    Scenario: A refund lowers the sum
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the debit
      Then 40.00 EUR is settled

    @SE-004 @RF @clock @unverified
    Scenario: A refund of the day after is settled by itself
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      And the merchant has refunded 52.00 EUR of the debit
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the refund
      Then -52.00 EUR is settled

    # D11: a debit may be reversed until the day ends.
    @SE-005 @RV @clock @unverified
    Scenario: What was reversed in time is not settled
      Given an approved DB of 92.00 EUR
      And the merchant has reversed the debit
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the debit
      Then nothing is settled in EUR

    # R291.
    @SE-006 @CD @clock @unverified
    Scenario: A credit is money that leaves
      Given an approved CD of 15.99 EUR
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the credit
      Then -15.99 EUR is settled as SETTLED

    # CB, a day after the money has moved.
    # R292.
    @SE-014 @CB @clock @unverified
    Scenario: A chargeback is settled as such
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      And the merchant has charged back 92.00 EUR of the debit
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the chargeback
      Then -92.00 EUR is settled as CHARGEBACK

    # R293.
    @SE-017 @CB @CR @clock @unverified
    Scenario: The reversal of a chargeback is settled as such
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the gateway's day has ended
      And the merchant has sent a CR for the chargeback
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the chargeback reversal
      Then 92.00 EUR is settled as CHARGEBACK REVERSAL

    # That an acquirer's fee is a line of its own is published, what it charges is
    # not: the channel's setting decides. A real host's channel cannot be set from
    # here.
    # R294.
    @SE-019 @DB @RF @clock @simulator-only @unverified
    Scenario: What the acquirer charges is settled as a fee
      Given a channel that charges 0.35 for each transaction that is settled
      And an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      And the gateway's day has ended
      When the merchant asks what was settled on the day of the debit
      Then 39.30 EUR is settled
      And 40.00 EUR is settled as SETTLED
      And -0.70 EUR is settled as FEE

    @SE-007 @DB @clock @unverified
    Scenario: A day that has not ended is not settled
      Given an approved DB of 92.00 EUR
      When the merchant asks what was settled on the day of the debit
      Then nothing is settled in EUR

    # R285, R286.
    @SE-008 @DB @clock @unverified
    Scenario: Each currency has a sum of its own
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      And an approved DB of 15.99 USD
      And the gateway's day has ended
      And the report is asked with:
        | currency | USD |
      When the merchant asks what was settled on the day of the debit
      Then 15.99 USD is settled
      And nothing is settled in EUR

    # The parameter is listed, what it narrows down is not published.
    # R291.
    @SE-015 @clock @unverified
    Scenario: The kind of line may be asked for
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      And the report is asked with:
        | reconciliationType | SETTLED |
      When the merchant asks what was settled on the day of the debit
      Then the result code is 000.000.100

    # R287.
    @SE-016 @clock @unverified
    Scenario: A settlement may be asked for in the platform's own test mode
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      And the report is asked with:
        | testMode | INTERNAL |
      When the merchant asks what was settled on the day of the debit
      Then the result code is 000.000.100

  Rule: A sum is explained by its transactions

    # R288.
    @SE-009 @RF @clock @unverified
    Scenario: The transactions add up to the sum
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      And an approved PA of 15.99 EUR
      And the gateway's day has ended
      When the merchant asks which transactions were settled with the debit
      Then the transactions of the settlement add up to its sum
      And the settlement has the debit with 92.00 EUR
      And the settlement has the refund with -52.00 EUR
      And the settlement does not have the preauthorization

    # R289.
    @SE-010 @DB @clock @unverified
    Scenario Outline: Transactions are sorted <order>
      Given an approved CD of 15.99 EUR
      And the merchant has waited for 1 minute
      And an approved DB of 92.00 EUR
      And the gateway's day has ended
      And the report is asked with:
        | sortValue | SettlementTxDate |
        | sortOrder | <order>          |
      When the merchant asks which transactions were settled with the debit
      Then the settlement has the <first> before the <second>

      Examples:
        | order | first  | second |
        | ASC   | credit | debit  |
        | DESC  | debit  | credit |

    # R290.
    @SE-011 @DB @clock @unverified
    Scenario Outline: Page <page> of a sum of two transactions lists <count>
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      And the gateway's day has ended
      When the merchant asks for page <page> of the transactions settled with the debit
      Then the settlement lists <count>
      And the answer has:
        | pages | the number 1 |

      Examples:
        | page | count      |
        | 1    | 2 payments |
        | 2    | 0 payments |

    # Where the transactions stand in the answer is not published.
    # R295.
    @SE-018 @DB @clock @unverified
    Scenario: What was settled says that it was matched
      Given an approved DB of 92.00 EUR
      And the gateway's day has ended
      When the merchant asks which transactions were settled with the debit
      Then the settlement has the debit with 92.00 EUR
      And the answer has:
        | records.0.matchedTransactions.0.status | MATCHED |

    @SE-012 @unverified
    Scenario: A settlement nobody knows is not found
      When the merchant asks for a settlement nobody knows
      Then the request is rejected
      And the result code is 700.400.580

  Rule: A settlement that cannot be meant is refused

    # D04, R284.
    @SE-013 @DB @verified
    Scenario Outline: A settlement without <parameter> is refused
      Given an approved DB of 92.00 EUR
      And the report is asked with:
        | <parameter> |  |
      When the merchant asks what was settled on the day of the debit
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter |
        | date.from |
        | date.to   |
