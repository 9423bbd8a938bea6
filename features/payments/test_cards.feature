@payments @sync
Feature: Published test cards and accounts
  The vendor and its resellers publish the cards and accounts that their test
  hosts know. Everybody tests with them, so each must do what is said of it.

  A card is named by its first six and last four digits, as the API itself does.

  Source: the test data of the vendor's samples and SDKs, and of its resellers' pages.

  Rule: A plain test card is approved

    # R463.
    @TD-001 @DB @verified
    Scenario Outline: The published <brand> card <card> is approved
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is approved

      Examples:
        | brand        | card          |
        | VISA         | 420000...0000 |
        | AMEX         | 377777...7770 |
        | MASTER       | 545454...5454 |
        | MAESTRO      | 679985...0032 |
        | VISAELECTRON | 491730...0000 |
        | ASYACARD     | 402275...5574 |
        | AXESS        | 420000...0000 |
        | BONUS        | 409070...9563 |
        | CARTEBLEUE   | 555555...4444 |
        | DANKORT      | 501971...3742 |
        | DINERS       | 369619...0009 |
        | DISCOVER     | 601158...9498 |
        | HIPERCARD    | 606282...4001 |
        | JCB          | 354159...2431 |
        | VPAY         | 482200...0003 |
        | WORLD        | 420000...0000 |

  Rule: Some cards are for the acquirer's test system

    # D27. Whether an acquirer's test system is attached depends on the channel,
    # so that only the simulator can promise the code.
    # R082, R093.
    @TD-002 @DB @decided @simulator-only
    Scenario Outline: The published <brand> card <card> is approved in external test mode
      Given the shopper pays with the published <brand> card <card>
      And the payment also has:
        | testMode | EXTERNAL |
      When the merchant sends a DB with <brand>
      Then the debit is approved
      And the result code is 000.100.112

      Examples:
        | brand  | card          |
        | VISA   | 411111...1111 |
        | MASTER | 523210...7162 |

    # D27, as above.
    @TD-003 @PA @decided @simulator-only
    Scenario Outline: The published <brand> card <card> is verified by a PA of nothing
      Given the shopper pays with the published <brand> card <card>
      And an amount of 0.00 BRL
      And the payment also has:
        | testMode | EXTERNAL |
      When the merchant sends a PA with <brand>
      Then the preauthorization is approved
      And the result code is 000.100.112
      And the answer shows an amount of 0.00 BRL

      Examples:
        | brand  | card          |
        | VISA   | 406655...1909 |
        | MASTER | 522864...0691 |
        | ELO    | 438935...5860 |

  Rule: Some numbers are published because they are wrong

    # R041, R464.
    @TD-004 @DB @verified
    Scenario Outline: The published VISA number <card> is turned away
      Given the shopper pays with the published VISA card <card>
      When the merchant sends a DB with VISA
      Then the debit is rejected for its account
      And the result code is 100.100.101
      And the HTTP status is 400

      Examples:
        | card          |
        | 420000...0001 |
        | 444444...4444 |

  Rule: Some brands publish tax numbers

    # D33: what BOLETO answers before the money is there.
    @TD-005 @PA @decided
    Scenario Outline: BOLETO takes the published <kind>
      Given the payment also has:
        | customer.identificationDocId | <number> |
      When the merchant sends a PA with BOLETO
      Then the preauthorization is pending

      Examples:
        | kind | number         |
        | CPF  | 50439917476    |
        | CNPJ | 50966454000190 |
