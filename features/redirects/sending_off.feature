@redirects
Feature: Sending the shopper off
  The answer to an asynchronous payment carries an address, parameters and
  perhaps a method. A merchant that overlooks one of the three forms loses every
  shopper of the brands that use it.

  Source: Server-to-Server, "Asynchronous workflow" (S09).

  # D26 and the page table say which brand of the simulator uses which form. A
  # real host promises the forms, not who uses them; that all three lead to the
  # page is what RD-001 shows anywhere.
  Rule: There are three forms of redirect

    # R228, R229.
    @RS-001 @DB @async @decided @simulator-only
    Scenario: A wallet's parameters go with GET
      Given an amount of 92.00 EUR
      When the merchant sends a DB with PAYPAL
      Then the debit is pending
      And the shopper is to be sent off with method GET

    # R228, R230.
    @RS-002 @DB @async @decided @simulator-only
    Scenario: A card page's parameters go with POST
      Given an amount of 92.00 EUR
      When the merchant sends a DB with KNET
      Then the debit is pending
      And the shopper is to be sent off with method POST

    # R231.
    @RS-003 @DB @async @decided @simulator-only
    Scenario: A bank's redirect names no method, which means POST
      Given an amount of 92.00 EUR
      When the merchant sends a DB with SOFORTUEBERWEISUNG
      Then the debit is pending
      And the shopper is to be sent off without a method being named

    # D26: what a channel may be set to, whatever the brand. A real host's channel
    # cannot be set from here.
    @RS-005 @DB @async @decided @simulator-only
    Scenario Outline: A channel may send all its shoppers off with <method>
      Given a channel that sends every shopper off with <method>
      When the merchant sends a DB with <brand>
      Then the debit is pending
      And the shopper is to be sent off with method <method>

      Examples:
        | method | brand  |
        | GET    | KNET   |
        | POST   | PAYPAL |

    # As above.
    # R231.
    @RS-006 @DB @async @decided @simulator-only
    Scenario: A channel may leave the method out for all its shoppers
      Given a channel that names no method to send shoppers off with
      When the merchant sends a DB with PAYPAL
      Then the debit is pending
      And the shopper is to be sent off without a method being named

  Rule: Nobody is sent anywhere without need

    # R239.
    @RS-004 @DB @sync @verified
    Scenario: A payment that is settled offers no page any more
      Given an approved DB of 92.00 EUR
      When the merchant asks for the status of the payment
      Then the payment is approved
      And the answer sends the shopper nowhere
