@threedsecure @async
Feature: The first version of 3-D Secure
  In the first version the shopper is the messenger: PaReq goes with the browser to
  the issuer, and PaRes with it back to the gateway. A merchant that loses one of
  the parameters on the way loses the payment.

  Source: a reseller's page on the first version of 3-D Secure, its recorded answer.

  # Gateways go on to the second version; that one has stayed with the first is the
  # channel's setting, and a real host's channel cannot be set from here.
  Background:
    Given a channel that asks in the first version of 3-D Secure
    And the merchant describes the shopper's browser
    And the shopper pays with the published VISA card 471110...0000

  # R234.
  @TV-001 @DB @verified @simulator-only
  Scenario: The shopper takes along what the issuer has to know
    When the merchant sends a DB with VISA
    Then the debit is pending
    And the shopper is to be sent off without a method being named
    And the answer has:
      | redirect.parameters.#(name=="connector").value | THREEDSECURE              |
      | redirect.parameters.#(name=="PaReq").value     | matches ^[A-Za-z0-9+/]+=* |
      | redirect.parameters.#(name=="TermUrl").value   | matches ^https?://        |
      | redirect.parameters.#(name=="MD").value        | {id}                      |
      | redirect.preconditions                         | absent                    |

  # What the answer says of it then is decided.
  @TV-002 @DB @browser @decided @simulator-only
  Scenario: A shopper who brings the issuer's answer back has paid
    Given a pending DB of 92.00 EUR with VISA
    When the shopper approves it on the issuer's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is approved
    And the answer has:
      | threeDSecure.eci                  | 05           |
      | threeDSecure.version              | matches ^1\. |
      | threeDSecure.authenticationStatus | Y            |

  # D25.
  @TV-003 @DB @browser @decided @simulator-only
  Scenario: A shopper who cancels at the issuer has not paid in the first version either
    Given a pending DB of 92.00 EUR with VISA
    When the shopper cancels it on the issuer's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is rejected
    And the result code is 100.396.101

  # D25.
  @TV-004 @DB @browser @decided @simulator-only
  Scenario: A shopper who fails the question three times has not paid in the first version either
    Given a pending DB of 92.00 EUR with VISA
    When the shopper gives a wrong code three times on the issuer's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is rejected
    And the result code is 100.380.401
