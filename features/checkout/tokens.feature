@checkout
Feature: Storing an account in the widget
  A checkout may store the account that it is paid with, or store one without a
  payment. The next checkout offers it to the shopper, who types no number again.

  Source: COPYandPAY, tokenisation; recorded answers.

  Rule: A checkout may store what it is paid with

    @CT-001 @DB @browser @verified
    Scenario: A checkout that is to store its account names the registration
      Given the checkout also has:
        | createRegistration | true |
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer has:
        | registrationId | matches ^8a[0-9a-f]{30}$ |

    # R320.
    @CT-002 @DB @browser @verified
    Scenario: A stored card is offered to the shopper
      Given the shopper's VISA account is registered
      And the checkout offers the registration
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget with the stored card
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer names the registration

  Rule: A checkout may store an account and pay nothing

    # R406.
    @CT-010 @verified
    Scenario: A checkout that only stores is created
      When the merchant prepares a checkout that only stores the account
      Then the checkout is pending
      And the result code is 000.200.100

    # D17 is about payments; that a registration is answered alike is concluded.
    @CT-011 @unverified
    Scenario: A checkout that has stored nothing yet is pending
      Given the merchant has prepared a checkout that only stores the account
      When the merchant asks for the outcome of the checkout
      Then the registration is pending

    @CT-012 @browser @verified
    Scenario: What the shopper enters is stored
      Given the merchant has prepared a checkout that only stores the account
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the return names the checkout
      And the outcome of the checkout is approved
      And the answer shows no more of the card than its first six and last four digits

    @CT-013 @DB @browser @verified
    Scenario: What a checkout stored can be paid with
      Given the merchant has prepared a checkout that only stores the account
      And the shopper has paid in the widget
      When the merchant sends a DB with the registration
      Then the debit is approved
      And the answer names the registration
