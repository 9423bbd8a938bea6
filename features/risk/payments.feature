@risk
Feature: Risk within a payment
  A channel may have the risk of each payment checked before the bank is asked. A
  payment whose risk is too high goes no further; one that looks odd is approved,
  but a person is to look at it before anything is shipped.

  Source: Fraud Management; API Reference, "Risk"; Result codes, 000.300, 000.400 and 100.400.

  Rule: The check decides before the bank

    # A real host's channel cannot be set from here.
    # R450.
    @RK-020 @DB @sync @unverified @simulator-only
    Scenario: A payment whose risk is acceptable is approved
      Given a channel that checks the risk of every payment
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the reports list a risk check for the debit
      And the risk check is approved
      And the result code is 000.300.100

    # The channel's setting, as above.
    # R450, R451.
    @RK-021 @DB @sync @unverified @simulator-only
    Scenario: A payment whose risk is too high is rejected
      Given a channel that rejects every payment for its risk
      When the merchant sends a DB with VISA
      Then the debit is rejected by an external risk check
      And the result code is 100.400.142
      And the reports list a risk check for the debit
      And the risk check is rejected by an external risk check

    # D24: the holder's name asks for the denial.
    # R451.
    @RK-023 @PA @sync @decided
    Scenario: A denial by the risk system is a rejection of its group
      Given the payment also has:
        | card.holder          | 100.400.142  |
        | risk.merchantWebsite | shop.example |
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected by an external risk check
      And the result code is 100.400.142

    # A wallet's payment is looked at before its shopper is sent away. The
    # channel's setting, as above.
    @RK-024 @DB @async @unverified @simulator-only
    Scenario: Nobody is sent to a wallet for a payment that risk rejects
      Given a channel that rejects every payment for its risk
      When the merchant sends a DB with PAYPAL
      Then the debit is rejected by an external risk check
      And the answer has:
        | redirect | absent |

  Rule: What is to be reviewed is approved and not more

    # The channel's setting, as above.
    # R452.
    @RK-030 @DB @sync @unverified @simulator-only
    Scenario: A payment that a person is to look at is under review
      Given a channel that wants every payment reviewed
      When the merchant sends a DB with VISA
      Then the debit is under review
      And the result code is 000.400.000
      And the HTTP status is 200
      And the answer shows an amount of 92.00 EUR

    # The channel's setting, as above.
    @RK-031 @DB @async @browser @unverified @simulator-only
    Scenario: A wallet's payment is under review once the shopper has approved it
      Given a channel that wants every payment reviewed
      And a pending DB of 92.00 EUR with PAYPAL
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is under review

    # The channel's setting, as above.
    # R103.
    @RK-032 @PA @CP @sync @unverified @simulator-only
    Scenario: A PA.CP under review is not captured
      Given a channel that wants every payment reviewed
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is under review
      And the reports list no capture for the preauthorization

    # The channel's setting, as above.
    # R103, R453.
    @RK-033 @PA @CP @sync @unverified @simulator-only
    Scenario: A PA.CP whose risk is found too high after the payment is not captured
      Given a channel that finds the risk too high after the payment
      When the merchant sends a PA.CP with VISA
      Then the preauthorization is under review
      And the result code is 000.400.100
      And the reports list no capture for the preauthorization

    # The channel's setting, as above. That the merchant may do by hand what the
    # gateway holds back is concluded: the payment has succeeded.
    @RK-034 @PA @CP @sync @unverified @simulator-only
    Scenario: A merchant may capture what is under review
      Given a channel that wants every payment reviewed
      And a PA of 92.00 EUR under review
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

  Rule: The risk parameters come back

    # The answer's risk.parameters are observed, the other names are D28's.
    # R454.
    @RK-040 @PA @sync @decided
    Scenario: An answer repeats the risk parameters
      Given the payment also has:
        | risk.parameters[user_id] | u-4711       |
        | risk.merchantWebsite     | shop.example |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer has:
        | risk.parameters.user_id | u-4711       |
        | risk.merchantWebsite    | shop.example |

    # What stands for an account is not said again: decided here.
    @RK-041 @PA @sync @decided
    Scenario: An answer keeps the risk system's account token to itself
      Given the payment also has:
        | risk.accountToken | kept-to-itself-4711 |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer has "kept-to-itself-4711" nowhere

    @RK-042 @PA @sync @verified
    Scenario: The time of an order has one form
      Given the payment also has:
        | risk.orderTimestamp | 22.11.2026 |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And risk.orderTimestamp is refused: "must match ^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$"
