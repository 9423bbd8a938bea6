@payments
Feature: All that may be said of a payment
  The reference lists some three hundred parameters. A merchant that fills in a
  group as it is published must not be turned away for it, and finds in the answer
  what it said.

  Source: API Reference, the pages of the groups; parameters.tsv. Answers of several groups nobody has recorded (D28).

  Rule: A group may be filled in to its end

    # D28, R083.
    @PM-001 @DB @sync @decided
    Scenario: All of the shopper's own data come back
      Given the payment also has:
        | customer.merchantCustomerId       | c-4711            |
        | customer.givenName                | Jane              |
        | customer.middleName               | Ann               |
        | customer.surname                  | Jones             |
        | customer.sex                      | F                 |
        | customer.salutation               | MS                |
        | customer.birthDate                | 1980-02-29        |
        | customer.mobile                   | +351 910000000    |
        | customer.workPhone                | +351 210000000    |
        | customer.companyName              | Jones & Daughters |
        | customer.category                 | COMPANY           |
        | customer.merchantReference        | payer-12          |
        | customer.language                 | PT                |
        | customer.status                   | EXISTING          |
        | customer.app.deviceId             | 5c0de3d5-app      |
        | customer.browserFingerprint.id    | fp-1              |
        | customer.browserFingerprint.value | 0400nyhBgrYpU6    |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28.
    @PM-002 @DB @sync @decided
    Scenario Outline: All of the <group> address comes back
      Given the payment also has:
        | <group>.street1      | Rua Nova 12 |
        | <group>.street2      | 3. andar    |
        | <group>.houseNumber1 | 12          |
        | <group>.houseNumber2 | A           |
        | <group>.city         | Porto       |
        | <group>.state        | Norte       |
        | <group>.postcode     | 4000-001    |
        | <group>.country      | PT          |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

      Examples:
        | group    |
        | billing  |
        | shipping |

    # Both are fields of an answer; that a request may have them is the list's.
    @PM-003 @DB @sync @unverified
    Scenario: What is known of an address may be said of it
      Given the payment also has:
        | billing.normalized       | true |
        | billing.validationStatus | OK   |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28, R084.
    @PM-004 @DB @sync @decided
    Scenario: All of the delivery comes back
      Given the payment also has:
        | shipping.givenName            | John              |
        | shipping.surname              | Jones             |
        | shipping.middleName           | Paul              |
        | shipping.companyName          | Jones Ltd         |
        | shipping.phone                | +44 200000000     |
        | shipping.workPhone            | +44 200000001     |
        | shipping.mobile               | +44 700000000     |
        | shipping.email                | john@shop.example |
        | shipping.method               | sameDay           |
        | shipping.cost                 | 4.90              |
        | shipping.comment              | ring twice        |
        | shipping.expectedDate         | 2030-12-24        |
        | shipping.logisticsProvider    | Parcel Ltd        |
        | shipping.trackingNumber       | T-1               |
        | shipping.returnTrackingNumber | R-1               |
        | shipping.warehouse            | North             |
        | shipping.preference           | NO_SHIPPING       |
        | shipping.type                 | SHIPMENT          |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28.
    @PM-005 @DB @sync @decided
    Scenario: All of the merchant's own data come back
      Given the payment also has:
        | merchant.name                  | Tea & Co            |
        | merchant.mcc                   | 5499                |
        | merchant.street                | Rua Nova 1          |
        | merchant.city                  | Porto               |
        | merchant.state                 | Norte               |
        | merchant.country               | PT                  |
        | merchant.countryCode           | 620                 |
        | merchant.postcode              | 4000-001            |
        | merchant.geographicCoordinates | 41.14961,-8.61099   |
        | merchant.phone                 | +351 220000000      |
        | merchant.customerContactPhone  | +351 220000001      |
        | merchant.url                   | shop.example        |
        | merchant.websiteId             | w-1                 |
        | merchant.legalName             | Tea and Company Lda |
        | merchant.taxId                 | PT500000000         |
        | merchant.app.schemeUrl         | teashop             |
        | merchant.payFacId              | pf-1                |
        | merchant.payFacName            | Facilitator         |
        | merchant.submerchantId         | sm-1                |
        | merchant.marketplaceId         | mp-1                |
        | merchant.isoId                 | iso-1               |
        | merchant.partnerIdCode         | p-1                 |
        | merchant.data[colour]          | green               |
        | merchant.serviceLocationCity   | Braga               |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28, R084.
    @PM-006 @DB @sync @decided
    Scenario: All that is said of an item comes back
      Given the payment also has:
        | cart.items[0].name                 | Tea                  |
        | cart.items[0].merchantItemId       | 1                    |
        | cart.items[0].quantity             | 2                    |
        | cart.items[0].type                 | PHYSICAL             |
        | cart.items[0].sku                  | TEA-1                |
        | cart.items[0].currency             | EUR                  |
        | cart.items[0].description          | Green tea, 100 g     |
        | cart.items[0].price                | 46.00                |
        | cart.items[0].totalAmount          | 92.00                |
        | cart.items[0].tax                  | 23.00                |
        | cart.items[0].taxAmount            | 8.60                 |
        | cart.items[0].totalTaxAmount       | 17.20                |
        | cart.items[0].taxCategory          | S                    |
        | cart.items[0].shipping             | 0.00                 |
        | cart.items[0].discount             | 0.00                 |
        | cart.items[0].productUrl           | shop.example/tea     |
        | cart.items[0].imageUrl             | shop.example/tea.png |
        | cart.items[0].sellerId             | seller-1             |
        | cart.items[0].commodityCode        | 090210               |
        | cart.items[0].commodityDescription | green tea            |
        | cart.items[0].productCode          | P-1                  |
        | cart.items[0].partNumber           | N-1                  |
        | cart.items[0].itemNumber           | 1                    |
        | cart.items[0].vatReferenceNumber   | V-1                  |
        | cart.items[0].recipient.city       | Braga                |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28, R457.
    @PM-007 @DB @sync @decided
    Scenario: All that was paid otherwise comes back
      Given the payment also has:
        | cart.payments[0].name     | Voucher 12 |
        | cart.payments[0].type     | GIFTCARD   |
        | cart.payments[0].amount   | 10.00      |
        | cart.payments[0].currency | EUR        |
        | cart.payments[0].status   | captured   |
        | cart.payments[0].brand    | TEACARD    |
        | cart.payments[0].primary  | false      |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28, R457.
    @PM-008 @DB @sync @decided
    Scenario: The parameters of plugins and markets come back like any other
      Given the payment also has:
        | customParameters[branch_id]              | 1        |
        | customParameters[teller_id]              | 1        |
        | customParameters[device_id]              | 1        |
        | customParameters[bill_number]            | 4711     |
        | customParameters[locale]                 | ar_SA    |
        | customParameters[custom_disable3DSecure] | true     |
        | customParameters[SHOPPER_pluginId]       | plugin   |
        | customParameters[CUSTOM_due_date]        | 24122030 |
        | customParameters[DOCTYPE]                | DNI      |
        | customParameters[DOCNUMBER]              | 12345678 |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    # D28: the group is named in the menu and its fields nowhere.
    @PM-009 @DB @sync @unverified
    Scenario: What is said of a subscription that moves in comes back
      Given the payment also has:
        | recurringMigration.subscriptionId | s-1 |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

  Rule: What no answer is known to repeat is taken all the same

    @PM-010 @DB @sync @unverified
    Scenario: A payment may carry all that the basic page lists
      Given the payment also has:
        | merchantInvoiceId         | invoice-4711 |
        | merchantMemo              | by phone     |
        | taxAmount                 | 17.20        |
        | discountAmount            | 5.00         |
        | promotionCode             | SPRING       |
        | locale                    | pt_PT        |
        | transactionPurposeCode    | 01           |
        | transactionBai            | PP           |
        | transactionTti            | F07          |
        | transactionProcessingCode | PURCHASE     |
        | lifecycleId               | 4711         |
        | overrideHolder            | true         |
        | card.numberType           | PAN          |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer's "merchantInvoiceId" is "invoice-4711"

    # R454.
    @PM-011 @DB @sync @unverified
    Scenario: A payment may say all that is known of its risk
      Given the payment also has:
        | risk.channelId      | 8ac7a4c97d044305017d0457a2d80001 |
        | risk.serviceId      | I                                |
        | risk.amount         | 92.00                            |
        | risk.orderTimestamp | 2026-11-22 12:00:00              |
        | risk.brand          | VISA                             |
      When the merchant sends a DB with VISA
      Then the debit is approved

    @PM-012 @DB @sync @unverified
    Scenario: A direct debit may carry its account in the older form, and its mandate
      Given the payment also has:
        | bankAccount.number                  | 1234567890 |
        | bankAccount.bankCode                | 10000000   |
        | bankAccount.mandate.id              | M-4711     |
        | bankAccount.mandate.dateOfSignature | 2026-11-22 |
        | bankAccount.transactionDueDate      | 2030-01-31 |
      When the merchant sends a DB with DIRECTDEBIT_SEPA
      Then the debit is approved
      And the answer's "bankAccount.mandate.id" is "M-4711"
      And the answer has "1234567890" nowhere

    @PM-013 @DB @sync @unverified
    Scenario: A payment by Apple Pay may say what the sheet said
      Given the payment also has:
        | applePay.cardNetwork | Visa  |
        | applePay.cardType    | debit |
      When the merchant sends a DB with APPLEPAY
      Then the debit is approved

    # That a secret is not said again is concluded from those of cards and wallets.
    @PM-016 @DB @async @unverified
    Scenario: The password of a wallet's account is not said again
      Given the payment also has:
        | virtualAccount.accountId | jane@shop.example     |
        | virtualAccount.password  | never-said-again-4711 |
      When the merchant sends a DB with PAYPAL
      Then the debit is pending
      And the answer has "never-said-again-4711" nowhere

  Rule: 3-D Secure may be told all that the schemes ask for

    # Whether a scheme looks at it shows nowhere.
    @PM-014 @DB @sync @unverified
    Scenario: A payment may carry what the schemes ask of a requestor
      Given the payment also has:
        | threeDSecure.amount                         | 92.00        |
        | threeDSecure.currency                       | EUR          |
        | threeDSecure.merchant.name                  | Tea & Co     |
        | threeDSecure.merchant.url                   | shop.example |
        | threeDSecure.merchant.country               | PT           |
        | threeDSecure.v2.visa.requestorId            | v-1          |
        | threeDSecure.v2.mastercard.requestorId      | m-1          |
        | threeDSecure.v2.amex.requestorId            | a-1          |
        | threeDSecure.v2.diners.requestorId          | d-1          |
        | threeDSecure.v2.jcb.requestorId             | j-1          |
        | threeDSecure.v2.cartebancaire.requestorId   | c-1          |
        | threeDSecure.v2.visa.requestorName          | Tea          |
        | threeDSecure.v2.mastercard.requestorName    | Tea          |
        | threeDSecure.v2.amex.requestorName          | Tea          |
        | threeDSecure.v2.diners.requestorName        | Tea          |
        | threeDSecure.v2.jcb.requestorName           | Tea          |
        | threeDSecure.v2.cartebancaire.requestorName | Tea          |
        | threeDSecure.channel                        | 02           |
        | threeDSecure.npa                            | false        |
        | threeDSecure.decoupled                      | false        |
        | threeDSecure.threeRIInd                     | 01           |
        | threeDSecure.authenticationInd              | 01           |
        | threeDSecure.deviceInfo                     | ZGV2aWNl     |
        | threeDSecure.schemeData[CB-ITEMSNB]         | 2            |
        | threeDSecure.schemeData[CB-SCORE_MERCHANT]  | 10           |
        | threeDSecure.schemeData[CB-USECASE]         | 100          |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer repeats all that the payment also has

    @PM-015 @DB @sync @unverified
    Scenario: The outcome of an authentication may be told to its last detail
      Given the payment also has:
        | threeDSecure.eci                        | 05                           |
        | threeDSecure.xid                        | CAACCVVUlwCXUyhQNlSXAAAAAAA= |
        | threeDSecure.authenticationStatus       | Y                            |
        | threeDSecure.challengeMandatedIndicator | N                            |
        | threeDSecure.authType                   | 01                           |
        | threeDSecure.transactionStatusReason    | 01                           |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer's "threeDSecure.eci" is "05"

    @PM-017 @DB @sync @unverified
    Scenario: A shopper's browser may be told by its device
      Given the merchant describes the shopper's browser
      And the shopper pays with the published VISA card 420000...0026
      And the payment also has:
        | customer.browser.deviceId | 5c0de3d55c0de3d55c0de3d55c0de3d5 |
      When the merchant sends a DB with VISA
      Then the debit is approved
