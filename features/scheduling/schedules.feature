@scheduling @sync
Feature: A schedule and its plan
  A merchant that is paid again and again leaves it to the gateway: it says once
  what is to be paid with a registration, and when. The schedule is a transaction
  of its own (SD), as are its change (RS) and its end (DS). Only one plan of a
  schedule is in force.

  What else the answers have is not published, so it is not looked at.

  Source: Subscriptions; response parameters, "plan.active"; result codes 100.150 and 100.360.

  Rule: A schedule is made over a registration

    # R116, R122, R428.
    @SD-001 @SD @verified
    Scenario Outline: A schedule of <type> is answered with a transaction of its own
      Given the shopper's VISA account is registered
      When the merchant schedules a <type> with the registration
      Then the schedule is approved
      And the answer has:
        | paymentType | SD               |
        | id          | matches ^\w{32}$ |
      And the answer names the registration

      Examples:
        | type |
        | DB   |
        | PA   |
        | CD   |

    @SD-002 @SD @verified
    Scenario: A new schedule goes by its plan
      Given the shopper's VISA account is registered
      When the merchant schedules a DB with the registration
      Then the schedule is approved
      And the plan is in force

    # The sources name the group; that it comes back is assumed.
    @SD-003 @SD @unverified
    Scenario: The answer repeats the standing instruction
      Given the shopper's VISA account is registered
      When the merchant schedules a DB with the registration
      Then the schedule is approved
      And the answer has:
        | standingInstruction.mode   | REPEATED |
        | standingInstruction.source | MIT      |

    @SD-004 @SD @verified
    Scenario: A schedule can be read
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant reads the schedule
      Then the schedule is approved
      And the plan is in force

    # What a schedule that nobody knows answers is assumed.
    @SD-005 @SD @unverified
    Scenario: A schedule that nobody knows cannot be read
      When the merchant reads a schedule nobody knows
      Then the schedule is rejected for what it refers to

    # R402.
    @SD-006 @SD @webhooks @unverified
    Scenario: A merchant is told of a schedule
      Given the merchant has a webhook for schedules
      And the shopper's VISA account is registered
      When the merchant schedules a DB with the registration
      Then the merchant is notified that the schedule is approved
      And the notification has:
        | type                | SCHEDULE  |
        | payload.paymentType | SD        |
        | payload.source      | SCHEDULER |

  Rule: Without a registration there is no schedule

    # R311.
    @SD-010 @SD @unverified
    Scenario: A registration nobody knows cannot be scheduled
      When the merchant schedules a DB with a registration nobody knows
      Then the schedule is rejected for its registration
      And the result code is 100.150.200

    # R441.
    @SD-011 @SD @unverified
    Scenario: A deleted registration cannot be scheduled
      Given the shopper's VISA account is registered
      And the merchant has deleted the registration
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its registration
      And the result code is 100.150.202

    # R313.
    @SD-012 @SD @unverified
    Scenario: A registration that was rejected cannot be scheduled
      Given the shopper pays with a card number with a wrong check digit
      And the merchant's VISA registration was rejected
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its registration
      And the result code is 100.150.203

    # D04, R428.
    @SD-013 @SD @decided
    Scenario Outline: A schedule without <parameter> is refused
      Given the shopper's VISA account is registered
      And the schedule has no <parameter>
      When the merchant schedules a DB with the registration
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter      |
        | registrationId |
        | amount         |
        | currency       |

    # Its parameters say what a standing instruction takes; the refusal is assumed.
    # R334.
    @SD-014 @SD @unverified
    Scenario: A schedule whose standing instruction is set up wrongly is rejected
      Given the shopper's VISA account is registered
      And the schedule has no standingInstruction.source
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for the channel's configuration
      And the result code is 600.200.501

  Rule: A plan is superseded by another

    # R117.
    @SD-020 @RS @verified
    Scenario: A change is answered with a transaction of its own
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the rescheduling also has:
        | amount   | 12.00 |
        | currency | EUR   |
      When the merchant reschedules the schedule
      Then the rescheduling is approved
      And the plan is in force
      And the rescheduling refers to the schedule

    # R435.
    @SD-021 @RS @verified
    Scenario: The old plan is not in force after a change
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has rescheduled it to 12.00 EUR
      When the merchant reads the schedule
      Then the schedule is approved
      And the plan is not in force

    @SX-032 @DR @unverified
    Scenario: The plan of a deleted registration is not in force
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has deleted the registration
      When the merchant reads the schedule
      Then the schedule is approved
      And the plan is not in force

    # That the list is one of records is assumed.
    @SD-022 @RS @unverified
    Scenario: A registration lists its plans
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has rescheduled it to 12.00 EUR
      When the merchant lists the schedules of the registration
      Then the list has 2 plans, one of them in force

    # R143.
    @SD-023 @RS @unverified
    Scenario: A schedule that has ended cannot be changed
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has descheduled it
      When the merchant reschedules the schedule
      Then the rescheduling is rejected for its schedule
      And the result code is 100.360.300

    # R441.
    @SD-024 @RS @unverified
    Scenario: What was never scheduled cannot be changed
      When the merchant reschedules a schedule nobody knows
      Then the rescheduling is rejected for its schedule
      And the result code is 100.360.300

    @SD-025 @RS @unverified
    Scenario: A plan that nobody could carry out does not supersede another
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the rescheduling also has:
        | job.hour | 24 |
      When the merchant reschedules the schedule
      Then the rescheduling is rejected for its schedule
      And the result code is 100.250.121

  Rule: A schedule ends when the merchant says so

    # R118.
    @SD-030 @DS @verified
    Scenario: The end is answered with a transaction of its own
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant deschedules the schedule
      Then the descheduling is approved
      And the descheduling refers to the schedule

    # R434.
    @SD-031 @DS @verified
    Scenario: The plan of a schedule that has ended is not in force
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has descheduled it
      When the merchant reads the schedule
      Then the schedule is approved
      And the plan is not in force

    # R143.
    @SD-032 @DS @unverified
    Scenario: A schedule ends once
      Given the shopper's VISA account is registered
      And the merchant has scheduled a daily DB of 10.00 EUR
      And the merchant has descheduled it
      When the merchant deschedules the schedule
      Then the descheduling is rejected for its schedule
      And the result code is 100.360.303

    # R442.
    @SD-033 @DS @unverified
    Scenario: What was never scheduled cannot be ended
      When the merchant deschedules a schedule nobody knows
      Then the descheduling is rejected for its schedule
      And the result code is 100.360.303
