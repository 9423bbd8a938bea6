@registrations @sync
Feature: Storing an account
  A merchant that stores the shopper's account needs no card number for the next
  payment, only the token that the gateway gives in exchange. Nothing is paid.

  Source: Tokenisation, "Stand-alone registration".

  # D22 settles the form of the token, D27 the code.
  # R113, R297.
  @RG-001 @decided
  Scenario: A stored card is answered with a token
    Given the shopper pays with the published VISA card 424242...9733
    When the merchant registers the shopper's VISA account
    Then the registration is approved
    And the answer has:
      | id               | matches ^8a[0-9a-f]{30}$ |
      | paymentBrand     | VISA                     |
      | card.bin         | 424242                   |
      | card.last4Digits | 9733                     |

  # R085, R299.
  @RG-002 @verified
  Scenario: A stored card is never shown whole
    Given the shopper pays with a card the issuer approves
    When the merchant registers the shopper's MASTER account
    Then the registration is approved
    And the answer shows no more of the card than its first six and last four digits

  # The vendor's page names what is needed; the refusal is that of payments.
  @RG-003 @unverified
  Scenario: A card brand without any card data is refused
    Given the registration has no card
    When the merchant registers the shopper's VISA account
    Then the request is refused as invalid
    And paymentBrand is refused: "card properties must be set"

  # The documentation sends none; the refusal is concluded.
  # R298.
  @RG-026 @unverified
  Scenario: An account is stored without a payment type
    Given the registration also has:
      | paymentType | DB |
    When the merchant registers the shopper's VISA account
    Then the request is refused as invalid
    And paymentType is refused: "is not an allowed parameter"

  @RG-004 @unverified
  Scenario: A card number with a wrong check digit is not stored
    Given the shopper pays with a card number with a wrong check digit
    When the merchant registers the shopper's VISA account
    Then the registration is rejected for its account
    And the result code is 100.100.101

  # D04 counts it as validation; a recorded answer of 2019 said 401.
  # R028.
  @RG-005 @decided
  Scenario: A registration that names no entity is refused as incomplete
    Given the merchant names no entity
    When the merchant registers the shopper's VISA account
    Then the request is refused as invalid
    And the answer has:
      | result.parameterErrors.0.name | entityId |

  # D29.
  @RG-006 @decided
  Scenario: A brand that does not exist stores nothing
    Given the shopper pays with a card the issuer approves
    And the registration also has:
      | paymentBrand | NOSUCHBRAND |
    When the merchant registers the shopper's VISA account
    Then the registration is rejected for the channel's configuration
    And the result code is 600.200.500
