@brands
Feature: What a brand demands
  Each brand asks for details of its own: a tax number, a birth date, a basket.
  What is missing is named before anybody is sent anywhere.

  Source: the vendor's sample requests; API Reference, "Parameters" and "Result Codes" (200.300.404).

  # That the samples send these is published, that the brand cannot do without
  # them is concluded.
  # R221, R222, R223.
  @BR-010 @unverified
  Scenario Outline: A <type> with <brand> and no <parameter> is refused
    Given the payment has no <parameter>
    When the merchant sends a <type> with <brand>
    Then the request is refused as invalid
    And <parameter> is refused: "may not be empty"

    @DB @sync
    Examples:
      | brand            | type | parameter        |
      | DIRECTDEBIT_SEPA | DB   | bankAccount.iban |

    @DB @async
    Examples:
      | brand          | type | parameter            |
      | IDEAL          | DB   | bankAccount.bankName |
      | DAOPAY         | DB   | billing.country      |
      | PAYOLUTION_INS | DB   | customer.email       |

    @PA @async
    Examples:
      | brand    | type | parameter                            |
      | PRZELEWY | PA   | customer.surname                     |
      | PIX      | PA   | customer.identificationDocId         |
      | BRADESCO | PA   | customParameters[BRADESCO_cpfsacado] |

  # D29.
  @BR-011 @decided
  Scenario Outline: <brand> has no <currency>
    Given an amount of 92.00 <currency>
    When the merchant sends a DB with <brand>
    Then the payment is rejected for the channel's configuration
    And the result code is 600.200.500

    @DB @sync
    Examples:
      | brand | currency |
      | WORLD | EUR      |

    @DB @async
    Examples:
      | brand  | currency |
      | POLI   | EUR      |
      | YANDEX | USD      |
