@backoffice @sync
Feature: Payments side by side
  A merchant has many payments at the same time. What it does with one of them is
  about that one: the id in the path says which.

  Source: Back-office Operations, "Capture", "Refund" and "Reversal".

  Rule: An operation is about the payment that it names

    # R154.
    @NM-001 @PA @CP @RF @verified
    Scenario: A refund names the capture that it gives back
      Given a captured PA of 10.00 EUR
      And the merchant knows it as "first"
      And the merchant notes the answer's "id" as "taken"
      And a captured PA of 20.00 EUR
      When the merchant refunds 10.00 EUR of the capture "first"
      Then the refund is approved
      And the answer has:
        | referencedId | {taken}    |
        | amount       | worth 10.0 |

    # R154.
    @NM-002 @PA @CP @RF @verified
    Scenario: What one payment took cannot be refunded of another
      Given a captured PA of 10.00 EUR
      And the merchant knows it as "small"
      And a captured PA of 20.00 EUR
      When the merchant refunds 20.00 EUR of the capture "small"
      Then the refund is rejected
      And the result code is 700.400.200

    @NM-003 @PA @RV @verified
    Scenario: The reversal of one payment leaves the other open
      Given an approved PA of 10.00 EUR
      And the merchant knows it as "kept"
      And an approved PA of 20.00 EUR
      And the merchant has reversed the preauthorization
      And the merchant goes on with "kept"
      When the merchant captures 10.00 EUR of the preauthorization
      Then the capture is approved
      And the capture refers to the preauthorization
