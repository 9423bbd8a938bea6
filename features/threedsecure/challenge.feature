@threedsecure @async
Feature: The shopper at the card's issuer
  An issuer that cannot tell who pays asks its holder, on a page of its own in a
  window that the merchant chooses. Some issuers first look at the browser from a
  hidden frame, which the shopper does not notice.

  Source: Standalone 3-D Secure, "preconditions"; 3-D Secure Testing Guide; 3-D
  Secure Parameters.

  Background:
    Given the merchant describes the shopper's browser

  Rule: An issuer that only looks lets the shopper pass

    # R350, R360.
    @TC-001 @DB @browser @verified
    Scenario Outline: A <brand> shopper whom the issuer recognises pays without a question
      Given the shopper pays with the published <brand> card <card>
      And a pending DB of 92.00 EUR with <brand>
      When the shopper is sent off
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an amount of 92.00 EUR
      And the answer shows an authentication with ECI <eci>
      And the answer has:
        | threeDSecure.flow                 | frictionless |
        | threeDSecure.authenticationStatus | <status>     |

      Examples:
        | card          | brand  | eci | status |
        | 420000...0091 | VISA   | 05  | Y      |
        | 520000...0023 | MASTER | 01  | A      |

  Rule: What the shopper answers decides what becomes of the payment

    # R219, R351, R364, R365.
    @TC-002 @DB @browser @verified
    Scenario Outline: A <brand> shopper who answers the issuer has paid
      Given the shopper pays with the published <brand> card <card>
      And a pending DB of 92.00 EUR with <brand>
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an authentication with ECI <eci>
      And the answer has:
        | threeDSecure.flow                 | challenge |
        | threeDSecure.authenticationStatus | Y         |

      # Without method data and with.
      Examples:
        | card          | brand   | eci |
        | 420000...0018 | VISA    | 05  |
        | 679999...0018 | MAESTRO | 02  |

    # D25, R369.
    @TC-003 @DB @browser @decided
    Scenario: A shopper who cancels at the issuer has not paid
      Given the shopper pays with the published VISA card 420000...0018
      And a pending DB of 92.00 EUR with VISA
      When the shopper cancels it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.396.101

    # D25, R368.
    @TC-004 @DB @browser @decided
    Scenario: A shopper who fails the issuer's question three times has not paid
      Given the shopper pays with the published VISA card 420000...0018
      And a pending DB of 92.00 EUR with VISA
      When the shopper gives a wrong code three times on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.380.401
      And the answer has:
        | threeDSecure.authenticationStatus | N      |
        | threeDSecure.eci                  | absent |

    # D24 for the decline.
    @TC-005 @DB @browser @decided @simulator-only
    Scenario: The bank declines what the shopper has answered for
      Given the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | card.holder | 800.100.153 |
      And a pending DB of 92.00 EUR with VISA
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 800.100.153

    @TC-006 @CP @browser @verified
    Scenario: A PA that the shopper answered for can be captured
      Given the shopper pays with the published VISA card 420000...0018
      And a pending PA of 92.00 EUR with VISA
      And the shopper has approved it on the issuer's page
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

  Rule: The merchant chooses the window of the issuer's page

    # R343.
    @TC-007 @DB @browser @verified
    Scenario Outline: Window <window> is of <size>
      Given the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | customer.browser.challengeWindow | <window> |
      And a pending DB of 92.00 EUR with VISA
      When the shopper is sent off
      Then the issuer's page is in a window of <size>

      Examples:
        | window | size    |
        | 02     | 390x400 |
        | 3      | 500x600 |

    @TC-008 @DB @browser @verified
    Scenario: A shopper in a window of 390x400 comes back to the whole shop
      Given the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | customer.browser.challengeWindow | 2 |
      And a pending DB of 92.00 EUR with VISA
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the return names the payment
      And the status of the payment is approved

    # D25, R368.
    @TC-009 @DB @browser @decided
    Scenario: A shopper who fails in a window comes back, too
      Given the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | customer.browser.challengeWindow | 2 |
      And a pending DB of 92.00 EUR with VISA
      When the shopper gives a wrong code three times on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected

    # D25, R369.
    @TC-010 @DB @browser @decided
    Scenario: A shopper who cancels in a window comes back, too
      Given the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | customer.browser.challengeWindow | 2 |
      And a pending DB of 92.00 EUR with VISA
      When the shopper cancels it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected

  # EMV 3-D Secure makes the issuer's page for a frame of the merchant's. That the
  # gateway's address may be shown in one, or in a window, is concluded from that.
  Rule: The merchant's own page may stay in sight

    @TC-011 @DB @browser @unverified
    Scenario Outline: A shopper who answers the issuer in <place> has paid
      Given the shopper pays with the published VISA card <card>
      And the merchant shows the payment in <place>
      And a pending DB of 92.00 EUR with VISA
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an authentication with ECI 05

      # Without method data and with.
      Examples:
        | place     | card          |
        | a frame   | 420000...0018 |
        | a popup   | 420000...0018 |
        | a new tab | 420000...0042 |

      # The shop has a second name on this machine only.
      @simulator-only
      Examples:
        | place                   | card          |
        | a frame on another host | 420000...0042 |

    @TC-012 @DB @browser @unverified
    Scenario Outline: A shopper who fails the issuer's question in <place> has not paid
      Given the shopper pays with the published VISA card 420000...0018
      And the merchant shows the payment in <place>
      And a pending DB of 92.00 EUR with VISA
      When the shopper gives a wrong code three times on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected

      Examples:
        | place   |
        | a frame |
        | a popup |

    @TC-013 @DB @browser @unverified
    Scenario: The merchant's frame has the size that issuers make their page for
      Given the shopper pays with the published VISA card 420000...0018
      And the merchant shows the payment in a frame
      And a pending DB of 92.00 EUR with VISA
      When the shopper is sent off
      Then the issuer's page is in a window of 390x400

    # The gateway's page in the merchant's frame has the issuer's in a window of its
    # own; 01 is the smallest.
    @TC-018 @DB @browser @unverified
    Scenario Outline: A shopper who answers the issuer in a window within <place> has paid
      Given the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | customer.browser.challengeWindow | 1 |
      And the merchant shows the payment in <place>
      And a pending DB of 92.00 EUR with VISA
      When the shopper approves it on the issuer's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved

      Examples:
        | place   |
        | a frame |

      # The shop has a second name on this machine only.
      @simulator-only
      Examples:
        | place                   |
        | a frame on another host |

  Rule: What the shopper does with the browser changes nothing

    @TC-014 @DB @browser @unverified
    Scenario: A shopper who goes back to the issuer and tries again has paid once
      Given the shopper pays with the published VISA card 420000...0018
      And a pending DB of 92.00 EUR with VISA
      When the shopper approves it on the issuer's page, goes back and tries again
      Then the shopper has come back twice
      And the status of the payment is approved
      And the reports list 1 payment with the merchant's own reference

    @TC-015 @DB @browser @verified
    Scenario: A shopper who closes the issuer's page has not paid
      Given the shopper pays with the published VISA card 420000...0018
      And a pending DB of 92.00 EUR with VISA
      When the shopper closes the issuer's page
      Then the shopper is not back at the merchant
      And the status of the payment is pending

    # D19.
    @TC-016 @DB @browser @clock @decided
    Scenario: A payment whose shopper has closed a popup with the issuer's page ends by itself
      Given the shopper pays with the published VISA card 420000...0018
      And the merchant shows the payment in a popup
      And a pending DB of 92.00 EUR with VISA
      And the shopper has closed the issuer's page
      When the merchant waits for 30 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.103

    # R263.
    @TC-017 @DB @browser @verified
    Scenario: A shopper who comes back from the issuer twice has paid once
      Given the shopper pays with the published VISA card 420000...0018
      And a pending DB of 92.00 EUR with VISA
      And the shopper has approved it on the issuer's page
      When the shopper comes back once more
      Then the shopper has come back twice
      And the status of the payment is approved
      And the reports list 1 payment with the merchant's own reference
