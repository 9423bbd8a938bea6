@reporting
Feature: The newer transaction reports
  The newer reports find payments by more than their id: by the merchant's
  reference, by the short id that people quote, and by time. They filter, and
  hand out long lists in pages. A merchant books and reconciles by them.

  Source: Reporting, "Transaction" (v3); recorded lists of a reseller's client.

  Rule: A payment is found by its id

    # R072, R076, R077, R078, R281.
    @QV-001 @PA @sync @unverified @smoke
    Scenario: A record says of a payment what its answer said, and more
      Given an approved PA of 92.00 EUR
      When the merchant looks up the preauthorization in the newer reports
      Then the report lists 1 payment
      And the report lists the preauthorization as approved
      And the report's short id of the preauthorization is that in its descriptor
      And the report shows of the preauthorization:
        | paymentType   | PA                                                    |
        | paymentBrand  | VISA                                                  |
        | paymentMethod | CC                                                    |
        | amount        | the amount 92.00                                      |
        | currency      | EUR                                                   |
        | source        | present                                               |
        | timestamp     | matches ^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\+0000$ |

    # R281.
    @QV-002 @DB @sync @unverified
    Scenario: A rejected payment is reported with its verdict
      Given a rejected DB of 92.00 EUR
      When the merchant looks up the debit in the newer reports
      Then the report lists the debit as rejected

    # D21, R045.
    @QV-003 @decided
    Scenario: An unknown payment is not found
      When the merchant looks up a payment nobody knows in the newer reports
      Then the request is rejected
      And the result code is 700.400.580
      And the HTTP status is 400

  Rule: Payments are found by the merchant's reference

    # That it is records here too is not verified.
    # R279.
    @QV-004 @sync @unverified
    Scenario: A reference leads to all its payments, the oldest first
      Given an approved PA of 92.00 EUR
      And an approved DB of 15.99 EUR
      When the merchant looks up its own reference in the newer reports
      Then the report lists 2 payments
      And the report lists the preauthorization before the debit

    # D21, R046.
    @QV-005 @decided
    Scenario: A reference that was never used leads nowhere
      When the merchant looks up a reference that was never used in the newer reports
      Then the request is rejected
      And the result code is 700.400.580
      And the HTTP status is 400

  Rule: A payment is found by its short id

    # The name of the parameter is not verified.
    # R275.
    @QV-006 @CP @sync @unverified
    Scenario: A short id leads to the one transaction that has it
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      When the merchant looks up the short id of the capture
      Then the report lists 1 payment
      And the report lists the capture as approved

    # D21.
    @QV-007 @PA @sync @decided
    Scenario: A short id that is no payment's leads nowhere
      Given an approved PA of 92.00 EUR
      When the merchant looks up a short id that is no payment's
      Then the request is rejected
      And the result code is 700.400.580

    # The name of the parameter is not verified, what goes with it is documented.
    # R276.
    @QV-020 @PA @sync @unverified
    Scenario: A short id goes with a reference or a time
      Given an approved PA of 92.00 EUR
      And the report is asked with:
        | merchantTransactionId |  |
        | date.from             |  |
        | date.to               |  |
      When the merchant looks up the short id of the preauthorization
      Then the request is refused as invalid
      And date.from is refused: "may not be empty"

  Rule: Payments are found by time

    # Others may have paid meanwhile, so it may be on any page.
    # R277.
    @QV-008 @DB @sync @verified
    Scenario: A payment is in the report of its time
      Given an approved DB of 92.00 EUR
      When the merchant reads every page of what was made within 1 minute of the debit
      Then the result code is 000.000.100
      And the report lists the debit as approved

    @QV-009 @sync @clock @verified
    Scenario: A later payment is not in the report of an earlier time
      Given an approved PA of 92.00 EUR
      And the merchant has waited for 2 hours
      And an approved DB of 15.99 EUR
      When the merchant lists what was made within 1 hour of the preauthorization
      Then the report lists the preauthorization as approved
      And the report does not list the debit

    # Nobody says by which of its times a payment is found.
    @QV-010 @DB @async @clock @unverified
    Scenario: A payment stays in the report of the time at which it began
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      And the merchant has waited for 1 hour
      When the merchant lists what was made within 1 minute of the debit
      Then the report lists the debit as rejected

  Rule: Long lists come in pages

    @QV-011 @sync @unverified @smoke
    Scenario: Every payment is on exactly one page
      Given an approved PA of 92.00 EUR
      And the merchant has captured 10.00 EUR of the preauthorization
      And the merchant has captured 20.00 EUR of the preauthorization
      And an approved DB of 15.99 EUR
      And an approved DB of 92.00 EUR
      When the merchant reads every page of its own reference, 2 payments a page
      Then every page but the last has 2 payments
      And each payment of the reference is on exactly one page

    # R283.
    @QV-012 @PA @sync @unverified
    Scenario: Past the last page there is nothing more
      Given an approved PA of 92.00 EUR
      And the report is asked with:
        | pageNo | 2 |
      When the merchant looks up its own reference in the newer reports
      Then the result code is 000.000.100
      And the report lists 0 payments
      And the answer has:
        | pages | the number 1 |

    # A hundred payments are more than a host should be asked for by this.
    # R280.
    @QV-022 @DB @sync @unverified @simulator-only
    Scenario: A page has a hundred records where nothing else is asked for
      Given the merchant has sent a DB with VISA 100 times
      And an approved DB of 92.00 EUR
      When the merchant lists what was made within 1 minute of the debit
      Then the report lists 100 payments

    # R277.
    @QV-013 @DB @sync @verified
    Scenario: A report by time says how many pages it has
      Given an approved DB of 92.00 EUR
      And an approved DB of 15.99 EUR
      And the report is asked with:
        | limit | 1 |
      When the merchant lists what was made within 1 minute of the debit
      Then the report lists 1 payment
      And the answer has:
        | pages | present |

    # R278.
    @QV-021 @DB @sync @verified
    Scenario: A page may be of 500 records
      Given an approved DB of 92.00 EUR
      And the report is asked with:
        | limit | 500 |
      When the merchant looks up its own reference in the newer reports
      Then the report lists the debit as approved

  Rule: Reports are filtered

    # R272.
    @QV-014 @sync @verified
    Scenario: Only payments of the wanted types are listed
      Given an approved PA of 92.00 EUR
      And an approved DB of 15.99 EUR
      And the report is asked with:
        | paymentTypes | PA,CP |
      When the merchant reads every page of what was made within 1 minute of the preauthorization
      Then the report lists the preauthorization as approved
      And the report does not list the debit

    # Which brands are of which method is not published, cards apart.
    # R273.
    @QV-015 @unverified
    Scenario: Only payments by the wanted method are listed
      Given an approved PA of 92.00 EUR
      And a pending DB of 92.00 EUR with PAYPAL
      And the report is asked with:
        | paymentMethods | CC |
      When the merchant looks up its own reference in the newer reports
      Then the report lists the preauthorization as approved
      And the report does not list the debit

    # R274.
    @QV-019 @sync @verified
    Scenario: Authentications can be listed
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the merchant has authenticated the shopper with VISA
      And an approved PA of 92.00 EUR with VISA
      And the report is asked with:
        | paymentTypes | 3D |
      When the merchant lists what was made within 1 minute of the authentication
      Then the report lists the authentication as approved
      And the report does not list the preauthorization

  Rule: A report that cannot be meant is refused

    # D04. Bounds and words of a refusal are not verified.
    # R278.
    @QV-016 @PA @sync @unverified
    Scenario Outline: <parameter> as "<value>" is refused
      Given an approved PA of 92.00 EUR
      And the report is asked with:
        | <parameter> | <value> |
      When the merchant lists what was made within 1 minute of the preauthorization
      Then the request is refused as invalid
      And <parameter> is refused: "<message>"

      Examples:
        | case               | parameter                 | value               | message                                                               |
        | words              | date.from                 | yesterday           | must match ^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2}:[0-9]{2})?$ |
        | day                | date.from                 | 2026-11-22          | must be a date of the form yyyy-MM-dd HH:mm:ss                        |
        | no such day        | date.from                 | 2026-02-30 00:00:00 | must be a date of the form yyyy-MM-dd HH:mm:ss                        |
        | before its begin   | date.to                   | 2020-01-01 00:00:00 | may not be before date.from                                           |
        | no page            | pageNo                    | 0                   | must be a number from 1 to 1000000                                    |
        | no number          | pageNo                    | one                 | must match ^[0-9]+$                                                   |
        | no records         | limit                     | 0                   | must be a number from 1 to 500                                        |
        | too many records   | limit                     | 501                 | must be a number from 1 to 500                                        |
        | neither yes nor no | includeLinkedTransactions | perhaps             | must be one of [true, false]                                          |

  Rule: Reports are not limited

    # D16: one reseller limits them all the same; the channel is set so then.
    # R250.
    @QV-017 @PA @sync @decided
    Scenario: The sixth look within a minute is answered like the first
      Given an approved PA of 92.00 EUR
      And the merchant has looked up the payment 5 times in the newer reports
      When the merchant looks up the payment in the newer reports
      Then the report lists the payment as approved

    # D16. A real host's channel cannot be set from here.
    # R249.
    @QV-018 @PA @sync @decided @simulator-only
    Scenario: A channel may limit the newer reports as well
      Given a channel that limits the reports too
      And an approved PA of 92.00 EUR
      And the merchant has looked up the payment twice in the newer reports
      When the merchant looks up the payment in the newer reports
      Then the HTTP status is 429
      And the result code is 800.120.100
