@threedsecure
Feature: 3-D Secure in payments
  3-D Secure asks the card's issuer whether the shopper is the card's holder. A
  merchant who asks moves the liability to the issuer, so what was answered must
  come back with the payment, and a payment that was not authenticated must not
  pass for one that was.

  Source: 3-D Secure Parameters; 3-D Secure Testing Guide; recorded answers.

  Rule: The channel or the shopper's browser brings 3-D Secure in

    # D25, R354, R357.
    @TS-010 @DB @sync @decided
    Scenario: A card nobody published for 3-D Secure is not enrolled
      Given the merchant describes the shopper's browser
      When the merchant sends a DB with VISA
      Then the debit is rejected by 3-D Secure or the Intercard check
      And the result code is 000.400.109
      And the answer has:
        | amount | absent |

    # D25: a channel of one's own, which a real host cannot be told to open.
    # R341.
    @TS-011 @DB @sync @decided @simulator-only
    Scenario: A channel with 3-D Secure wants the shopper's browser described
      Given a channel with 3-D Secure
      And the shopper pays with the published VISA card 420000...0026
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And these parameters are refused, and no others:
        | customer.browser.acceptHeader | may not be empty |
        | customer.browser.language     | may not be empty |
        | customer.browser.screenHeight | may not be empty |
        | customer.browser.screenWidth  | may not be empty |
        | customer.browser.timezone     | may not be empty |
        | shopperResultUrl              | may not be empty |

    # As above.
    # R357.
    @TS-012 @DB @sync @decided @simulator-only
    Scenario: A channel with 3-D Secure authenticates a card that is enrolled
      Given a channel with 3-D Secure
      And the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer shows an authentication with ECI 05

    # As above. A payout has no shopper.
    # R357.
    @TS-013 @CD @sync @decided @simulator-only
    Scenario: A channel with 3-D Secure pays out without asking
      Given a channel with 3-D Secure
      When the merchant sends a CD with VISA
      Then the credit is approved

  Rule: What 3-D Secure needs is refused when it is missing

    # R341.
    @TS-014 @DB @verified
    Scenario Outline: A payment without <parameter> is refused
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the payment has no <parameter>
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter                     |
        | card.holder                   |
        | customer.browser.acceptHeader |
        | customer.browser.language     |
        | customer.browser.screenHeight |
        | customer.browser.screenWidth  |
        | customer.browser.timezone     |

    # Nobody knows beforehand whether the issuer asks, so that the shopper must be
    # able to come back in any case (decided).
    @TS-015 @DB @decided
    Scenario Outline: A payment with <card> and no shopperResultUrl is refused
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card <card>
      And the payment has no shopperResultUrl
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And shopperResultUrl is refused: "may not be empty"

      Examples:
        | card          |
        | 420000...0026 |
        | 420000...0018 |
        | 471110...0000 |

    # R342.
    @TS-016 @DB @verified
    Scenario: A holder's name of more than 45 characters is too long for 3-D Secure
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the payment also has:
        | card.holder | Jane Jones of a name that goes on and on and on |
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And card.holder is refused: "must match ^[\s\S]{2,45}$"

  Rule: A tester chooses what the issuer does

    # R355.
    @TS-017 @DB @sync @verified
    Scenario Outline: A plain test card counts as enrolled with <parameter>
      Given the merchant describes the shopper's browser
      And the payment also has:
        | <parameter> | true |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer shows an authentication with ECI 05

      Examples:
        | parameter                                   |
        | customParameters[3DS2_enrolled]             |
        | customParameters[3Dsimulator.forceEnrolled] |

    # R356.
    @TS-018 @DB @async @verified
    Scenario: A tester can ask for a challenge
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the payment also has:
        | customParameters[3DS2_flow] | challenge |
      When the merchant sends a DB with VISA
      Then the debit is pending
      And the answer says where to send the shopper

    # R356.
    @TS-019 @DB @sync @verified
    Scenario: A tester can ask for no challenge
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | customParameters[3DS2_flow] | frictionless |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer shows an authentication with ECI 05

    # R344.
    @TS-020 @DB @async @verified
    Scenario Outline: A merchant that mandates a challenge by <indicator> gets one
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the payment also has:
        | threeDSecure.challengeIndicator | <indicator> |
      When the merchant sends a DB with VISA
      Then the debit is pending
      And the answer has:
        | threeDSecure.challengeIndicator | <indicator> |

      Examples:
        | indicator |
        | 4         |
        | 04        |

  Rule: Until the issuer has answered, nothing is reserved

    # R227.
    @TS-021 @PA @async @verified
    Scenario: The answer that sends the shopper away shows no amount
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      When the merchant sends a PA with VISA
      Then the preauthorization is pending
      And the result code is 000.200.000
      And the answer has:
        | amount     | absent |
        | currency   | absent |
        | descriptor | absent |

    # D14, R194.
    @TS-022 @CP @decided
    Scenario: A PA that waits for its shopper cannot be captured
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And a pending PA of 92.00 EUR with VISA
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.570

    # D19, R258.
    @TS-023 @DB @async @clock @decided
    Scenario: A challenge left alone for half an hour ends the payment
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And a pending DB of 92.00 EUR with VISA
      When the merchant waits for 30 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.103

  Rule: An authenticated payment is still the bank's to decide

    # D24 for the decline.
    @TS-024 @DB @sync @decided @simulator-only
    Scenario: The bank declines a payment whose shopper was authenticated
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the payment also has:
        | card.holder | 800.100.153 |
      When the merchant sends a DB with VISA
      Then the debit is rejected by the bank
      And the answer has:
        | threeDSecure.authenticationStatus | Y |

    # D25, R374.
    @TS-025 @DB @sync @decided @simulator-only
    Scenario Outline: A lenient channel authorises the VISA card <card>
      Given a channel that authorises cards whose issuer cannot be asked
      And the merchant describes the shopper's browser
      And the shopper pays with the published VISA card <card>
      When the merchant sends a DB with VISA
      Then the debit is approved

      Examples:
        | card          |
        | 401200...1114 |
        | 401200...1112 |
        | 453249...1651 |
        | 420000...0000 |

    @TS-026 @CP @verified
    Scenario: A PA that was authenticated is captured like any other
      Given the merchant describes the shopper's browser
      And the shopper pays with the published MASTER card 520000...0056
      And an approved PA of 92.00 EUR with MASTER
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

    # R352.
    @TS-028 @DB @sync @verified
    Scenario: An authenticated payment tells all that proves it
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | threeDSecure.eci                  | 05              |
        | threeDSecure.verificationId       | matches ^.{28}$ |
        | threeDSecure.version              | 2.2.0           |
        | threeDSecure.flow                 | frictionless    |
        | threeDSecure.dsTransactionId      | present         |
        | threeDSecure.acsTransactionId     | present         |
        | threeDSecure.authenticationStatus | Y               |

    # D25: none of these is published for 3-D Secure 2.
    # R367.
    @TS-029 @DB @sync @decided
    Scenario Outline: The plain <brand> card <card> is not enrolled
      Given the merchant describes the shopper's browser
      And the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is rejected by 3-D Secure or the Intercard check
      And the result code is 000.400.109

      Examples:
        | card          | brand  |
        | 420000...0000 | VISA   |
        | 545454...5454 | MASTER |
        | 377777...7770 | AMEX   |

  Rule: 3-D Secure may end for reasons of its own

    # D24: what brings them about is not published, so that they are asked for.
    # R370, R371.
    @TS-030 @DB @sync @decided @simulator-only
    Scenario Outline: A DB is rejected with <code> when <reason>
      Given the payment also has:
        | customParameters[forceResultCode] | <code> |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is <code>
      And the HTTP status is 400

      Examples:
        | reason                         | code        |
        | the configuration is missing   | 000.400.104 |
        | the device is not supported    | 000.400.105 |
        | the issuer's message is broken | 000.400.106 |
        | the directory does not answer  | 000.400.107 |
        | the holder is not found        | 000.400.108 |
        | the issuer rejects             | 100.390.112 |

    # D24, as above.
    # R373.
    @TS-031 @DB @sync @decided @simulator-only
    Scenario: A code may say that the shopper was recognised
      Given the payment also has:
        | customParameters[forceResultCode] | 000.400.110 |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the result code is 000.400.110
