@backoffice @sync
Feature: Deadlines
  Every step on a payment has its time: a reservation lapses, a day's books are
  closed, money that was taken long ago is not refunded any more. A merchant that
  comes too late must be told so.

  Source: Back-office Operations; Result Codes, group 700.300; data retention policy.

  Rule: A reservation lapses

    # Seven days by one reseller, three by another: a channel has its own.
    # R212.
    @CU-001 @PA @CP @unverified @clock
    Scenario: A preauthorization can be captured on its sixth day
      Given an approved PA of 92.00 EUR
      And the merchant has waited for 6 days
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

    # R163, R212.
    @CU-002 @PA @CP @unverified @clock
    Scenario: A preauthorization cannot be captured after its seventh day
      Given an approved PA of 92.00 EUR
      And the merchant has waited for 8 days
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # R213.
    @CU-003 @PA @CP @unverified @clock
    Scenario: A channel may keep a preauthorization for less
      Given a channel that keeps a preauthorization for 3 days
      And an approved PA of 92.00 EUR
      And the merchant has waited for 4 days
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected

    # R215.
    @CU-004 @PA @RV @unverified @clock
    Scenario: What has lapsed cannot be reversed
      Given an approved PA of 92.00 EUR
      And the merchant has waited for 8 days
      When the merchant reverses the preauthorization
      Then the reversal is rejected
      And the result code is 700.300.700

    # D32: the other codes of the catalogue.
    # R166, R189.
    @CU-005 @PA @decided @clock
    Scenario Outline: In the older codes what has lapsed is rejected with <code>
      Given a channel that refuses in the older codes
      And an approved PA of 92.00 EUR
      And the merchant has waited for 8 days
      When the merchant <step> the preauthorization
      Then the request is rejected
      And the result code is <code>

      @CP
      Examples:
        | step                  | code        |
        | captures 92.00 EUR of | 700.300.400 |

      @RV
      Examples:
        | step     | code        |
        | reverses | 700.300.800 |

  Rule: A day's books are closed

    # D11: the hour is the channel's.
    # R192.
    @CU-006 @DB @RV @decided @clock
    Scenario: A DB is reversed before the cut-off
      Given a channel that closes its day at 18:00
      And it is 16:00 at the gateway
      And an approved DB of 92.00 EUR
      And the merchant has waited for 1 hour
      When the merchant reverses the debit
      Then the reversal is approved

    # D11, R188.
    @CU-007 @DB @RV @decided @clock
    Scenario: A DB cannot be reversed after the cut-off
      Given a channel that closes its day at 18:00
      And it is 16:00 at the gateway
      And an approved DB of 92.00 EUR
      And the merchant has waited for 3 hours
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.300.700

    # D11.
    @CU-008 @DB @RV @decided @clock
    Scenario: A DB from after the cut-off belongs to the next day
      Given a channel that closes its day at 18:00
      And it is 19:00 at the gateway
      And an approved DB of 92.00 EUR
      And the merchant has waited for 22 hours
      When the merchant reverses the debit
      Then the reversal is approved

    # D11: a PA has its validity instead.
    @CU-009 @PA @RV @decided @clock
    Scenario: A preauthorization is reversed after the day is closed
      Given an approved PA of 92.00 EUR
      And the gateway's day has ended
      When the merchant reverses the preauthorization
      Then the reversal is approved

    # R165.
    @CU-010 @PA @CP @unverified @clock
    Scenario: A channel may capture until the cut-off only
      Given a channel that captures until 18:00 only
      And it is 16:00 at the gateway
      And an approved PA of 92.00 EUR
      And the merchant has waited for 3 hours
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.300.400

  Rule: Refunds have an end, where a channel sets one

    # R214.
    @CU-011 @DB @RF @unverified @clock
    Scenario: A DB is refunded a year later
      Given an approved DB of 92.00 EUR
      And the merchant has waited for 365 days
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is approved

    # R214.
    @CU-012 @DB @RF @unverified @clock
    Scenario: A channel may refund for a while only
      Given a channel that refunds for 60 days
      And an approved DB of 92.00 EUR
      And the merchant has waited for 61 days
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.400.200

  Rule: Everything is forgotten in the end

    # D36: 14 months, then D09's answer to what nobody knows.
    # R468.
    @CU-013 @DB @RF @decided @clock
    Scenario: A payment of the year before last is not known any more
      Given an approved DB of 92.00 EUR
      And the merchant has waited for 430 days
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is rejected
      And the result code is 600.200.500

    # D36, then D21's answer.
    # R468.
    @CU-014 @DB @decided @clock
    Scenario: The reports forget a payment after 14 months
      Given an approved DB of 92.00 EUR
      And the merchant has waited for 430 days
      When the merchant looks up its own reference in the reports
      Then the request is rejected
      And the result code is 700.400.580

  Rule: A chain has an end

    # The catalogue has a code for chains that are too long; how long that is
    # it does not say.
    # R207.
    @CU-015 @DB @RF @unverified @simulator-only
    Scenario: A payment takes no more steps than the channel links
      Given a channel that links three transactions at most
      And an approved DB of 92.00 EUR
      And the merchant has refunded 10.00 EUR of the debit
      And the merchant has refunded 10.00 EUR of the debit
      When the merchant refunds 10.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.500.001
