@samples @sync
Feature: The vendor's samples for brands that are settled at once
  Most integrations begin with a copied sample. Each of the vendor's own requests
  must therefore do what its page says, or the first hour of every merchant is
  spent on somebody else's mistake.

  The rows are the names of the sample table; a scenario sends the sample as it is
  published, with an expiry date that has not passed.

  Source: the vendor's sample requests (servertoserver-curl, the SDKs' test data); Server-to-Server, "Examples" (S04) and "Synchronous workflow" (S07).

  @SM-001 @PA @verified
  Scenario Outline: Sample <sample> as a PA is approved in the answer
    When the merchant sends sample <sample> as a PA
    Then the preauthorization is approved
    And the answer sends the shopper nowhere

    Examples:
      | sample              |
      | AMEX-01             |
      | AMEX-03             |
      | ASYACARD-01         |
      | AXESS-01            |
      | BONUS-01            |
      | CARTEBLEUE-01       |
      | DANKORT-01          |
      | DINERS-01           |
      | DIRECTDEBIT_SEPA-03 |
      | DISCOVER-01         |
      | HIPERCARD-01        |
      | JCB-01              |
      | MAESTRO-01          |
      | MAESTRO-03          |
      | MASTER-01           |
      | MASTER-03           |
      | VISA-01             |
      | VISA-03             |
      | VISA-04             |
      | VISAELECTRON-01     |
      | VISAELECTRON-03     |
      | VPAY-01             |
      | WORLD-01            |

  @SM-002 @DB @verified
  Scenario Outline: Sample <sample> as a DB is approved in the answer
    When the merchant sends sample <sample> as a DB
    Then the debit is approved
    And the answer sends the shopper nowhere

    Examples:
      | sample              |
      | AMEX-03             |
      | ASYACARD-01         |
      | AXESS-01            |
      | BONUS-01            |
      | CARTEBLEUE-01       |
      | DANKORT-01          |
      | DINERS-01           |
      | DIRECTDEBIT_SEPA-01 |
      | DIRECTDEBIT_SEPA-03 |
      | DISCOVER-01         |
      | HIPERCARD-01        |
      | JCB-01              |
      | MAESTRO-03          |
      | MASTER-03           |
      | VISA-03             |
      | VISAELECTRON-03     |
      | VPAY-01             |
      | WORLD-01            |
