@threedsecure @async
Feature: The issuer asks on the shopper's phone
  Many issuers ask for no code. Their page sends the shopper to the bank's app, and
  comes back to the shop by itself once the app has the answer, so that a merchant
  must not expect anything to be entered in the window.

  Source: EMV 3-D Secure, out-of-band challenge; 3-D Secure Testing Guide. No card
  is published for it: that the second card of two for the same challenge leads to
  the phone is decided, and a real host needs journeys of its own.

  Background:
    Given the merchant describes the shopper's browser

  Rule: What the phone says decides what becomes of the payment

    # D25. The type of the authentication is EMV's own word for it.
    @TO-001 @DB @browser @decided
    Scenario Outline: A <brand> shopper who approves in the bank's app has paid
      Given the shopper pays with the published <brand> card <card>
      And a pending DB of 92.00 EUR with <brand>
      When the shopper approves it in the bank's app
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an authentication with ECI <eci>
      And the answer has:
        | threeDSecure.flow                 | challenge |
        | threeDSecure.authenticationStatus | Y         |
        | threeDSecure.authType             | 03        |

      # Without method data and with.
      Examples:
        | card          | brand  | eci |
        | 420000...0075 | VISA   | 05  |
        | 520000...0049 | MASTER | 02  |

    # D25.
    @TO-002 @DB @browser @decided
    Scenario: A shopper who declines in the bank's app has not paid
      Given the shopper pays with the published VISA card 420000...0075
      And a pending DB of 92.00 EUR with VISA
      When the shopper declines it in the bank's app
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.380.401
      And the answer has:
        | threeDSecure.authenticationStatus | N      |
        | threeDSecure.eci                  | absent |

    # D19.
    @TO-003 @DB @browser @decided
    Scenario: A shopper who cancels while the page waits has not paid
      Given the shopper pays with the published VISA card 420000...0075
      And a pending DB of 92.00 EUR with VISA
      When the shopper cancels it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.396.101

    # D19.
    @TO-004 @DB @browser @clock @decided
    Scenario: A payment whose shopper does not look at the phone ends by itself
      Given the shopper pays with the published VISA card 420000...0075
      And a pending DB of 92.00 EUR with VISA
      And the shopper has closed the issuer's page
      When the merchant waits for 30 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.103

  Rule: The window is left for the shop

    # D25.
    @TO-005 @DB @browser @decided
    Scenario Outline: In a window of 390x400, a shopper who <deed> in the bank's app is back in the whole shop
      Given the shopper pays with the published VISA card 420000...0075
      And the payment also has:
        | customer.browser.challengeWindow | 2 |
      And a pending DB of 92.00 EUR with VISA
      When the shopper <deed> it in the bank's app
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is <verdict>

      Examples:
        | deed     | verdict  |
        | approves | approved |
        | declines | rejected |

    # D25.
    @TO-006 @DB @browser @decided
    Scenario: The waiting page has the size that the merchant asked for
      Given the shopper pays with the published VISA card 420000...0075
      And the payment also has:
        | customer.browser.challengeWindow | 2 |
      And a pending DB of 92.00 EUR with VISA
      When the shopper is sent off
      Then the issuer's page is in a window of 390x400

    # D25; that the page may be shown in a frame is concluded from EMV 3-D Secure.
    @TO-007 @DB @browser @unverified
    Scenario Outline: A shopper who approves in the bank's app while <place> waits has paid
      Given the shopper pays with the published VISA card 420000...0075
      And the merchant shows the payment in <place>
      And a pending DB of 92.00 EUR with VISA
      When the shopper approves it in the bank's app
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved

      Examples:
        | place   |
        | a frame |
        | a popup |
