@threedsecure @sync
Feature: Authentications and exemptions that the merchant brings along
  A shopper who was asked once must not be asked again: a merchant sends the
  outcome of another authentication with the payment, or claims an exemption.

  Source: Standalone 3-D Secure; Standalone exemption; parameters threeDSecure.*.

  Rule: A payment with the values of an authentication asks nobody

    # A channel of one's own, which a real host cannot be told to open.
    # R345.
    @XM-001 @DB @verified @simulator-only
    Scenario: The values of another authentication come back with the payment
      Given a channel with 3-D Secure
      And the payment also has:
        | threeDSecure.eci              | 05                           |
        | threeDSecure.verificationId   | MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= |
        | threeDSecure.version          | 2.1.0                        |
        | threeDSecure.dsTransactionId  | c75f23af-9454-43f6-ba17-130e |
        | threeDSecure.acsTransactionId | 2c42c553-176f-4f08-af6c-f936 |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | threeDSecure.eci              | 05                           |
        | threeDSecure.verificationId   | MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= |
        | threeDSecure.version          | 2.1.0                        |
        | threeDSecure.dsTransactionId  | c75f23af-9454-43f6-ba17-130e |
        | threeDSecure.acsTransactionId | 2c42c553-176f-4f08-af6c-f936 |

    # R345.
    @XM-002 @DB @verified
    Scenario: The values of an authentication on its own are carried into a payment
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the merchant has authenticated the shopper with VISA
      When the merchant sends a DB with VISA and the values of the authentication
      Then the debit is approved
      And the answer repeats the values of the authentication

    @XM-003 @DB @verified
    Scenario: A card that would be challenged is not, once the values are there
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | threeDSecure.eci            | 05                           |
        | threeDSecure.verificationId | MTIzNDU2Nzg5MDEyMzQ1Njc4OTA= |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer sends the shopper nowhere

  Rule: A payment that the merchant initiates asks nobody

    # No source makes it a rule; there is no shopper who could be asked.
    # R335.
    @XM-004 @DB @unverified
    Scenario: A payment initiated by the merchant is not challenged
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | standingInstruction.source               | MIT             |
        | standingInstruction.mode                 | REPEATED        |
        | standingInstruction.type                 | UNSCHEDULED     |
        | standingInstruction.initialTransactionId | 123456789012345 |
      When the merchant sends a DB with VISA
      Then the debit is approved

    # A channel of one's own, which a real host cannot be told to open.
    # R346.
    @XM-005 @DB @verified @simulator-only
    Scenario: A payment that switches 3-D Secure off is not authenticated
      Given a channel with 3-D Secure
      And the payment also has:
        | threeDSecure.disable | true |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | threeDSecure.eci | absent |

  Rule: An exemption spares the shopper the question

    # That a claimed exemption has no challenge is decided.
    # R378.
    @XM-006 @DB @decided
    Scenario Outline: Exemption <flag> spares the shopper the challenge
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | threeDSecure.exemptionFlag | <flag> |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | threeDSecure.exemptionFlag | <flag>       |
        | threeDSecure.flow          | frictionless |

      Examples:
        | flag |
        | 01   |
        | 02   |
        | 03   |
        | 04   |

    # As above: the merchant who mandates a challenge gets one.
    # R378.
    @XM-007 @DB @decided
    Scenario: An exemption does not undo a challenge that the merchant mandates
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0018
      And the payment also has:
        | threeDSecure.exemptionFlag      | 01 |
        | threeDSecure.challengeIndicator | 04 |
      When the merchant sends a DB with VISA
      Then the debit is pending

    # The grounds are documented, who decides on one and by what is not: here it
    # is the amount.
    # R377.
    @XM-008 @unverified
    Scenario Outline: An amount of <amount> EUR is answered with <ground>
      Given an amount of <amount> EUR
      When the merchant asks for an exemption with VISA
      Then the exemption is approved
      And the answer has:
        | resultDetails.RiskRuleCategory | <ground> |

      Examples:
        | amount | ground   |
        | 12.00  | SCAEX_01 |
        | 92.00  | SCAEX_02 |
        | 920.00 | SCAEX_00 |

    # R377.
    @XM-009 @unverified
    Scenario: The ground that the merchant claims is the one that is answered
      Given the payment also has:
        | threeDSecure.exemptionFlag | 04 |
      When the merchant asks for an exemption with VISA
      Then the exemption is approved
      And the answer has:
        | resultDetails.RiskRuleCategory | SCAEX_04 |
