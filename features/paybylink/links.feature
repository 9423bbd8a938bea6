@paybylink
Feature: Payment links
  A merchant without a shop's page of its own asks the gateway for a link and
  sends it to the shopper by mail, by message or on paper. The merchant can ask
  how the link stands, and switch it off.

  Source: Pay By Link.

  Rule: A link is an address with an id

    # R416.
    @PL-001 @verified
    Scenario: A payment link has an address and a UUID
      When the merchant creates a payment link for a DB
      Then the HTTP status is 200
      And the answer has:
        | id     | matches ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ |
        | link   | matches ^https?://.+/paymentlink/[0-9a-f-]{36}$     |
        | qrCode | absent                                              |

    # The code is that of a checkout, which is decided: none is published.
    # R417.
    @PL-002 @unverified
    Scenario: A payment link is answered with the code of a checkout
      When the merchant creates a payment link for a PA
      Then the result code is 000.200.100

    # That it comes is documented, its form is not.
    # R418.
    @PL-003 @unverified
    Scenario: A payment link comes with a QR code when the merchant asks for one
      Given the payment link also has:
        | createQRCode | true |
      When the merchant creates a payment link for a DB
      Then the HTTP status is 200
      And the answer has:
        | qrCode | matches ^[A-Za-z0-9+/]{100,}=*$ |

  Rule: A link says what is to be paid, and not with what

    # D04, R419.
    @PL-004 @decided
    Scenario Outline: A payment link without <parameter> is refused
      Given the payment link has no <parameter>
      When the merchant creates a payment link for a DB
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter   |
        | amount      |
        | currency    |
        | paymentType |

    # D07 for the message.
    # R419.
    @PL-005 @unverified
    Scenario: A payment link with a card is refused
      Given the payment link also has:
        | card.holder | Jane Jones |
      When the merchant creates a payment link for a DB
      Then the request is refused as invalid
      And card.holder is refused: "is not an allowed parameter"

    # D04.
    @PL-006 @decided
    Scenario: A payment link with a colour that is none is refused
      Given the payment link also has:
        | layout.payButtonColor | red |
      When the merchant creates a payment link for a DB
      Then the request is refused as invalid
      And layout.payButtonColor is refused: "must match ^#[0-9a-fA-F]{6}$"

    # What each does to the page is the page's own matter.
    # R420.
    @PL-014 @unverified
    Scenario: A payment link takes all that its page can be told
      Given the payment link also has:
        | termsAndConditionsUrl     | https://shop.example/terms    |
        | privacyPolicyUrl          | https://shop.example/privacy  |
        | wpwlOptions               | {"locale": "pt"}              |
        | layout.logo               | https://shop.example/logo.png |
        | layout.logoWidth          | 300px                         |
        | layout.logoHeight         | 100px                         |
        | layout.backgroundImage    | https://shop.example/back.png |
        | layout.merchantNameColor  | #102030                       |
        | layout.amountColor        | #102030                       |
        | layout.payButtonColor     | #0b57d0                       |
        | layout.payButtonTextColor | #ffffff                       |
      When the merchant creates a payment link for a DB
      Then the HTTP status is 200
      And the result code is 000.200.100

  Rule: A link lives as long as the merchant wants

    # R421.
    @PL-007 @verified
    Scenario: A payment link lives for 90 days
      Given a payment link for a DB of 92.00 EUR
      When the merchant asks how the payment link stands
      Then the payment link lives for 90 days

    # R421.
    @PL-008 @verified
    Scenario Outline: A payment link that is to live for <number> times a <unit> does
      Given the payment link also has:
        | validUntil     | <number> |
        | validUntilUnit | <unit>   |
      And a payment link for a DB of 92.00 EUR
      When the merchant asks how the payment link stands
      Then the payment link lives for <life>

      Examples:
        | unit | number | life    |
        | HOUR | 3      | 3 hours |
        | DAY  | 2      | 2 days  |

  Rule: The merchant can ask how a link stands

    # R422.
    @PL-009 @verified
    Scenario: A payment link that nobody has opened has no checkout
      Given a payment link for a DB of 92.00 EUR
      When the merchant asks how the payment link stands
      Then the HTTP status is 200
      And the answer has:
        | paymentLinks.0.paymentLinkId | matches ^[0-9a-f-]{36}$ |
        | paymentLinks.0.checkoutId    | absent                  |
        | paymentLinks.0.transactionId | absent                  |

    # As D18 for a checkout that nobody knows.
    @PL-010 @unverified
    Scenario: A payment link that nobody knows is refused
      When the merchant asks how a payment link nobody knows stands
      Then the request is refused as invalid

    # As above.
    @PL-011 @two-entities @unverified
    Scenario: A payment link of another entity is refused
      Given a payment link for a DB of 92.00 EUR
      And the merchant acts for another entity
      When the merchant asks how the payment link stands
      Then the request is refused as invalid

    # R424.
    @PL-012 @unverified
    Scenario: Switching a payment link off is confirmed
      Given a payment link for a DB of 92.00 EUR
      When the merchant switches the payment link off
      Then the HTTP status is 200

  Rule: Links go to phones in live mode only

    # Which code says so is not published.
    # R425.
    @PL-013 @unverified
    Scenario: A payment link in test mode is not sent by SMS
      Given a payment link for a DB of 92.00 EUR
      When the merchant sends the payment link by SMS
      Then the result code is 600.200.700
      And the HTTP status is 400

    # Its answer is not published. A real host's live channel would charge for it.
    # R425.
    @PL-015 @unverified @simulator-only
    Scenario: A payment link in live mode is sent by SMS
      Given a channel in live mode
      And a payment link for a DB of 92.00 EUR
      When the merchant sends the payment link by SMS
      Then the HTTP status is 200
