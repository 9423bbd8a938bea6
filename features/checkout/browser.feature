@checkout
Feature: What the widget asks of the gateway
  The widget runs in the shopper's browser, on the merchant's page: it comes from
  the gateway, and takes the card straight there. The checkout's id is all that it
  has to show for itself, so that it must not be able to do more than its shopper.

  Source: COPYandPAY, "Create the payment form"; that the browser sends the account is documented, the call is not.

  Rule: The script belongs to the checkout

    # R408.
    @WB-001 @verified
    Scenario: The script of a checkout comes without a login
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper's browser fetches the script of the checkout
      Then the HTTP status is 200
      And the answer is a script that shows the payment form

    # R408.
    @WB-002 @verified
    Scenario: The script of a checkout that only stores the account does, too
      Given the merchant has prepared a checkout that only stores the account
      When the shopper's browser fetches the script of the checkout
      Then the HTTP status is 200
      And the answer is a script that shows the payment form

    # As D18 for its outcome.
    @WB-003 @unverified
    Scenario: A checkout that was deleted has no script
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has deleted the checkout
      When the shopper's browser fetches the script of the checkout
      Then the gateway knows no such checkout

  Rule: The account goes straight to the gateway

    # The call is between the widget and its gateway: none but the simulator's is known.
    # R409.
    @WB-004 @DB @unverified @simulator-only
    Scenario: A card that the browser sends pays the checkout
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the shopper's browser sends a VISA account to the checkout
      Then the payment is approved
      And the outcome of the checkout is approved
      And the answer shows an amount of 92.00 EUR

    # As above.
    @WB-005 @unverified @simulator-only
    Scenario: A card that the browser sends is stored by a checkout for that
      Given the merchant has prepared a checkout that only stores the account
      When the shopper's browser sends a VISA account to the checkout
      Then the registration is approved

    # As above.
    @WB-006 @unverified @simulator-only
    Scenario: A browser cannot set the amount
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the payment also has:
        | amount | 1.00 |
      When the shopper's browser sends a VISA account to the checkout
      Then the request is refused as invalid
      And amount is refused: "is not an allowed parameter"
