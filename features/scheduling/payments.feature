@scheduling @sync @clock
Feature: What a schedule pays
  The gateway pays by schedule as if the merchant asked for it: the payments are
  in the reports under the schedule's reference, may be declined and refunded, and
  the merchant is told of them. They go on until the schedule ends, one way or
  another.

  Schedules that say nothing else pay once a day.

  Source: Subscriptions; recorded webhooks for the source.

  Rule: It pays when it falls due

    # R432.
    @SX-001 @SD @verified
    Scenario Outline: A daily <type> is paid every day
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily <type> of 10.00 EUR
      When the merchant waits for 3 days
      Then the schedule has paid 3 times
      And each payment of the schedule is approved
      And each payment of the schedule has:
        | paymentType | <type> |
        | amount      | 10.00  |
        | currency    | EUR    |

      Examples:
        | type |
        | DB   |
        | PA   |
        | CD   |

    @SX-002 @SD @unverified
    Scenario: A new schedule pays nothing before its time
      Given it is 12:00 at the gateway
      And the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 17 hours
      Then the schedule has paid 0 times

    # R432.
    @SX-003 @SD @verified
    Scenario: A schedule pays for months
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 90 days
      Then the schedule has paid 90 times

    # R430.
    @SX-004 @SD @unverified
    Scenario: A schedule pays nothing before it begins
      Given the shopper's VISA account is registered
      And the schedule begins in 3 days
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 5 days
      Then the schedule has paid twice

    # R430.
    @SX-005 @SD @unverified
    Scenario: A schedule pays nothing after its end
      Given the shopper's VISA account is registered
      And the schedule ends in 2 days
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 6 days
      Then the schedule has paid twice

    # The names of the units are assumed.
    # R430.
    @SX-006 @SD @unverified
    Scenario: A schedule pays no longer than its duration
      Given the shopper's VISA account is registered
      And the schedule also has:
        | job.expression     | 0 0 6 * * ? |
        | job.durationNumber | 3           |
        | job.durationUnit   | DAY         |
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 9 days
      Then the schedule has paid 3 times

  Rule: Its payments are payments

    # R077, R433.
    @SX-010 @SD @verified
    Scenario: The reports say that the scheduler made them
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 1 day
      Then the schedule has paid once
      And each payment of the schedule has:
        | source                     | SCHEDULER |
        | standingInstruction.mode   | REPEATED  |
        | standingInstruction.source | MIT       |

    @SX-011 @SD @RF @verified
    Scenario: A payment of a schedule is refunded like any other
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has waited for 1 day
      And the merchant has found the newest payment of the schedule
      When the merchant refunds 4.00 EUR of the debit
      Then the refund is approved
      And the refund refers to the debit

    # R403.
    @SX-012 @SD @webhooks @unverified
    Scenario: A merchant is told of a payment of a schedule
      Given the merchant has a webhook
      And the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 1 day
      Then the schedule has paid once
      And the merchant is notified that the debit is approved
      And the notification has:
        | type                | PAYMENT   |
        | payload.paymentType | DB        |
        | payload.source      | SCHEDULER |

    # That a decline ends nothing is assumed.
    @SX-013 @SD @unverified
    Scenario: A schedule goes on after a decline
      Given the shopper pays with a card the issuer declines
      And the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 2 days
      Then the schedule has paid twice
      And each payment of the schedule is rejected

    # D23: the reference is the merchant's, the payments are not.
    @SX-014 @SD @simulator-only @decided
    Scenario: A schedule pays again where a reference may be used once only
      Given a channel that refuses a reference used twice
      And the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 2 days
      Then the schedule has paid twice
      And each payment of the schedule is approved

  Rule: A change holds from the next payment on

    # R435.
    @SX-020 @RS @verified
    Scenario: A changed schedule pays its new amount
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has waited for 1 day
      And the merchant has rescheduled it to 12.00 EUR
      When the merchant waits for 1 day
      Then the schedule has paid twice
      And the newest payment of the schedule is of 12.00 EUR

    # R435.
    @SX-021 @RS @verified
    Scenario: A changed schedule pays at its new time
      Given it is 12:00 at the gateway
      And the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the rescheduling also has:
        | job.expression | 0 0 9 * * ? |
      And the merchant has rescheduled it to 12.00 EUR
      When the merchant waits for 1 day
      Then the schedule has paid once
      And the newest payment of the schedule is made at 09:00

  Rule: What has ended pays no more

    # R434.
    @SX-030 @DS @verified
    Scenario: A descheduled schedule pays no more
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has waited for 1 day
      And the merchant has descheduled it
      When the merchant waits for 3 days
      Then the schedule has paid once

    # That it ends with its registration is assumed.
    @SX-031 @DR @unverified
    Scenario: A schedule ends when its registration is deleted
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has waited for 1 day
      And the merchant has deleted the registration
      When the merchant waits for 3 days
      Then the schedule has paid once

    # That an expired card is tried and declined is assumed.
    @SX-033 @SD @unverified
    Scenario: The payments of an expired card are declined
      Given the shopper's VISA account is registered
      And the schedule begins in 900 days
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 902 days
      Then the schedule has paid twice
      And each payment of the schedule is rejected
