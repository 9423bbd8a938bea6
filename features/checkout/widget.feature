@checkout
Feature: Paying in the widget
  The shopper enters the card on the merchant's page, and the gateway's widget
  sends it straight to the gateway. The merchant gets the shopper back, asks what
  became of the checkout, and has an ordinary payment.

  Source: COPYandPAY, "Create the payment form" and "Get the payment status".

  Rule: The outcome of a checkout is that of its payment

    # R237.
    @WG-001 @browser @verified
    Scenario Outline: A <type> with a card in the widget is approved
      Given the merchant has prepared a checkout for a <type> of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an amount of 92.00 EUR
      And the answer goes by the id of the checkout
      And the answer repeats the merchant's own reference

      @DB @smoke
      Examples:
        | type |
        | DB   |

      @PA
      Examples:
        | type |
        | PA   |

    # R237.
    @WG-002 @DB @browser @verified
    Scenario: The return names the checkout
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the return names the checkout

    # R409.
    @WG-003 @DB @browser @verified
    Scenario: The card stays between the shopper and the gateway
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And nothing of the shopper's card has reached the merchant
      And the status of the payment is approved
      And the answer shows no more of the card than its first six and last four digits

    # D18: a recorded pair of answers, eight minutes apart.
    # R049, R412.
    @WG-004 @DB @browser @decided
    Scenario: A success is told once
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has paid in the widget
      When the merchant asks for the outcome of the checkout
      Then the gateway knows no such checkout

    @WG-005 @RF @browser @verified
    Scenario: A payment of a checkout can be refunded
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has paid in the widget
      When the merchant refunds 92.00 EUR of the payment
      Then the refund is approved

    @WG-006 @CP @browser @verified
    Scenario: A preauthorization of a checkout can be captured
      Given the merchant has prepared a checkout for a PA of 92.00 EUR
      And the shopper has paid in the widget
      When the merchant captures 92.00 EUR of the payment
      Then the capture is approved

    @WG-007 @DB @browser @verified
    Scenario: The reports have the payment of a checkout
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the reports show the payment as approved

    # That notifications go by it, too, is concluded from the answers.
    @WG-008 @DB @browser @webhooks @unverified
    Scenario: The merchant is notified of the payment under the checkout's id
      Given the merchant has a webhook
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the merchant is notified that the payment is approved
      And the notification goes by the id of the checkout

  Rule: What goes wrong is not the end

    # R411.
    @WG-010 @DB @browser @verified
    Scenario: A declined card leaves the payment rejected
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper tries a card the issuer declines in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the return names the checkout

    # R411.
    @WG-011 @DB @browser @verified
    Scenario: After a declined card the same checkout is paid
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has tried a card the issuer declines in the widget
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved

    @WG-012 @DB @browser @verified
    Scenario: A mistyped number is corrected on the page
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper gives a wrong card number in the widget and then the right one
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved

    # D17, R050.
    @WG-013 @DB @browser @decided
    Scenario: A shopper who leaves the widget has not paid
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper leaves the widget without paying
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is pending

    # D18 says when a checkout is over; that it takes no second payment is concluded.
    @WG-014 @DB @browser @unverified
    Scenario: A shopper who goes back to the widget and pays again has paid once
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget, goes back and pays again
      Then the shopper has come back twice
      And the status of the payment is approved
      And the reports list 1 payment with the merchant's own reference

  Rule: The shopper may be sent on from the widget

    @WG-020 @DB @async @browser @verified
    Scenario: A brand's page within a checkout leads back to it
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has chosen PAYPAL in the widget
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the return names the checkout
      And the status of the payment is approved

    # D19.
    @WG-021 @DB @async @browser @decided
    Scenario: A shopper who cancels at the brand has not paid
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has chosen PAYPAL in the widget
      When the shopper cancels it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.396.101

    @WG-022 @DB @async @browser @simulator-only @verified
    # The channel is the scenario's own; a host's is set up once.
    Scenario: A card in the widget may be asked about by its issuer
      Given a channel with 3-D Secure
      And the shopper pays with the published VISA card 420000...0018
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has entered the card in the widget
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an authentication with ECI 05

    # The sources do not say what becomes of a page that is left open.
    @WG-023 @DB @browser @unverified
    Scenario: A brand's page that is left open cannot pay the checkout again
      Given the shopper pays with the published VISA card 420000...0000
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has chosen PAYPAL in the widget
      And the shopper has paid in the widget
      When the merchant looks up its own reference in the reports
      Then the report lists 1 payment as approved
      And the report lists 1 payment as rejected

    # D17 is about checkouts that nobody has tried to pay. Only the text of this
    # code is published; when it is answered is concluded.
    # R413.
    @WG-024 @DB @async @browser @unverified
    Scenario: A checkout whose shopper is on the way is pending in words of its own
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the shopper has chosen PAYPAL in the widget
      When the merchant asks for the outcome of the checkout
      Then the payment is pending
      And the result code is 000.200.103
      And the answer goes by the id of the checkout

  Rule: The merchant's page stays the merchant's

    # R407.
    @WG-030 @browser @verified
    Scenario: The browser takes the script for the one that the gateway announced
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper opens the merchant's page
      Then the widget asks for the shopper's card

    # A host may serve its parts from several addresses.
    @WG-031 @DB @browser @simulator-only @unverified
    Scenario: A page that allows no scripts but the gateway's can be paid on
      Given the merchant's page allows no scripts but the gateway's
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper pays in the widget
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
