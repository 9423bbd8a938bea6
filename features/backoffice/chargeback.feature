@backoffice @sync
Feature: Chargeback
  A chargeback (CB) is the shopper's bank taking the money back. The merchant may
  book it, so that the platform's books are those of the acquirer, and the answers
  to it: each of them is a CR, named after what it answers.

  Source: Back-office Operations, "Chargeback"; Transaction Flows, "CB" and "CR".

  Rule: A payment is charged back once

    # D32. That the code of success is one of the reasons is documented with
    # the codes; where a reason is not told, it is the one that says so.
    # R111, R128.
    @CB-001 @CB @decided
    Scenario: A DB is charged back
      Given an approved DB of 92.00 EUR
      When the merchant charges back 92.00 EUR of the debit
      Then the chargeback is charged back
      And the chargeback refers to the debit
      And the answer shows an amount of 92.00 EUR
      And the result code is 000.100.200
      And the HTTP status is 200

    # D32, R132, R443.
    @CB-002 @CP @CB @decided
    Scenario: A part of a capture is charged back
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      When the merchant charges back 40.00 EUR of the capture
      Then the chargeback is charged back
      And the answer shows an amount of 40.00 EUR

    # D32, R139.
    @CB-003 @RB @CB @decided
    Scenario: A rebill is charged back
      Given an approved DB of 92.00 EUR
      And the merchant has rebilled 15.99 EUR of the debit
      When the merchant charges back 15.99 EUR of the rebill
      Then the chargeback is charged back

    # D32: the documentation allows one; which of two codes says so is open.
    # R201.
    @CB-004 @CB @decided
    Scenario: A second chargeback is rejected
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 40.00 EUR of the debit
      When the merchant charges back 40.00 EUR of the debit
      Then the chargeback is rejected
      And the result code is 700.400.400

    # D32: the other code. A real host's channel cannot be set from here.
    # R202.
    @CB-005 @CB @decided @simulator-only
    Scenario: In the older codes a second chargeback is one of several
      Given a channel that refuses in the older codes
      And an approved DB of 92.00 EUR
      And the merchant has charged back 40.00 EUR of the debit
      When the merchant charges back 40.00 EUR of the debit
      Then the chargeback is rejected
      And the result code is 700.300.500

    # R444.
    @CB-006 @CB @unverified
    Scenario: A chargeback of more than was taken is rejected
      Given an approved DB of 92.00 EUR
      When the merchant charges back 92.01 EUR of the debit
      Then the chargeback is rejected
      And the result code is 700.400.400

    # D32: the text of the code names CP, DB and RB.
    @CB-007 @CB @decided
    Scenario: A preauthorization cannot be charged back
      Given an approved PA of 92.00 EUR
      When the merchant charges back 92.00 EUR of the preauthorization
      Then the chargeback is rejected
      And the result code is 700.400.550

    # D09.
    @CB-008 @CB @decided
    Scenario: A chargeback of an unknown payment is rejected
      When the merchant charges back 92.00 EUR of a payment nobody knows
      Then the chargeback is rejected
      And the result code is 700.400.550

  Rule: What was charged back is not given back a second time

    # R179.
    @CB-009 @CB @RF @unverified
    Scenario: A DB that was charged back cannot be refunded
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.300.600

    @CB-010 @CB @RV @unverified
    Scenario: A DB that was charged back cannot be reversed
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      When the merchant reverses the debit
      Then the reversal is rejected
      And the result code is 700.300.600

    # R444.
    @CB-011 @RF @CB @unverified
    Scenario: A refunded DB cannot be charged back on top
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 92.00 EUR of the debit
      When the merchant charges back 92.00 EUR of the debit
      Then the chargeback is rejected
      And the result code is 700.400.400

    # D32: one page lists it, the text of the code names CP, DB and RB.
    # R134.
    @CB-016 @RF @CB @decided
    Scenario: A refund cannot be charged back
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      When the merchant charges back 52.00 EUR of the refund
      Then the chargeback is rejected for what it refers to
      And the result code is 700.400.550

    # D32: what follows a reversal is another CR.
    # R136.
    @CB-017 @CB @CR @decided
    Scenario: The reversal of a chargeback is not charged back
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the merchant has sent a CR for the chargeback
      When the merchant charges back 92.00 EUR of the chargeback reversal
      Then the chargeback is rejected for what it refers to
      And the result code is 700.400.550

    # R149.
    @CB-018 @CB @verified
    Scenario Outline: A chargeback without <parameter> is refused
      Given an approved DB of 92.00 EUR
      And the chargeback has no <parameter>
      When the merchant charges back 92.00 EUR of the debit
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter |
        | amount    |
        | currency  |

  Rule: The channel decides who books chargebacks, and why

    # The catalogue has a code for channels that leave it to the platform. A
    # real host's channel cannot be set from here.
    # R203.
    @CB-012 @CB @unverified @simulator-only
    Scenario: A channel may keep chargebacks to itself
      Given a channel that keeps chargebacks to itself
      And an approved DB of 92.00 EUR
      When the merchant charges back 92.00 EUR of the debit
      Then the chargeback is rejected
      And the result code is 700.400.402

    # No parameter for the reason is published, so the channel has it. A real
    # host's channel cannot be set from here.
    # R446.
    @CB-013 @CB @unverified @simulator-only
    Scenario: The code of a chargeback says why it came
      Given a channel that charges back for fraud
      And an approved DB of 92.00 EUR
      When the merchant charges back 92.00 EUR of the debit
      Then the chargeback is charged back
      And the result code is 000.100.220

  Rule: The shopper's bank may come first

    # When a bank charges back is no merchant's doing; on the simulator its
    # management port plays the bank.
    @CB-015 @DB @CB @unverified @simulator-only
    Scenario: The bank's chargeback is found in the reports
      Given a channel that keeps chargebacks to itself
      And an approved DB of 92.00 EUR
      When the shopper's bank charges back 40.00 of the debit
      Then the reports list a chargeback for the debit
      And the chargeback refers to the debit
      And the answer shows an amount of 40.00 EUR
