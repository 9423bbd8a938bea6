@backoffice @sync
Feature: Dispute
  A chargeback is not always the end. It may be reversed, the bank may present it
  again, and that may be reversed as well. Each turn is a CR that refers to the
  one before, and each happens once.

  Source: Back-office Operations, "Chargeback" (chargeback reversal, representment, representment reversal).

  Rule: A dispute turns up to three times

    # D32, R112, R135, R445.
    @CR-001 @CB @CR @decided
    Scenario: A chargeback is reversed
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      When the merchant sends a CR for the chargeback
      Then the chargeback reversal is approved
      And the chargeback reversal refers to the chargeback
      And the answer shows an amount of 92.00 EUR

    # D32, R136, R445.
    @CR-002 @CB @CR @decided
    Scenario: A reversed chargeback is presented again
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the merchant has sent a CR for the chargeback
      When the merchant sends a CR for the chargeback reversal
      Then the representment is approved
      And the representment refers to the chargeback reversal

    # D32, R445.
    @CR-003 @CB @CR @decided
    Scenario: A representment is reversed
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the merchant has sent a CR for the chargeback
      And the merchant has sent a CR for the chargeback reversal
      When the merchant sends a CR for the representment
      Then the representment reversal is approved

    # D32: the documented chain ends there.
    # R206.
    @CR-004 @CB @CR @decided
    Scenario: A fourth turn is rejected
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the merchant has sent a CR for the chargeback
      And the merchant has sent a CR for the chargeback reversal
      And the merchant has sent a CR for the representment
      When the merchant sends a CR for the representment reversal
      Then the request is rejected
      And the result code is 700.400.411

  Rule: Each turn happens once

    # D32, R205.
    @CR-005 @CB @CR @decided
    Scenario: A chargeback is not reversed a second time
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the merchant has sent a CR for the chargeback
      When the merchant sends a CR for the chargeback
      Then the chargeback reversal is rejected
      And the result code is 700.400.410

    # D32, R206.
    @CR-006 @CB @CR @decided
    Scenario: A reversed chargeback is not presented a second time
      Given an approved DB of 92.00 EUR
      And the merchant has charged back 92.00 EUR of the debit
      And the merchant has sent a CR for the chargeback
      And the merchant has sent a CR for the chargeback reversal
      When the merchant sends a CR for the chargeback reversal
      Then the representment is rejected
      And the result code is 700.400.411

  Rule: Without a chargeback there is no dispute

    # R204.
    @CR-007 @DB @CR @unverified
    Scenario: A DB that was not charged back has nothing to reverse
      Given an approved DB of 92.00 EUR
      When the merchant sends a CR for the debit
      Then the chargeback reversal is rejected
      And the result code is 700.400.420

    # D09, R204.
    @CR-008 @CR @decided
    Scenario: A CR for an unknown payment is rejected
      When the merchant sends a CR for a payment nobody knows
      Then the chargeback reversal is rejected
      And the result code is 700.400.420
