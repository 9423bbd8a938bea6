@registrations
Feature: A card on file
  The schemes want to know whether a stored card is used for the first time or
  again, and by whom: by the cardholder (CIT) or by the merchant (MIT). The answer
  to the first payment tells the merchant the id that later ones refer to.

  Source: Tokenisation, "Card on file"; request and response parameters, "standingInstruction".

  Rule: The first payment tells the id of the agreement

    # R326, R330.
    @CF-001 @DB @sync @verified
    Scenario: An approved first payment tells the initial transaction id
      Given the payment also has:
        | createRegistration         | true        |
        | standingInstruction.mode   | INITIAL     |
        | standingInstruction.source | CIT         |
        | standingInstruction.type   | UNSCHEDULED |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer tells the initial transaction id

    # R332.
    @CF-015 @DB @sync @verified
    Scenario: The id of the agreement is the first transaction's
      Given the payment also has:
        | createRegistration         | true        |
        | standingInstruction.mode   | INITIAL     |
        | standingInstruction.source | CIT         |
        | standingInstruction.type   | UNSCHEDULED |
      And an approved DB of 92.00 EUR
      And the merchant notes the answer's "standingInstruction.initialTransactionId" as "agreement"
      When the merchant asks for the status of the payment
      Then the answer's "resultDetails.CardholderInitiatedTransactionID" is "{agreement}"

    # R084, R321, R326.
    @CF-002 @DB @sync @verified
    Scenario: The answer repeats the standing instruction
      Given the payment also has:
        | standingInstruction.mode                 | INITIAL     |
        | standingInstruction.source               | CIT         |
        | standingInstruction.type                 | INSTALLMENT |
        | standingInstruction.frequency            | 0030        |
        | standingInstruction.expiry               | 2035-12-31  |
        | standingInstruction.numberOfInstallments | 12          |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | standingInstruction.mode                 | INITIAL     |
        | standingInstruction.source               | CIT         |
        | standingInstruction.type                 | INSTALLMENT |
        | standingInstruction.frequency            | 0030        |
        | standingInstruction.expiry               | 2035-12-31  |
        | standingInstruction.numberOfInstallments | 12          |

    # R331.
    @CF-003 @DB @async @verified
    Scenario: A pending first payment tells no initial transaction id yet
      Given the payment also has:
        | standingInstruction.mode   | INITIAL     |
        | standingInstruction.source | CIT         |
        | standingInstruction.type   | UNSCHEDULED |
      When the merchant sends a DB with PAYPAL
      Then the debit is pending
      And the answer has:
        | standingInstruction.mode                       | INITIAL |
        | standingInstruction.initialTransactionId       | absent  |
        | resultDetails.CardholderInitiatedTransactionID | absent  |

    @CF-004 @DB @sync @verified
    Scenario: A declined first payment tells no initial transaction id
      Given the shopper pays with a card the issuer declines
      And the payment also has:
        | standingInstruction.mode   | INITIAL     |
        | standingInstruction.source | CIT         |
        | standingInstruction.type   | UNSCHEDULED |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the answer has:
        | standingInstruction.initialTransactionId | absent |

    @CF-005 @DB @sync @unverified
    Scenario: A payment without an agreement tells no initial transaction id
      Given an amount of 92.00 EUR
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | standingInstruction                            | absent |
        | resultDetails.CardholderInitiatedTransactionID | absent |

  Rule: Who pays with the card, and how often, goes together

    # R327, R328, R329, R336.
    @CF-006 @DB @sync @verified
    Scenario Outline: A stored card may be used <mode> by the <source>
      Given the shopper's VISA account is registered
      And the payment with the registration also has:
        | standingInstruction.mode   | <mode>      |
        | standingInstruction.source | <source>    |
        | standingInstruction.type   | UNSCHEDULED |
      When the merchant sends a DB with the registration
      Then the debit is approved
      And the answer tells the initial transaction id

      Examples:
        | use                  | mode     | source |
        | first one-click      | INITIAL  | CIT    |
        | later one-click      | REPEATED | CIT    |
        | set up by a merchant | INITIAL  | MIT    |
        | charge by a merchant | REPEATED | MIT    |

    # R323, R329.
    @CF-007 @DB @sync @verified
    Scenario: A merchant charges a card that it stores itself with the initial transaction id
      Given the payment also has:
        | standingInstruction.mode   | INITIAL     |
        | standingInstruction.source | CIT         |
        | standingInstruction.type   | UNSCHEDULED |
      And an approved DB of 92.00 EUR
      And the payment also has:
        | standingInstruction.mode   | REPEATED |
        | standingInstruction.source | MIT      |
      And the payment quotes the initial transaction id of the earlier one
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats the initial transaction id of the earlier payment

    # R315, R323.
    @CF-008 @DB @sync @verified
    Scenario: A merchant cannot charge a card that it stores itself without that id
      Given the payment also has:
        | standingInstruction.mode   | REPEATED    |
        | standingInstruction.source | MIT         |
        | standingInstruction.type   | UNSCHEDULED |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration
      And the result code is 600.200.501

    # That the platform knows the id of the first payment itself is concluded from
    # its not being needed.
    # R324.
    @CF-009 @DB @sync @unverified
    Scenario: A charge with the registration repeats the id of the first payment
      Given the payment also has:
        | createRegistration         | true        |
        | standingInstruction.mode   | INITIAL     |
        | standingInstruction.source | CIT         |
        | standingInstruction.type   | UNSCHEDULED |
      And an approved DB of 92.00 EUR
      And the payment with the registration also has:
        | standingInstruction.mode   | REPEATED    |
        | standingInstruction.source | MIT         |
        | standingInstruction.type   | UNSCHEDULED |
      When the merchant sends a DB with the registration
      Then the debit is approved
      And the answer repeats the initial transaction id of the earlier payment

    # The parameters say what it takes; the refusal is assumed.
    # R322.
    @CF-010 @DB @sync @unverified
    Scenario: A recurring agreement of Mastercard says how it recurs
      Given the payment also has:
        | standingInstruction.mode   | INITIAL   |
        | standingInstruction.source | CIT       |
        | standingInstruction.type   | RECURRING |
      When the merchant sends a DB with MASTER
      Then the debit is rejected for the channel's configuration
      And the result code is 600.200.501

    # R322.
    @CF-011 @DB @sync @verified
    Scenario Outline: A recurring agreement of Mastercard may be a <kind>
      Given the payment also has:
        | standingInstruction.mode          | INITIAL   |
        | standingInstruction.source        | CIT       |
        | standingInstruction.type          | RECURRING |
        | standingInstruction.recurringType | <kind>    |
      When the merchant sends a DB with MASTER
      Then the debit is approved
      And the answer has:
        | standingInstruction.recurringType | <kind> |

      Examples:
        | kind           |
        | SUBSCRIPTION   |
        | STANDING_ORDER |

    # The sources name both as needed; the refusal is assumed.
    # R321, R334.
    @CF-012 @DB @sync @unverified
    Scenario Outline: A standing instruction without its <missing> is rejected
      Given the payment also has:
        | standingInstruction.type      | UNSCHEDULED |
        | standingInstruction.<present> | <value>     |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration
      And the result code is 600.200.501

      Examples:
        | missing | present | value   |
        | source  | mode    | INITIAL |
        | mode    | source  | CIT     |

    # R325.
    @CF-013 @DB @sync @verified
    Scenario Outline: A merchant may say that its charge is <practice>
      Given the shopper's VISA account is registered
      And the payment with the registration also has:
        | standingInstruction.mode             | REPEATED    |
        | standingInstruction.source           | MIT         |
        | standingInstruction.type             | UNSCHEDULED |
        | standingInstruction.industryPractice | <practice>  |
      When the merchant sends a DB with the registration
      Then the debit is approved
      And the answer has:
        | standingInstruction.industryPractice | <practice> |

      Examples:
        | practice         |
        | INCREMENTAL_AUTH |
        | RESUBMISSION     |
        | REAUTHORIZATION  |
        | DELAYED_CHARGES  |
        | NO_SHOW          |

  Rule: The words of a standing instruction are fixed

    # R321.
    @CF-014 @DB @sync @unverified
    Scenario Outline: <parameter> cannot be <value>
      Given the payment also has:
        | standingInstruction.mode   | INITIAL |
        | standingInstruction.source | CIT     |
        | <parameter>                | <value> |
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And <parameter> is refused: "<message>"

      Examples:
        | parameter                                | value      | message                                                                                    |
        | standingInstruction.mode                 | FIRST      | must be one of [INITIAL, REPEATED]                                                         |
        | standingInstruction.source               | SHOPPER    | must be one of [CIT, MIT]                                                                  |
        | standingInstruction.type                 | MONTHLY    | must be one of [RECURRING, INSTALLMENT, UNSCHEDULED]                                       |
        | standingInstruction.recurringType        | MONTHLY    | must be one of [SUBSCRIPTION, STANDING_ORDER]                                              |
        | standingInstruction.frequency            | monthly    | must match ^[0-9]{1,4}$                                                                    |
        | standingInstruction.expiry               | 31.12.2035 | must match ^[0-9]{4}-[0-9]{2}-[0-9]{2}$                                                    |
        | standingInstruction.numberOfInstallments | twelve     | must match ^[0-9]{1,3}$                                                                    |
        | standingInstruction.industryPractice     | TIP        | must be one of [INCREMENTAL_AUTH, RESUBMISSION, REAUTHORIZATION, DELAYED_CHARGES, NO_SHOW] |
