@payments
Feature: Preauthorization with automatic capture
  A PA.CP reserves money and takes it as soon as nothing speaks against it: for
  shops that deliver at once, but want no money from a payment that looks like
  fraud. The gateway keeps two transactions; the merchant sent one.

  Source: API Reference, "Basic Payment", payment type PA.CP; recorded requests of published clients.

  Rule: An approved payment is captured by the gateway

    # The reports show the second transaction; that the answer speaks of the
    # first alone is our reading.
    # R102.
    @PC-001 @PA @CP @sync @unverified
    Scenario: The answer to a PA.CP is that of its preauthorization
      Given an amount of 92.00 EUR
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is approved
      And the answer has:
        | paymentType  | PA               |
        | paymentBrand | VISA             |
        | amount       | the amount 92.00 |
        | referencedId | absent           |

    # R102.
    @PC-002 @PA @CP @sync @unverified
    Scenario: The reports list the capture of a PA.CP
      Given an amount of 92.00 EUR
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is approved
      And the reports list a capture for the preauthorization
      And the answer shows an amount of 92.00 EUR

    @PC-003 @PA @CP @sync @unverified
    Scenario: Nothing is left to capture of a PA.CP
      Given an approved PA.CP of 92.00 EUR
      When the merchant captures 1.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # D13 lets the refund name the preauthorization.
    @PC-004 @PA @CP @RF @sync @decided
    Scenario: A PA.CP can be refunded
      Given an approved PA.CP of 92.00 EUR
      When the merchant refunds 92.00 EUR of the preauthorization
      Then the refund is approved

    @PC-005 @PA @CP @async @browser @unverified
    Scenario: A wallet's PA.CP is captured when the shopper has approved it
      Given a pending PA.CP of 92.00 EUR with PAYPAL
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the reports list a capture for the preauthorization

  Rule: What is not plainly approved is not captured

    @PC-006 @PA @CP @sync @unverified
    Scenario: A declined PA.CP is not captured
      Given the shopper pays with a card the issuer declines
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is rejected
      And the reports list no capture for the preauthorization

    # D24 makes the gateway want a review. A real host may not do so.
    # R103.
    @PC-007 @PA @CP @sync @decided @simulator-only
    Scenario: A PA.CP that is to be reviewed is not captured
      Given the payment also has:
        | customParameters[forceResultCode] | 000.400.000 |
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is under review
      And the reports list no capture for the preauthorization

    @PC-008 @PA @CP @async @unverified
    Scenario: A wallet's PA.CP is not captured while the shopper is away
      Given an amount of 92.00 EUR
      When the merchant sends a PA.CP with PAYPAL
      Then the preauthorization is pending
      And the reports list no capture for the preauthorization

    @PC-009 @PA @CP @sync @unverified
    Scenario: A PA.CP of nothing is rejected
      Given an amount of 0.00 EUR
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is rejected
      And the result code is 100.550.300
