@reporting
Feature: Linked transactions
  A payment and all that was done about it belong together. A report of any of
  them can show the whole, so that a merchant sees what became of its money.

  Source: Reporting, "Transaction" (v3), includeLinkedTransactions.

  Background:
    Given an approved PA of 92.00 EUR
    And the merchant has captured 60.00 EUR of the preauthorization
    And the merchant has refunded 10.00 EUR of the capture

  Rule: The whole is shown on demand

    # R271, R282.
    @LT-001 @RF @sync @unverified @smoke
    Scenario: All that refers to a payment is listed with it
      Given the report is asked with:
        | includeLinkedTransactions | true |
      When the merchant looks up the preauthorization in the newer reports
      Then the report lists 3 payments
      And the report lists the preauthorization as approved
      And the report says that the capture refers to the preauthorization
      And the report says that the refund refers to the capture

    # R271.
    @LT-002 @CP @sync @unverified
    Scenario: Any of them leads to the whole
      Given the report is asked with:
        | includeLinkedTransactions | true |
      When the merchant looks up the refund in the newer reports
      Then the report lists 3 payments
      And the report lists the preauthorization before the capture
      And the report lists the capture before the refund

    # R270.
    @LT-003 @PA @sync @verified
    Scenario: A payment is listed alone when nothing else is asked for
      When the merchant looks up the preauthorization in the newer reports
      Then the report lists 1 payment
      And the report lists the preauthorization as approved

    @LT-004 @PA @sync @unverified
    Scenario: Another payment is no part of it
      Given an approved DB of 15.99 EUR
      And the report is asked with:
        | includeLinkedTransactions | true |
      When the merchant looks up the preauthorization in the newer reports
      Then the report lists the preauthorization as approved
      And the report does not list the debit

  Rule: The whole is filtered like any list

    # R272.
    @LT-005 @CP @sync @unverified
    Scenario: Only linked transactions of the wanted types are listed
      Given the report is asked with:
        | includeLinkedTransactions | true |
        | paymentTypes              | CP   |
      When the merchant looks up the preauthorization in the newer reports
      Then the report lists 1 payment
      And the report lists the capture as approved
