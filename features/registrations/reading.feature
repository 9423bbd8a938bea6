@registrations @sync
Feature: Reading and deleting a stored account
  A merchant reads what it has stored, and deletes what the shopper does not want
  to be kept.

  Source: Tokenisation, "Delete the registration"; the vendor's reference clients.

  Rule: What is stored can be read, but not the number

    # R299.
    @RG-016 @verified
    Scenario: A stored card is read by its token
      Given the shopper's MASTER account is registered
      When the merchant reads the registration
      Then the registration is approved
      And the answer shows no more of the card than its first six and last four digits
      And the answer has:
        | paymentBrand | MASTER     |
        | card.holder  | Jane Jones |

    # The vendor's older client expects the code; the status is assumed.
    # R307.
    @RG-017 @unverified
    Scenario: A registration that nobody knows cannot be read
      When the merchant reads a registration nobody knows
      Then the request is refused as invalid

    @RG-018 @two-entities @unverified
    Scenario: A registration of another entity cannot be read
      Given the shopper's VISA account is registered
      And the merchant acts for another entity
      When the merchant reads the registration
      Then the request is refused as invalid

  # No page describes it: an older client of the vendor's can send it. What may
  # change, and that the registration is the answer, is concluded.
  Rule: What is stored of a card can be brought up to date

    # R471.
    @RG-028 @unverified
    Scenario: A stored card gets another expiry
      Given the shopper's VISA account is registered
      When the merchant updates the registration:
        | card.expiryMonth | 11   |
        | card.expiryYear  | 2039 |
      Then the registration is approved
      And the answer shows no more of the card than its first six and last four digits
      And the answer has:
        | card.expiryMonth | 11         |
        | card.expiryYear  | 2039       |
        | card.holder      | Jane Jones |

    # R471.
    @RG-029 @DB @clock @unverified
    Scenario: A stored card that was renewed pays beyond its first expiry
      Given the shopper's VISA account is registered
      And the merchant has updated the registration:
        | card.expiryYear | 2049 |
      And the merchant has waited for 1600 days
      When the merchant sends a DB with the registration
      Then the debit is approved

    # R471.
    @RG-030 @unverified
    Scenario: Another number is another card
      Given the shopper's VISA account is registered
      When the merchant updates the registration:
        | card.number | 4111111111111111 |
      Then the request is refused as invalid
      And card.number is refused: "is not an allowed parameter"

    @RG-031 @unverified
    Scenario: A registration that nobody knows cannot be updated
      When the merchant updates a registration nobody knows:
        | card.expiryYear | 2039 |
      Then the request is refused as invalid

  Rule: What is deleted is gone

    # The sources show the request and not its answer.
    # R004, R114, R304.
    @RG-019 @DR @unverified
    Scenario: A deletion is answered with a transaction of its own
      Given the shopper's VISA account is registered
      When the merchant deletes the registration
      Then the deregistration is approved
      And the deregistration refers to the registration

    # R305.
    @RG-020 @DB @verified
    Scenario: A deleted registration does not pay
      Given the shopper's VISA account is registered
      And the merchant has deleted the registration
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration
      And the result code is 100.150.202

    # R306.
    @RG-021 @unverified
    Scenario: A deleted registration cannot be read
      Given the shopper's VISA account is registered
      And the merchant has deleted the registration
      When the merchant reads the registration
      Then the request is refused as invalid

    # R141.
    @RG-022 @DR @unverified
    Scenario: A registration is deleted once
      Given the shopper's VISA account is registered
      And the merchant has deleted the registration
      When the merchant deletes the registration
      Then the deregistration is rejected for its registration
      And the result code is 100.150.202

    # R311.
    @RG-023 @DR @unverified
    Scenario: What was never registered cannot be deleted
      When the merchant deletes a registration nobody knows
      Then the deregistration is rejected for its registration
      And the result code is 100.150.200

    # R197.
    @RG-024 @DR @two-entities @unverified
    Scenario: Another entity deletes nothing
      Given the shopper's VISA account is registered
      And the merchant acts for another entity
      When the merchant deletes the registration
      Then the deregistration is rejected
      And the result code is 700.400.700

    # One reseller's client has met this. A real host's channel cannot be set from here.
    # R308.
    @RG-027 @DR @unverified @simulator-only
    Scenario: A login that may only read deletes nothing
      Given the shopper's VISA account is registered
      And a channel that lets its login read only
      When the merchant deletes the registration
      Then the HTTP status is 403
      And the result code is 800.900.301

    @RG-025 @CP @unverified
    Scenario: What was paid with a registration before is not undone by its deletion
      Given the shopper's VISA account is registered
      And an approved PA with the registration
      And the merchant has deleted the registration
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

  Rule: A registration is not read without limit

    # D15. The documented limit is 100 an hour for a "secure query" of a token, which
    # is taken to be its reading. The channel's setting makes them two; a real host's
    # channel cannot be set from here.
    # R251.
    @RG-032 @decided @simulator-only
    Scenario: A reading too many within an hour is turned away
      Given a channel that shows a registration twice an hour
      And the shopper's VISA account is registered
      And the merchant has read the registration twice
      When the merchant reads the registration
      Then the HTTP status is 429
      And the result code is 800.120.100

    # R251.
    @RG-033 @decided @simulator-only
    Scenario: After an hour the registration is shown again
      Given a channel that shows a registration twice an hour
      And the shopper's VISA account is registered
      And the merchant has read the registration twice
      And the merchant has waited for 1 hour
      When the merchant reads the registration
      Then the registration is approved
