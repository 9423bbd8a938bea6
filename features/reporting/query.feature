@reporting
Feature: Transaction reports
  The reports find a payment by the gateway's id or by the merchant's own
  reference, as often as they are asked. They are what a merchant turns to when
  an answer got lost, before it repeats anything.

  Source: Reporting, "Transaction"; Server-to-Server, "Throttling rules" (S13).

  Rule: A payment is found by its id

    # R004, R267.
    @QR-001 @PA @sync @verified
    Scenario: An approved payment is reported as approved
      Given an approved PA of 92.00 EUR
      When the merchant looks up the preauthorization in the reports
      Then the preauthorization is approved
      And the answer shows an amount of 92.00 EUR
      And the answer repeats the merchant's own reference

    # R267.
    @QR-002 @DB @async @verified
    Scenario: A pending payment is reported as pending
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the merchant looks up the debit in the reports
      Then the debit is pending

    @QR-003 @CP @sync @unverified
    Scenario: A capture is a payment of its own in the reports
      Given an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant looks up the capture in the reports
      Then the capture is approved
      And the answer shows an amount of 40.00 EUR
      And the capture refers to the preauthorization

    # D21, R045, R046.
    @QR-004 @decided
    Scenario: An unknown payment is not found
      When the merchant looks up a payment nobody knows in the reports
      Then the request is rejected
      And the result code is 700.400.580
      And the HTTP status is 400

  Rule: A payment is found by the merchant's reference

    # R268.
    @QR-005 @PA @sync @verified @smoke
    Scenario: The merchant's reference leads to the payment
      Given an approved PA of 92.00 EUR
      When the merchant looks up its own reference in the reports
      Then the result code is 000.000.100
      And the report lists 1 payment
      And the report lists the preauthorization as approved

    # D23 lets a reference be used twice.
    # R268.
    @QR-006 @sync @decided
    Scenario: A reference that was used twice leads to both payments
      Given an approved PA of 92.00 EUR
      And an approved DB of 15.99 EUR
      When the merchant looks up its own reference in the reports
      Then the report lists 2 payments
      And the report lists the preauthorization as approved
      And the report lists the debit as approved

    # R269.
    @QR-012 @PA @sync @verified
    Scenario: What is listed has no envelope of its own
      Given an approved PA of 92.00 EUR
      When the merchant looks up its own reference in the reports
      Then the result code is 000.000.100
      And the answer has:
        | ndc                    | present |
        | payments.0.timestamp   | present |
        | payments.0.ndc         | absent  |
        | payments.0.buildNumber | absent  |

    # R064.
    @QR-007 @DB @sync @verified
    Scenario: A rejected payment is listed with its verdict
      Given a rejected DB of 92.00 EUR
      When the merchant looks up its own reference in the reports
      Then the report lists the debit as rejected

    # D21, R046.
    @QR-008 @decided
    Scenario: A reference that was never used leads nowhere
      When the merchant looks up a reference that was never used in the reports
      Then the request is rejected
      And the result code is 700.400.580
      And the HTTP status is 400

  Rule: Reports are not limited

    # D16: one reseller limits them all the same; the channel is set so then.
    # R250.
    @QR-009 @PA @sync @decided
    Scenario: The sixth look within a minute is answered like the first
      Given an approved PA of 92.00 EUR
      And the merchant has looked up the payment 5 times in the reports
      When the merchant looks up the payment in the reports
      Then the payment is approved

    # D16. A real host's channel cannot be set from here.
    # R247.
    @QR-010 @PA @sync @decided @simulator-only
    Scenario: A channel may limit the reports as well
      Given a channel that limits the reports too
      And an approved PA of 92.00 EUR
      And the merchant has looked up the payment twice in the reports
      When the merchant looks up the payment in the reports
      Then the HTTP status is 429
      And the result code is 800.120.100

    # D16. A real host's channel cannot be set from here.
    # R248.
    @QR-011 @PA @sync @decided @simulator-only
    Scenario: A channel may limit the reports about a reference as well
      Given a channel that limits the reports too
      And an approved PA of 92.00 EUR
      And the merchant has looked up its own reference twice in the reports
      When the merchant looks up its own reference in the reports
      Then the HTTP status is 429
      And the result code is 800.120.100
