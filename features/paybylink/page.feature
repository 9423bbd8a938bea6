@paybylink
Feature: The page of a payment link
  The gateway shows the shopper what is to be paid and takes the card itself, or
  sends the shopper on to a brand. The merchant sees no card data and learns what
  happened from the shopper's return, or by asking.

  Source: Pay By Link.

  Rule: What is paid on the page is a payment like any other

    # R423, R426.
    @PW-001 @DB @browser @verified
    Scenario: A shopper who pays by link is sent back with its id and a checkoutId
      Given a payment link for a DB of 92.00 EUR
      When the shopper pays by card on the link's page
      Then the shopper is back at the merchant with the link's id and a checkoutId
      And the payment by the link is approved
      And the answer shows an amount of 92.00 EUR
      And the answer repeats the merchant's own reference

    @PW-002 @PA @browser @verified
    Scenario: A payment link for a PA reserves the amount
      Given a payment link for a PA of 92.00 EUR
      When the shopper pays by card on the link's page
      Then the payment by the link is approved
      And the answer's "paymentType" is "PA"

    @PW-003 @DB @browser @verified
    Scenario: The merchant can refund what was paid by link
      Given a payment link for a DB of 92.00 EUR
      And the shopper has paid by card on the link's page
      When the merchant asks what came of the visit to the payment link
      Then the payment is approved
      And the reports show the payment as approved

    # What the page asks for is documented, the names in the list are concluded.
    # R420.
    @PW-004 @DB @browser @unverified
    Scenario: An address that the merchant wants goes with the payment
      Given the payment link also has:
        | collectBilling   | city     |
        | mandatoryBilling | postcode |
      And a payment link for a DB of 92.00 EUR
      When the shopper gives an address and a card on the link's page
      Then the payment by the link is approved
      And the answer has:
        | billing.postcode | 1010   |
        | billing.city     | Vienna |

  Rule: The page says what is to be paid, and what became of it

    # R420.
    @PW-005 @browser @verified
    Scenario Outline: The page shows the <what>
      Given the payment link also has:
        | merchant.name          | Tea and Company |
        | cart.items[0].name     | Green tea       |
        | cart.items[0].quantity | 2               |
      And a payment link for a DB of 92.00 EUR
      When the shopper opens the payment link
      Then the link's page says "<text>"

      Examples:
        | what     | text            |
        | amount   | 92.00           |
        | merchant | Tea and Company |
        | cart     | Green tea       |

    # That there may be several attempts is documented for checkouts.
    @PW-006 @DB @browser @unverified
    Scenario: A shopper whose card is declined may try again
      Given a payment link for a DB of 92.00 EUR
      When the shopper's card is declined on the link's page
      Then the link's page says "You may try again"

    @PW-007 @DB @browser @unverified
    Scenario: A shopper pays with another card after a decline
      Given a payment link for a DB of 92.00 EUR
      And the shopper's card was declined on the link's page
      When the shopper pays by card on the link's page
      Then the payment by the link is approved

    @PW-008 @DB @browser @unverified
    Scenario: Where there is no address to return to the page says that the link is paid
      Given the payment link has no shopperResultUrl
      And a payment link for a DB of 92.00 EUR
      When the shopper pays by card on the link's page
      Then the link's page says "Payment received"

  Rule: The merchant sees each visit

    # R422.
    @PW-009 @DB @browser @verified
    Scenario: A paid visit is listed with its payment
      Given a payment link for a DB of 92.00 EUR
      And the shopper has paid by card on the link's page
      When the merchant asks how the payment link stands
      Then the answer has:
        | paymentLinks.#                      | the number 1 |
        | paymentLinks.0.checkoutId           | present      |
        | paymentLinks.0.checkoutCreationDate | present      |
        | paymentLinks.0.transactionId        | matches ^8a  |
        | paymentLinks.0.result.code          | 000.100.110  |

    # D17 for the code.
    # R423.
    @PW-010 @browser @decided
    Scenario: A visit without a payment is listed as pending
      Given a payment link for a DB of 92.00 EUR
      And the shopper has opened the payment link
      When the merchant asks how the payment link stands
      Then the answer has:
        | paymentLinks.0.checkoutId    | matches ^[0-9A-F]{32}\.[a-z0-9-]+$ |
        | paymentLinks.0.transactionId | absent                             |
        | paymentLinks.0.result.code   | 000.200.000                        |

  Rule: A link is paid by once, in time, and while the merchant wants

    # Once: documented for checkouts.
    @PW-011 @DB @browser @unverified
    Scenario: A payment link that was paid by cannot be paid by again
      Given a payment link for a DB of 92.00 EUR
      And the shopper has paid by card on the link's page
      When the shopper opens the payment link
      Then the link's page says "This link has been paid"

    # R424.
    @PW-012 @browser @verified
    Scenario: A payment link that is switched off cannot be paid by
      Given a payment link for a DB of 92.00 EUR
      And the merchant has switched the payment link off
      When the shopper opens the payment link
      Then the link's page says "This link is switched off"

    @PW-013 @browser @clock @verified
    Scenario: A payment link that has expired cannot be paid by
      Given the payment link also has:
        | validUntil     | 2   |
        | validUntilUnit | DAY |
      And a payment link for a DB of 92.00 EUR
      And the merchant has waited for 2 days
      When the shopper opens the payment link
      Then the link's page says "This link has expired"

    # While a payment waits for its shopper there is no second one.
    @PW-014 @DB @browser @unverified
    Scenario: Nobody else pays while a payment is under way
      Given a payment link for a DB of 92.00 EUR
      And the shopper has gone on from the link's page to PAYPAL
      When the shopper opens the payment link
      Then the link's page says "A payment is under way"

  Rule: The page sends the shopper on where a brand or an issuer wants that

    @PW-015 @DB @async @browser @verified
    Scenario: A shopper who approves at the brand has paid
      Given a payment link for a DB of 92.00 EUR
      When the shopper goes on from the link's page to PAYPAL and approves it there
      Then the shopper is back at the merchant with the link's id and a checkoutId
      And the payment by the link is approved
      And the answer's "paymentBrand" is "PAYPAL"

    # The return to the page after a cancelled attempt is decided.
    @PW-016 @DB @async @browser @unverified
    Scenario: A shopper who cancels at the brand may try again
      Given a payment link for a DB of 92.00 EUR
      When the shopper goes on from the link's page to PAYPAL and cancels it there
      Then the link's page says "You may try again"

    # D25: a channel of one's own, which a real host cannot be told to open.
    @PW-017 @DB @async @browser @decided @simulator-only
    Scenario: A shopper whom the issuer asks has paid after the answer
      Given a channel with 3-D Secure
      And a payment link for a DB of 92.00 EUR
      When the shopper pays by card on the link's page and answers the issuer
      Then the shopper is back at the merchant with the link's id and a checkoutId
      And the payment by the link is approved
      And the answer's "threeDSecure.flow" is "challenge"
