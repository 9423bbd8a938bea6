@brands
Feature: What can be done with a brand's payments afterwards
  The vendor's list says of some brands which payment types they have. Whoever
  takes a brand into a shop has to know whether its money can be reserved, given
  back and taken back, before the first order is cancelled.

  Source: the vendor's list of payment methods, "Payment types" (brands.tsv); Server-to-Server (S02, S15).

  @BR-020 @PA @CP @sync @verified
  Scenario Outline: What is reserved with <brand> can be captured
    Given an approved PA of 92.00 <currency> with <brand>
    When the merchant captures 92.00 <currency> of the preauthorization
    Then the capture is approved

    Examples:
      | brand        | currency |
      | MASTER       | EUR      |
      | GOOGLEPAY    | EUR      |
      | APPLEPAYTKN  | EUR      |
      | CLICK_TO_PAY | EUR      |
      | MADA         | SAR      |

  @BR-021 @PA @RV @sync @verified
  Scenario Outline: What is reserved with <brand> can be released
    Given an approved PA of 92.00 <currency> with <brand>
    When the merchant reverses the preauthorization
    Then the reversal is approved

    Examples:
      | brand        | currency |
      | AMEX         | EUR      |
      | MASTER       | EUR      |
      | APPLEPAY     | EUR      |
      | APPLEPAYTKN  | EUR      |
      | GOOGLEPAY    | EUR      |
      | CLICK_TO_PAY | EUR      |
      | JAYWAN       | EUR      |
      | MADA         | SAR      |

  @BR-022 @DB @RF @sync @verified
  Scenario Outline: What is paid with <brand> can be given back
    Given an approved DB of 92.00 <currency> with <brand>
    When the merchant refunds 92.00 <currency> of the debit
    Then the refund is approved

    Examples:
      | brand        | currency |
      | AMEX         | EUR      |
      | MASTER       | EUR      |
      | APPLEPAY     | EUR      |
      | APPLEPAYTKN  | EUR      |
      | GOOGLEPAY    | EUR      |
      | CLICK_TO_PAY | EUR      |
      | CLIQ         | EUR      |
      | JAYWAN       | EUR      |
      | MADA         | SAR      |
      | OMANNET      | EUR      |
      | POSTPAY      | EUR      |

  @BR-023 @DB @RF @async @browser @verified
  Scenario Outline: What the shopper has paid on the page of <brand> can be given back
    Given a pending DB of 92.00 EUR with <brand>
    And the shopper has approved it on the brand's page
    When the merchant refunds 92.00 EUR of the debit
    Then the refund is approved

    Examples:
      | brand |
      | KNET  |
      | VALU  |

  @BR-024 @CD @sync @verified
  Scenario Outline: Money can be paid out with <brand>
    When the merchant sends a CD with <brand>
    Then the credit is approved

    Examples:
      | brand     |
      | AMEX      |
      | APPLEPAY  |
      | GOOGLEPAY |

  # Who sends a chargeback depends on the host; D32 has what it may be about.
  @BR-025 @DB @CB @sync @decided
  Scenario Outline: What is paid with <brand> can be charged back
    Given an approved DB of 92.00 <currency> with <brand>
    When the merchant charges back 92.00 <currency> of the debit
    Then the chargeback is charged back

    Examples:
      | brand     | currency |
      | MASTER    | EUR      |
      | APPLEPAY  | EUR      |
      | GOOGLEPAY | EUR      |
      | MADA      | SAR      |

  @BR-026 @PA @sync @verified
  Scenario Outline: Money can be reserved with <brand>
    When the merchant sends a PA with <brand>
    Then the preauthorization is approved

    Examples:
      | brand   |
      | OMANNET |

  @BR-027 @PA @async @verified
  Scenario Outline: Money can be reserved with <brand>, once the shopper has agreed
    When the merchant sends a PA with <brand>
    Then the preauthorization is pending

    Examples:
      | brand              |
      | PAYOLUTION_INVOICE |

  # D33. The money's arrival is the cashier's doing on a real host.
  # R108.
  @BR-028 @PA @RC @decided @simulator-only
  Scenario: Money that arrives with BALOTO leaves a receipt
    Given a pending PA of 92.00 COP with BALOTO
    When the shopper's money arrives
    Then the status of the payment is approved
    And the reports list a receipt for the preauthorization
