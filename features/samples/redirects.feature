@samples @async
Feature: The vendor's samples for brands that send the shopper away
  A copied sample of a bank or wallet brand is half of an integration: it has to
  come back approved, with the shopper, once the brand's page has been passed.

  A sample without a payment type is sent as each type that its brand has.

  Source: the vendor's sample requests (servertoserver-curl, the SDKs' test data); Server-to-Server, "Asynchronous workflow" (S08, S09, S11).

  # R002, R224.
  @SM-003 @DB @browser @verified
  Scenario Outline: Sample <sample> as a DB is approved on the brand's page
    Given a pending DB from sample <sample>
    When the shopper approves it on the brand's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is approved

    Examples:
      | sample                |
      | CHINAUNIONPAY-02      |
      | DAOPAY-02             |
      | EPS-02                |
      | GIROPAY-02            |
      | IDEAL-02              |
      | KLARNA_INVOICE-03     |
      | MONEYBOOKERS-01       |
      | PAYOLUTION_ELV-01     |
      | PAYOLUTION_ELV-03     |
      | PAYOLUTION_INS-01     |
      | PAYOLUTION_INS-03     |
      | PAYOLUTION_INVOICE-01 |
      | PAYOLUTION_INVOICE-03 |
      | PAYPAL-02             |
      | PAYSAFECARD-01        |
      | PAYSAFECARD-02        |
      | PAYTRAIL-01           |
      | PF_KARTE_DIRECT-01    |
      | POLI-02               |
      | PREPAYMENT-01         |
      | SOFORTUEBERWEISUNG-01 |
      | SOFORTUEBERWEISUNG-02 |
      | TRUSTLY-01            |
      | TRUSTPAY_VA-01        |
      | TRUSTPAY_VA-03        |
      | UKASH-01              |
      | YANDEX-01             |
      | YANDEX-03             |

  @SM-004 @PA @browser @verified
  Scenario Outline: Sample <sample> as a PA is approved on the brand's page
    Given a pending PA from sample <sample>
    When the shopper approves it on the brand's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is approved

    Examples:
      | sample                 |
      | BRADESCO-01            |
      | CHINAUNIONPAY-02       |
      | DAOPAY-02              |
      | EPS-01                 |
      | EPS-02                 |
      | GIROPAY-01             |
      | GIROPAY-02             |
      | IDEAL-01               |
      | IDEAL-02               |
      | KLARNA_INSTALLMENTS-01 |
      | KLARNA_INSTALLMENTS-03 |
      | KLARNA_INVOICE-01      |
      | KLARNA_INVOICE-03      |
      | MONEYBOOKERS-01        |
      | PAYOLUTION_ELV-03      |
      | PAYOLUTION_INS-03      |
      | PAYOLUTION_INVOICE-03  |
      | PAYPAL-01              |
      | PAYPAL-02              |
      | PAYSAFECARD-02         |
      | PF_KARTE_DIRECT-01     |
      | PREPAYMENT-01          |
      | PRZELEWY-01            |
      | TRUSTLY-01             |
      | TRUSTPAY_VA-03         |
      | UKASH-01               |
      | YANDEX-03              |
