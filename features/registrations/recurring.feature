@registrations @sync
Feature: Recurring payments the older way
  Before standing instructions, a payment said recurringType: INITIAL when the
  account is stored, REPEATED whenever the merchant charges it later. Integrations
  of that time are still in use.

  Source: recorded answers; Server-to-Server flow of a reseller, "Recurring payments".

  # R333.
  @RP-001 @DB @verified
  Scenario: A first recurring payment is approved and says so
    Given the payment also has:
      | createRegistration | true    |
      | recurringType      | INITIAL |
    When the merchant sends a DB with VISA
    Then the debit is approved
    And the answer has:
      | recurringType  | INITIAL |
      | registrationId | present |

  # R333.
  @RP-002 @DB @verified
  Scenario: A repeated payment with the registration is approved and says so
    Given the payment also has:
      | createRegistration | true    |
      | recurringType      | INITIAL |
    And an approved DB of 92.00 EUR
    And the payment with the registration also has:
      | recurringType | REPEATED |
    When the merchant sends a DB with the registration
    Then the debit is approved
    And the answer names the registration
    And the answer has:
      | recurringType | REPEATED |

  # The code's text fits; when it is answered is assumed.
  # R315.
  @RP-003 @DB @unverified
  Scenario: A repeated payment without a registration is rejected
    Given the payment also has:
      | recurringType | REPEATED |
    When the merchant sends a DB with VISA
    Then the debit is rejected for its registration
    And the result code is 100.150.300

  # The sample carries the result of an authentication that was made elsewhere.
  @RP-004 @DB @verified
  Scenario: The vendor's sample pays with a registration
    Given the shopper's VISA account is registered
    When the merchant sends sample VISA-06 with the registration
    Then the debit is approved
    And the answer names the registration
    And the answer tells the initial transaction id
    And the answer has:
      | standingInstruction.type          | RECURRING    |
      | standingInstruction.recurringType | SUBSCRIPTION |
