@threedsecure
Feature: 3-D Secure on its own
  A merchant that settles elsewhere has the gateway make sure of the shopper and
  takes the outcome along. No money moves here, and none is reserved.

  Source: Standalone 3-D Secure.

  Background:
    Given the merchant describes the shopper's browser

  Rule: The outcome is that of a payment without the payment

    # The sources differ on the code of success: this one is a client's own test's.
    # R119, R375.
    @TA-001 @sync @unverified
    Scenario: A shopper whom the issuer recognises is authenticated
      Given the shopper pays with the published VISA card 420000...0026
      When the merchant authenticates the shopper with VISA
      Then the authentication is approved
      And the result code is 000.100.110
      And the answer shows an authentication with ECI 05

    # D25, R361, R362, R363.
    @TA-002 @sync @decided
    Scenario Outline: The VISA card <card> is not authenticated
      Given the shopper pays with the published VISA card <card>
      When the merchant authenticates the shopper with VISA
      Then the authentication is rejected by 3-D Secure or the Intercard check
      And the result code is <code>

      Examples:
        | card          | code        |
        | 401200...1114 | 000.400.103 |
        | 401200...1112 | 000.400.102 |
        | 453249...1651 | 000.400.101 |
        | 420000...0000 | 000.400.109 |

    # R375.
    @TA-003 @async @verified
    Scenario: An issuer that asks has the shopper sent away
      Given the shopper pays with the published VISA card 420000...0042
      When the merchant authenticates the shopper with VISA
      Then the authentication is pending
      And the result code is 000.200.000
      And the answer says where to send the shopper
      And the issuer is to see the shopper's browser first

  Rule: The status tells how far it has come

    # The path of the status is concluded from that of payments.
    # R376.
    @TA-004 @sync @unverified
    Scenario: The status repeats the outcome
      Given the shopper pays with the published MASTER card 520000...0056
      And the merchant has authenticated the shopper with MASTER
      When the merchant asks for the status of the authentication
      Then the authentication is approved
      And the answer shows an authentication with ECI 02

    # As above.
    # R376.
    @TA-005 @async @browser @unverified
    Scenario: A shopper who answers the issuer is authenticated
      Given the shopper pays with the published VISA card 420000...0018
      And a pending authentication of the shopper with VISA
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an authentication with ECI 05

    # As above.
    @TA-006 @async @browser @unverified
    Scenario: The vendor's own sample is followed to its end
      Given a pending authentication from sample VISA-05
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved

    # As above.
    @TA-007 @async @clock @unverified
    Scenario: An authentication left alone for half an hour ends
      Given the shopper pays with the published VISA card 420000...0018
      And a pending authentication of the shopper with VISA
      When the merchant waits for 30 minutes
      Then the status of the payment is rejected

  Rule: Nothing is reserved

    # R144.
    @TA-008 @CP @unverified
    Scenario: An authentication cannot be captured
      Given the shopper pays with the published VISA card 420000...0026
      And the merchant has authenticated the shopper with VISA
      When the merchant captures 92.00 EUR of the authentication
      Then the capture is rejected
      And the result code is 700.400.510
