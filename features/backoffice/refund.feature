@backoffice @sync
Feature: Refund
  A refund (RF) gives money back that was taken by a debit or a capture, in one go
  or bit by bit, but never more than was taken.

  Source: Back-office Operations, "Refund".

  Rule: What was taken can be given back

    # R106, R127.
    @RF-001 @RF @verified @smoke
    Scenario: A refund of a whole DB is approved
      Given an approved DB of 92.00 EUR
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is approved
      And the answer shows an amount of 92.00 EUR

    # R097, R180.
    @RF-002 @RF @verified
    Scenario: A refund of a part is approved for that part
      Given an approved DB of 92.00 EUR
      When the merchant refunds 52.00 EUR of the debit
      Then the refund is approved
      And the answer shows an amount of 52.00 EUR

    # R180.
    @RF-003 @RF @verified
    Scenario: Several refunds within the amount are approved
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      When the merchant refunds 40.00 EUR of the debit
      Then the refund is approved

    # R131.
    @RF-004 @RF @verified
    Scenario: A capture can be refunded
      Given an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      When the merchant refunds 60.00 EUR of the capture
      Then the refund is approved

    # D13: merchants often keep the id of the PA only.
    # R183.
    @RF-005 @RF @decided
    Scenario: A refund may name the captured preauthorization
      Given an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      When the merchant refunds 60.00 EUR of the preauthorization
      Then the refund is approved

  Rule: What was not taken cannot be given back

    # R177.
    @RF-006 @RF @verified
    Scenario: A refund above the debited amount is rejected
      Given an approved DB of 92.00 EUR
      When the merchant refunds 92.01 EUR of the debit
      Then the refund is rejected
      And the result code is 700.400.200

    # R177.
    @RF-007 @RF @verified
    Scenario: Refunds that together exceed the debited amount are rejected
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 52.00 EUR of the debit
      When the merchant refunds 40.01 EUR of the debit
      Then the refund is rejected
      And the result code is 700.400.200

    # D13, R183.
    @RF-008 @RF @decided
    Scenario: A refund of a preauthorization gives back no more than was captured
      Given an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      When the merchant refunds 60.01 EUR of the preauthorization
      Then the refund is rejected
      And the result code is 700.400.200

    # R176.
    @RF-009 @RF @unverified
    Scenario: A preauthorization that was never captured cannot be refunded
      Given an approved PA of 92.00 EUR
      When the merchant refunds 92.00 EUR of the preauthorization
      Then the refund is rejected
      And the result code is 700.400.520

    # The reversal of a DB is D11's.
    # R178.
    @RF-010 @RF @unverified
    Scenario: A reversed DB cannot be refunded
      Given the gateway's day is far from over
      And an approved DB of 92.00 EUR
      And the merchant has reversed the debit
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.400.200

    # R196.
    @RF-011 @RF @unverified
    Scenario: A refund in another currency is rejected
      Given an approved DB of 92.00 EUR
      When the merchant refunds 92.00 USD of the debit
      Then the refund is rejected
      And the result code is 700.100.500

    # D09, R175.
    @RF-012 @RF @verified
    Scenario: A refund of an unknown payment is rejected
      When the merchant refunds 92.00 EUR of a payment nobody knows
      Then the refund is rejected
      And the result code is 600.200.500
      And the HTTP status is 400

    # R195.
    @RF-013 @DB @RF @unverified
    Scenario: A declined DB cannot be refunded
      Given a rejected DB of 92.00 EUR
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.300.200

    @RF-014 @RF @unverified
    Scenario: A refund cannot be refunded
      Given an approved DB of 92.00 EUR
      And the merchant has refunded 92.00 EUR of the debit
      When the merchant refunds 92.00 EUR of the refund
      Then the refund is rejected
      And the result code is 700.400.520

    # R147.
    @RF-019 @RF @verified
    Scenario Outline: A refund without <parameter> is refused
      Given an approved DB of 92.00 EUR
      And the refund has no <parameter>
      When the merchant refunds 92.00 EUR of the debit
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter |
        | amount    |
        | currency  |

    # R090.
    @RF-020 @RF @verified
    Scenario: A refund has no risk score
      Given an approved DB of 92.00 EUR
      When the merchant refunds 52.00 EUR of the debit
      Then the refund is approved
      And the answer has:
        | risk.score | absent |

  Rule: Some acquirers give back more than was taken

    # Which do, and for which brands, is not published; that there is no limit is
    # decided. A real host's channel cannot be set from here.
    # R181.
    @RF-021 @DB @RF @decided @simulator-only
    Scenario: A refund above the debited amount is approved where the acquirer allows it
      Given a channel that refunds more than it took
      And an approved DB of 92.00 EUR
      When the merchant refunds 100.00 EUR of the debit
      Then the refund is approved
      And the answer shows an amount of 100.00 EUR

    # As above.
    @RF-022 @DB @RF @decided @simulator-only
    Scenario: What was given back and more cannot be given back again
      Given a channel that refunds more than it took
      And an approved DB of 92.00 EUR
      And the merchant has refunded 100.00 EUR of the debit
      When the merchant refunds 1.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.400.200

  Rule: Some money is given back as a whole or not at all

    # The table of brands says so; the code of the refusal is not published.
    # R182.
    @RF-015 @DB @RF @unverified
    Scenario: A refund of a part of a MASTERDEBIT payment is rejected
      Given an approved DB of 92.00 EUR with MASTERDEBIT
      When the merchant refunds 52.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.100.200

    # R182.
    @RF-016 @DB @RF @verified
    Scenario: A MASTERDEBIT payment is refunded as a whole
      Given an approved DB of 92.00 EUR with MASTERDEBIT
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is approved

    # As acquirers may. A real host's channel cannot be set from here.
    # R182.
    @RF-017 @DB @RF @unverified @simulator-only
    Scenario: A channel may give back all or nothing
      Given a channel that refunds all or nothing
      And an approved DB of 92.00 EUR
      When the merchant refunds 52.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.100.200
