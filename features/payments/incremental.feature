@payments @sync
Feature: Incremental preauthorization
  A hotel does not know on the first evening what the guest will owe on the last.
  It raises the preauthorization: the first one stays, and more may be captured.

  Source: API Reference, "standingInstruction.industryPractice" and "referenceUuid"; Transaction Flows, "PA".

  Rule: More may be captured afterwards

    # The parameters and the flow are documented, what becomes of the amount
    # is our reading.
    # R123.
    @IN-001 @PA @unverified
    Scenario: A preauthorization is raised
      Given an approved PA of 92.00 EUR
      When the merchant raises the preauthorization by 8.00 EUR
      Then the increment is approved
      And the increment refers to the preauthorization
      And the answer shows an amount of 8.00 EUR

    @IN-002 @PA @CP @unverified
    Scenario: The raised amount can be captured
      Given an approved PA of 92.00 EUR
      And the merchant has raised the preauthorization by 8.00 EUR
      When the merchant captures 100.00 EUR of the preauthorization
      Then the capture is approved

    @IN-003 @PA @CP @unverified
    Scenario: No more than the raised amount can be captured
      Given an approved PA of 92.00 EUR
      And the merchant has raised the preauthorization by 8.00 EUR
      When the merchant captures 100.01 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    @IN-004 @PA @CP @unverified
    Scenario: The increment stands for its preauthorization
      Given an approved PA of 92.00 EUR
      And the merchant has raised the preauthorization by 8.00 EUR
      When the merchant captures 100.00 EUR of the increment
      Then the capture is approved

  Rule: Only what is still reserved can be raised

    @IN-005 @PA @unverified
    Scenario: What was reversed cannot be raised
      Given an approved PA of 92.00 EUR
      And the merchant has reversed the preauthorization
      When the merchant raises the preauthorization by 8.00 EUR
      Then the increment is rejected
      And the result code is 700.300.300

    @IN-006 @DB @PA @unverified
    Scenario: A DB cannot be raised
      Given an approved DB of 92.00 EUR
      When the merchant raises the debit by 8.00 EUR
      Then the increment is rejected
      And the result code is 700.100.700

    # R196.
    @IN-007 @PA @unverified
    Scenario: An increment in another currency is rejected
      Given an approved PA of 92.00 EUR
      When the merchant raises the preauthorization by 8.00 USD
      Then the increment is rejected
      And the result code is 700.100.500

  Rule: A payment may say that it is an increment

    # R123.
    @IN-008 @PA @unverified
    Scenario: A PA with the industry practice of increments refers to the first one
      Given an approved PA of 92.00 EUR
      And an amount of 8.00 EUR
      When the merchant sends a PA with VISA that raises the preauthorization
      Then the increment is approved
      And the increment refers to the preauthorization
      And the answer shows an amount of 8.00 EUR

    @IN-009 @PA @unverified
    Scenario: The issuer may decline an increment
      Given an approved PA of 92.00 EUR
      And the shopper pays with a card the issuer declines
      When the merchant sends a PA with VISA that raises the preauthorization
      Then the increment is rejected
