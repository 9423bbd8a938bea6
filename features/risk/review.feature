@risk @sync
Feature: Review
  A payment that looks odd waits for a person. Whoever looks at it lets it go, or
  gives it up: then the money that was reserved or taken is free again.

  Source: Result codes, 000.400 ("please review manually") and 100.400 ("payment void and transaction denied").

  # A real platform has a portal for the decision; on the simulator its management
  # port takes its place, and the channel's setting asks for the review.
  Background:
    Given a channel that wants every payment reviewed

  Rule: Accepted, it is a payment like others

    # R265.
    @RK-050 @DB @unverified @simulator-only
    Scenario: An accepted payment is approved
      Given a DB of 92.00 EUR under review
      When the reviewer accepts the debit
      Then the status of the payment is approved
      And the result code is 000.100.110

    @RK-051 @PA @CP @unverified @simulator-only
    Scenario: An accepted PA.CP is captured
      Given a PA.CP of 92.00 EUR under review
      When the reviewer accepts the preauthorization
      Then the reports list a capture for the preauthorization
      And the answer shows an amount of 92.00 EUR

  Rule: Rejected, nothing is left of it

    # R265.
    @RK-052 @DB @unverified @simulator-only
    Scenario: A rejected payment says that it was voided
      Given a DB of 92.00 EUR under review
      When the reviewer rejects the debit
      Then the status of the payment is rejected
      And the result code is 100.400.147

    @RK-053 @PA @CP @unverified @simulator-only
    Scenario: A rejected preauthorization cannot be captured
      Given a PA of 92.00 EUR under review
      And the reviewer has rejected the preauthorization
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.510

    @RK-054 @DB @RF @unverified @simulator-only
    Scenario: A rejected debit cannot be refunded
      Given a DB of 92.00 EUR under review
      And the reviewer has rejected the debit
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is rejected
      And the result code is 700.300.200

    @RK-055 @PA @CP @unverified @simulator-only
    Scenario: A rejected PA.CP is not captured
      Given a PA.CP of 92.00 EUR under review
      When the reviewer rejects the preauthorization
      Then the reports list no capture for the preauthorization
      And the status of the payment is rejected
