@brands @sync
Feature: Brands that are settled at once
  Cards, direct debits and device wallets give their verdict in the answer. Every
  brand of the table does so with no more than what the table says it requires.

  Source: Server-to-Server, "Synchronous workflow" (S06, S07, S15); the vendor's list of payment methods.

  # Of the brands marked unverified only the name is published; that they are
  # settled at once is concluded from their kind.
  # R216, R217, R463.
  @BR-001
  Scenario Outline: A <type> with <brand> is approved in the answer
    When the merchant sends a <type> with <brand>
    Then the payment is approved
    And the answer's "paymentBrand" is "<brand>"
    And the answer sends the shopper nowhere

    @verified @DB
    Examples:
      | brand            | type |
      | AMEX             | DB   |
      | APPLEPAY         | DB   |
      | APPLEPAYTKN      | DB   |
      | ASYACARD         | DB   |
      | AXESS            | DB   |
      | BONUS            | DB   |
      | CARTEBLEUE       | DB   |
      | CLICK_TO_PAY     | DB   |
      | CLIQ             | DB   |
      | DANKORT          | DB   |
      | DINERS           | DB   |
      | DIRECTDEBIT_SEPA | DB   |
      | DISCOVER         | DB   |
      | GOOGLEPAY        | DB   |
      | HIPERCARD        | DB   |
      | JAYWAN           | DB   |
      | JCB              | DB   |
      | MADA             | DB   |
      | MAESTRO          | DB   |
      | MASTER           | DB   |
      | MASTERDEBIT      | DB   |
      | OMANNET          | DB   |
      | POSTPAY          | DB   |
      | VISA             | DB   |
      | VISAELECTRON     | DB   |
      | VPAY             | DB   |
      | WORLD            | DB   |

    @unverified @DB
    Examples:
      | brand                 | type |
      | AIRPLUS               | DB   |
      | ALIA                  | DB   |
      | ALIADEBIT             | DB   |
      | ARGENCARD             | DB   |
      | AXP                   | DB   |
      | BCMC                  | DB   |
      | CABAL                 | DB   |
      | CABALDEBIT            | DB   |
      | CARNET                | DB   |
      | CARTEBANCAIRE         | DB   |
      | CASEYS_GIFT_CARD      | DB   |
      | CASHLINKMALTA         | DB   |
      | CENCOSUD              | DB   |
      | COSMOPROF_RCC         | DB   |
      | ELO                   | DB   |
      | FACILYPAY_3X          | DB   |
      | FACILYPAY_3XSANSFRAIS | DB   |
      | FACILYPAY_4X          | DB   |
      | FACILYPAY_4XSANSFRAIS | DB   |
      | HEB_GIFT_CARD         | DB   |
      | MEEZA                 | DB   |
      | MERCADOLIVRE          | DB   |
      | NARANJA               | DB   |
      | NATIVA                | DB   |
      | PETCO_GIFT_CARD       | DB   |
      | PETCO_MASTERCARD      | DB   |
      | PETCO_UPLCC           | DB   |
      | PMICHAELS_PLCC        | DB   |
      | PROSTIR               | DB   |
      | SCHEELS               | DB   |
      | SERVIRED              | DB   |
      | SISTEMACLAVE          | DB   |
      | STAPLES               | DB   |
      | TARJETASHOPPING       | DB   |
      | TCARD                 | DB   |
      | TCARDDEBIT            | DB   |
      | TRADE_UK              | DB   |
      | UNIONPAY              | DB   |
      | UNIONPAY_SMS          | DB   |
      | VISADEBIT             | DB   |
