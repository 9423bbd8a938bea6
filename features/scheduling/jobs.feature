@scheduling @sync
Feature: When a schedule pays
  A merchant says when as one cron line, or field by field from the second to the
  year. The lines are those of Quartz: six or seven fields, and a question mark for
  the one of the two kinds of days that does not count.

  Which code says what is known from the texts of the codes alone.

  Source: Request parameters, "job.*"; result codes 100.250.

  Rule: Fields and lines say the same

    # R429.
    @SJ-001 @SD @clock @unverified
    Scenario Outline: A job <form> pays daily at six
      Given it is 12:00 at the gateway
      And the shopper's VISA account is registered
      And the schedule also has:
        | <first>  | <value> |
        | <second> | <other> |
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 2 days
      Then the schedule has paid twice
      And the newest payment of the schedule is made at 06:00

      Examples:
        | form                 | first          | value         | second        | other |
        | by a line            | job.expression | 0 0 6 * * ?   | job.name      | gym   |
        | by a line with years | job.expression | 0 0 6 * * ? * | job.name      | gym   |
        | by one field         | job.hour       | 6             | job.name      | gym   |
        | by two fields        | job.hour       | 6             | job.dayOfWeek | ?     |

    # Sources disagree: 1 to 7 by the text of 100.250.125, 0 to 6 by a reseller.
    # R437.
    @SJ-002 @SD @clock @unverified
    Scenario Outline: Day <day> of the week is a <name>
      Given the shopper's VISA account is registered
      And the schedule also has:
        | job.hour      | 6     |
        | job.dayOfWeek | <day> |
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 14 days
      Then the schedule has paid twice
      And each payment of the schedule is made on a <name>

      Examples:
        | day | name     |
        | 1   | Sunday   |
        | 2   | Monday   |
        | 7   | Saturday |
        | SUN | Sunday   |
        | FRI | Friday   |

    # The other reading is a setting of the simulator's channels.
    # R438.
    @SJ-003 @SD @clock @simulator-only @unverified
    Scenario: Day 0 of the week may be Sunday
      Given a channel that counts the days of the week from zero
      And the shopper's VISA account is registered
      And the schedule also has:
        | job.hour      | 6 |
        | job.dayOfWeek | 0 |
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 7 days
      Then the schedule has paid once
      And each payment of the schedule is made on a Sunday

    @SJ-004 @SD @clock @unverified
    Scenario Outline: A job on <day> pays once in the four weeks of a February
      Given the shopper's VISA account is registered
      And the schedule also has:
        | job.expression | 0 0 6 <days> |
      And the merchant has scheduled a daily DB of 10.00 EUR
      When the merchant waits for 365 days
      Then the schedule has paid once

      Examples:
        | day                                 | days      |
        | the last day                        | L 2 ?     |
        | the working day nearest to the 15th | 15W 2 ?   |
        | the last Friday                     | ? 2 6L    |
        | the third Friday                    | ? 2 FRI#3 |
        | a day by number in a month by name  | 14 FEB ?  |

  Rule: A job that nobody could carry out is rejected

    # R436, R437, R439.
    @SJ-010 @SD @unverified
    Scenario Outline: A job with <parameter> <value> is rejected
      Given the shopper's VISA account is registered
      And the schedule also has:
        | <parameter> | <value> |
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its schedule
      And the result code is <code>

      Examples:
        | case                 | parameter      | value            | code        |
        | hour 24              | job.hour       | 24               | 100.250.121 |
        | minute 60            | job.minute     | 60               | 100.250.122 |
        | second 60            | job.second     | 60               | 100.250.122 |
        | day 32               | job.dayOfMonth | 32               | 100.250.123 |
        | month 13             | job.month      | 13               | 100.250.124 |
        | day 8 of the week    | job.dayOfWeek  | 8                | 100.250.125 |
        | hour 24 in a line    | job.expression | 0 0 24 * * ?     | 100.250.121 |
        | two kinds of days    | job.expression | 0 0 6 1 * MON    | 100.250.120 |
        | a line of five       | job.expression | 0 6 * * *        | 100.250.120 |
        | the 30th of February | job.expression | 0 0 6 30 2 ?     | 100.250.120 |
        | a year that is over  | job.expression | 0 0 6 1 1 ? 2019 | 100.250.120 |

    # R436.
    @SJ-011 @SD @unverified
    Scenario Outline: A job with a <span> without a unit is rejected
      Given the shopper's VISA account is registered
      And the schedule also has:
        | job.hour    | 6 |
        | <parameter> | 3 |
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its schedule
      And the result code is <code>

      Examples:
        | span     | parameter          | code        |
        | duration | job.durationNumber | 100.250.106 |
        | notice   | job.noticeNumber   | 100.250.107 |

    # When notice can be given, and what it is for, is not published.
    # R431.
    @SJ-016 @SD @unverified
    Scenario: A job may have an end and a notice
      Given the shopper's VISA account is registered
      And the schedule also has:
        | job.hour           | 6       |
        | job.year           | *       |
        | job.durationNumber | 1       |
        | job.durationUnit   | YEAR    |
        | job.noticeNumber   | 3       |
        | job.noticeUnit     | DAY     |
        | job.noticeCallable | ANYTIME |
      When the merchant schedules a DB with the registration
      Then the schedule is approved
      And the plan is in force

    # R440.
    @SJ-012 @SD @unverified
    Scenario: A schedule without a job is rejected
      Given the shopper's VISA account is registered
      And the schedule has no job
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its schedule
      And the result code is 100.250.250

    # R436.
    @SJ-013 @SD @unverified
    Scenario Outline: A job <whose> is rejected
      Given the shopper's VISA account is registered
      And the schedule also has:
        | <parameter> | <value> |
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its schedule
      And the result code is <code>

      Examples:
        | whose               | parameter      | value | code        |
        | that says no time   | job.name       | gym   | 100.250.100 |
        | whose time is empty | job.hour       |       | 100.250.110 |
        | whose line is empty | job.expression |       | 100.250.111 |

    # R436.
    @SJ-014 @SD @unverified
    Scenario: A schedule that does not say what to do is rejected
      Given the shopper's VISA account is registered
      And the schedule has no paymentType
      When the merchant schedules a DB with the registration
      Then the schedule is rejected for its schedule
      And the result code is 100.250.105

    @SJ-015 @SD @verified
    Scenario Outline: A <parameter> of another form is refused
      Given the shopper's VISA account is registered
      And the schedule also has:
        | job.hour    | 6          |
        | <parameter> | 31.12.2035 |
      When the merchant schedules a DB with the registration
      Then the request is refused as invalid
      And <parameter> is refused: "must match ^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"

      Examples:
        | parameter     |
        | job.startDate |
        | job.endDate   |
