@brands @async
Feature: Brands that send the shopper away
  Banks, wallets and lenders settle on their own page. Every brand of the table
  answers pending and names the page, with no more than what the table says it
  requires.

  Source: Server-to-Server, "Asynchronous workflow" (S06, S08, S15); the vendor's list of payment methods.

  # Of the brands marked unverified only the name is published; that they send
  # the shopper away is concluded from their kind.
  # R216, R218.
  @BR-002
  Scenario Outline: A <type> with <brand> waits for the shopper
    When the merchant sends a <type> with <brand>
    Then the payment is pending
    And the answer's "paymentBrand" is "<brand>"
    And the answer says where to send the shopper

    @verified @DB
    Examples:
      | brand              | type |
      | CHINAUNIONPAY      | DB   |
      | DAOPAY             | DB   |
      | EPS                | DB   |
      | GIROPAY            | DB   |
      | IDEAL              | DB   |
      | KLARNA_INVOICE     | DB   |
      | KNET               | DB   |
      | MONEYBOOKERS       | DB   |
      | PAYOLUTION_ELV     | DB   |
      | PAYOLUTION_INS     | DB   |
      | PAYOLUTION_INVOICE | DB   |
      | PAYPAL             | DB   |
      | PAYSAFECARD        | DB   |
      | PAYTRAIL           | DB   |
      | PF_KARTE_DIRECT    | DB   |
      | POLI               | DB   |
      | PREPAYMENT         | DB   |
      | SOFORTUEBERWEISUNG | DB   |
      | TRUSTLY            | DB   |
      | TRUSTPAY_VA        | DB   |
      | UKASH              | DB   |
      | VALU               | DB   |
      | YANDEX             | DB   |

    @verified @PA
    Examples:
      | brand               | type |
      | BRADESCO            | PA   |
      | KLARNA_INSTALLMENTS | PA   |
      | PRZELEWY            | PA   |

    @unverified @DB
    Examples:
      | brand                    | type |
      | ACI_INSTANTPAY           | DB   |
      | AFFIRM                   | DB   |
      | AFTERPAY                 | DB   |
      | AFTERPAY_PACIFIC         | DB   |
      | ALIPAY                   | DB   |
      | APOSTAR                  | DB   |
      | ASTROPAY_STREAMLINE_CASH | DB   |
      | ASTROPAY_STREAMLINE_OT   | DB   |
      | BANCOLOMBIA              | DB   |
      | BANCONTACT_LINK          | DB   |
      | BANCONTACT_QR            | DB   |
      | BBVA_CONTINENTAL         | DB   |
      | BCP                      | DB   |
      | BEVALIDA                 | DB   |
      | BITCOIN                  | DB   |
      | BOTON_PSE                | DB   |
      | CAJA_AREQUIPA            | DB   |
      | CAJA_CUSCO               | DB   |
      | CAJA_HUANCAYO            | DB   |
      | CAJA_ICA                 | DB   |
      | CAJA_PIURA               | DB   |
      | CAJA_TACNA               | DB   |
      | CAJA_TRUJILLO            | DB   |
      | CASHU                    | DB   |
      | CEMBRAPAY                | DB   |
      | CHÈQUE-VACANCES          | DB   |
      | CLEARPAY                 | DB   |
      | CREDIT_CLICK             | DB   |
      | DIMONEX                  | DB   |
      | EFECTY                   | DB   |
      | EFT                      | DB   |
      | ENTERCASH                | DB   |
      | ENTERPAY                 | DB   |
      | GANA                     | DB   |
      | GOOGLEPAYTKN             | DB   |
      | HYPERCASH                | DB   |
      | Humm_Loan                | DB   |
      | IKANOOI_SE               | DB   |
      | INICIS                   | DB   |
      | INTERAC_ONLINE           | DB   |
      | INTERBANK                | DB   |
      | KLARNA_PAYMENTS_BILLPAY  | DB   |
      | KLARNA_PAYMENTS_ONE      | DB   |
      | KLARNA_PAYMENTS_PAYLATER | DB   |
      | KLARNA_PAYMENTS_PAYNOW   | DB   |
      | KLARNA_PAYMENTS_SLICEIT  | DB   |
      | LINEPAY                  | DB   |
      | MASTERPASS               | DB   |
      | MBWAY                    | DB   |
      | MEEZA_LINK               | DB   |
      | MEEZA_QR                 | DB   |
      | MONEYSAFE                | DB   |
      | MSTART                   | DB   |
      | NEQUI                    | DB   |
      | ONECARD                  | DB   |
      | ONEY                     | DB   |
      | PAGOSNET                 | DB   |
      | PAGO_EFECTIVO            | DB   |
      | PAGO_FACIL               | DB   |
      | PAYBOX                   | DB   |
      | PAYDIREKT                | DB   |
      | PAYNET                   | DB   |
      | PAYPAL_CONTINUE          | DB   |
      | PAYTRAIL_VA              | DB   |
      | PAZE                     | DB   |
      | PREPAYMENT_VRP           | DB   |
      | PUNTO_RED                | DB   |
      | QIWI                     | DB   |
      | RAKUTENPAY               | DB   |
      | RAPI_PAGO                | DB   |
      | RATENKAUF                | DB   |
      | RATEPAY_INVOICE          | DB   |
      | RED_SERVI                | DB   |
      | ROCKETFUEL               | DB   |
      | SADAD                    | DB   |
      | SADAD_VA                 | DB   |
      | SCOTIABANK               | DB   |
      | SENCILLITO               | DB   |
      | SEPA                     | DB   |
      | SEZZLE                   | DB   |
      | SHETAB                   | DB   |
      | SHOPIFY                  | DB   |
      | SIBS_MULTIBANCO          | DB   |
      | SOFINCO                  | DB   |
      | SOFINCOSANSFRAIS         | DB   |
      | SPOTII                   | DB   |
      | STC_PAY                  | DB   |
      | SU_RED                   | DB   |
      | SU_SUERTE                | DB   |
      | TABBY                    | DB   |
      | TAMARA                   | DB   |
      | TENPAY                   | DB   |
      | TWINT                    | DB   |
      | VENMO_PAYFAST            | DB   |
      | VIPPS                    | DB   |
      | WECHAT_PAY               | DB   |
      | WESTERN_UNION            | DB   |
      | YANDEX_CHECKOUT          | DB   |
      | ZOODPAY                  | DB   |
