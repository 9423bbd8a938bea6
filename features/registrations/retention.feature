@registrations @sync
Feature: How long an account is kept
  A stored card is forgotten 14 months after its expiry, any other account 14
  months after it was last used. A merchant that needs it longer asks for that.

  Days are used for months: the numbers below lie well to either side of them.

  Source: Tokenisation, "Retention" and "Extend the life of a token".

  Rule: A card is kept for 14 months beyond its expiry

    # R316.
    @EX-001 @clock @verified
    Scenario: A card that has just expired is still stored
      Given the shopper's VISA account is registered
      And the merchant has waited for 900 days
      When the merchant reads the registration
      Then the registration is approved

    # That what is forgotten was never there is assumed.
    # R316.
    @EX-002 @clock @DB @unverified
    Scenario: A card that expired long ago is forgotten
      Given the shopper's VISA account is registered
      And the merchant has waited for 1400 days
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration
      And the result code is 100.150.200

  Rule: Another account is kept for 14 months from its last use

    # R317.
    @EX-003 @clock @DB @verified
    Scenario: An account that nobody used for 13 months still pays
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      And the merchant has waited for 396 days
      When the merchant sends a DB with the registration
      Then the debit is approved

    # R317.
    @EX-004 @clock @DB @unverified
    Scenario: An account that nobody used for 15 months is forgotten
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      And the merchant has waited for 457 days
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration
      And the result code is 100.150.200

    # R317.
    @EX-005 @clock @DB @verified
    Scenario: An account that is used in time is kept
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      And the merchant has waited for 396 days
      And an approved DB with the registration
      And the merchant has waited for 396 days
      When the merchant sends a DB with the registration
      Then the debit is approved

  Rule: A merchant may keep an account longer

    # The sources name the request and its limit; the answer is assumed.
    # R115.
    @EX-006 @TE @unverified
    Scenario: An extension is answered with a transaction of its own
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      When the merchant extends the life of the registration
      Then the extension is approved
      And the extension refers to the registration

    # R318.
    @EX-007 @clock @DB @unverified
    Scenario: An extended account still pays after 23 months
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      And the merchant has extended the life of the registration
      And the merchant has waited for 700 days
      When the merchant sends a DB with the registration
      Then the debit is approved

    # R318.
    @EX-008 @clock @DB @verified
    Scenario: No extension lasts longer than 24 months
      Given the shopper's DIRECTDEBIT_SEPA account is registered
      And the merchant has extended the life of the registration
      And the merchant has waited for 762 days
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration

    # R141.
    @EX-009 @TE @unverified
    Scenario: A deleted account cannot be kept longer
      Given the shopper's VISA account is registered
      And the merchant has deleted the registration
      When the merchant extends the life of the registration
      Then the extension is rejected for its registration
      And the result code is 100.150.202

    @EX-010 @TE @unverified
    Scenario: An account that was never registered cannot be kept longer
      Given the shopper pays with a card number with a wrong check digit
      And the merchant's VISA registration was rejected
      When the merchant extends the life of the registration
      Then the extension is rejected for its registration
      And the result code is 100.350.316

    # R142.
    @EX-011 @TE @RF @unverified
    Scenario: Nothing follows an extension
      Given the shopper's VISA account is registered
      And the merchant has extended the life of the registration
      When the merchant refunds 92.00 EUR of the extension
      Then the refund is rejected for what it refers to
      And the result code is 700.400.520
