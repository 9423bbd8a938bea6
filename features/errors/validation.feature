@errors @sync
Feature: Validation
  A request that cannot be right is refused before anything happens, with every
  mistake named at once, so that an integrator needs one look and not ten tries.

  Source: API Reference, "Parameters" and "Result Codes" (200.300.404).

  Rule: What is missing is named

    # R017, R037.
    @VA-001 @PA @verified
    Scenario Outline: A payment without <parameter> is refused
      Given the payment has no <parameter>
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"
      And the gateway keeps no record of it

      @smoke
      Examples:
        | parameter |
        | amount    |

      Examples:
        | parameter |
        | currency  |

    # D05, R038.
    @VA-002 @PA @decided
    Scenario: An empty value counts as missing
      Given the payment also has:
        | amount |  |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And amount is refused: "may not be empty"

    # R040.
    @VA-003 @PA @verified
    Scenario: A card brand without any card data is refused
      Given the payment has no card
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And paymentBrand is refused: "card properties must be set"

    # R060.
    @VA-004 @PA @verified
    Scenario: Several mistakes are named together
      Given the payment has no currency
      And the payment also has:
        | amount | -1.00 |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And these parameters are refused, and no others:
        | amount   | must match ^[0-9]{1,12}(\.[0-9]{2})?$ |
        | currency | may not be empty                      |

    # R058, R059.
    @VA-020 @PA @verified
    Scenario: A refusal repeats what was sent, and null for what was not
      Given the payment has no currency
      And the payment also has:
        | amount | -1.00 |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And the answer has:
        | result.parameterErrors.#(name=="amount").value   | "-1.00" |
        | result.parameterErrors.#(name=="currency").value | null    |

    # D04, R062.
    @VA-021 @PA @decided
    Scenario: What was refused as invalid is in no report
      Given the payment has no currency
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And the answer has no payment id
      And the gateway keeps no record of it

    # No source says so; recorded answers contradict it nowhere.
    # R061.
    @VA-023 @PA @unverified
    Scenario: What is invalid is told before the login is looked at
      Given the merchant presents an access token the gateway does not know
      And the payment has no currency
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And currency is refused: "may not be empty"

  Rule: What has the wrong form is named

    # D30 settles the form.
    # R036, R058.
    @VA-005 @PA @decided
    Scenario Outline: An amount of <amount> is refused
      Given the payment also has:
        | amount | <amount> |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And amount is refused: "must match ^[0-9]{1,12}(\.[0-9]{2})?$"

      Examples:
        | amount           |
        | -20.20           |
        | 92.5             |
        | 92.000           |
        | 92,00            |
        | 1e2              |
        | +92.00           |
        | 1234567890123.00 |

    # R039, R058.
    @VA-006 @verified
    Scenario Outline: The payment type <type> cannot start a payment
      Given the payment also has:
        | paymentType | <type> |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And paymentType is refused: "must be one of [PA, DB, CD, PA.CP]"

      Examples:
        | type |
        | CP   |
        | RF   |
        | RV   |
        | XX   |

    # The forms are documented, that a mismatch is refused in these words is
    # concluded from the recorded answer about an amount.
    @VA-007 @PA @unverified
    Scenario Outline: A malformed <parameter> is refused
      Given the payment also has:
        | <parameter> | <value> |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And <parameter> is refused: "<message>"

      Examples:
        | parameter        | value | message                             |
        | currency         | EURO  | must match ^[a-zA-Z]{3}$            |
        | card.expiryYear  | 34    | must match ^(19\|20)[0-9]{2}$       |
        | card.expiryMonth | 13    | must match ^0[1-9]\|1[0-2]$         |
        | card.cvv         | 12    | must match ^[0-9]{3,4}$             |
        | testMode         | LIVE  | must be one of [INTERNAL, EXTERNAL] |

    # The length is documented, that more is refused is D04's.
    @VA-018 @PA @decided
    Scenario: A value of the documented length is taken
      Given the payment also has:
        | promotionCode | SPRING-SALE-026 |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And promotionCode is not refused

    # As above.
    @VA-019 @PA @decided
    Scenario: A value of one character more is refused
      Given the payment also has:
        | promotionCode | SPRING-SALE-2026 |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And promotionCode is refused

  Rule: What nobody knows is named

    # D07: on payments; a recorded answer shows it for another request.
    # R033.
    @VA-008 @PA @decided
    Scenario Outline: The unknown parameter <parameter> is refused
      Given the payment also has:
        | <parameter> | 1 |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And <parameter> is refused: "is not an allowed parameter"

      Examples:
        | parameter  |
        | ammount    |
        | entityID   |
        | cardNumber |

    # D07: the published lists have gaps inside their groups.
    # R034.
    @VA-009 @PA @decided
    Scenario Outline: <parameter> is tolerated inside its group
      Given the payment also has:
        | <parameter> | green |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved

      Examples:
        | parameter                          |
        | customer.favouriteColour           |
        | customParameters[favourite_colour] |
        | shipping.favouriteColour           |

    # D07. A real host's channel cannot be set from here.
    @VA-014 @PA @decided @simulator-only
    Scenario: A lenient channel tolerates what nobody knows
      Given a channel that tolerates every unknown parameter
      And the payment also has:
        | ammount | 1 |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved

    # D07. A real host's channel cannot be set from here.
    @VA-016 @PA @decided @simulator-only
    Scenario: A strict channel refuses what the list of a group lacks
      Given a channel that knows every name by its list
      And the payment also has:
        | customer.favouriteColour | green |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And customer.favouriteColour is refused: "is not an allowed parameter"

  Rule: Of a repeated name the last value counts

    # D31.
    @VA-010 @PA @decided
    Scenario: The last of two amounts is the one that is reserved
      Given an amount of 92.00 EUR
      And the payment has amount twice, the second time as "15.99"
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer shows an amount of 15.99 EUR

    # D31. A real host's channel cannot be set from here.
    @VA-015 @PA @decided @simulator-only
    Scenario: A strict channel refuses a repeated name
      Given a channel that refuses a name used twice
      And the payment has amount twice, the second time as "15.99"
      When the merchant sends a PA with VISA
      Then the request is refused as invalid

  Rule: What the channel is not set up for is rejected, with an id

    # D29.
    @VA-011 @PA @decided
    Scenario: A brand that does not exist is rejected
      Given an amount of 92.00 EUR
      And the payment also has:
        | paymentBrand | NOSUCHBRAND |
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected
      And the result code is 600.200.500
      And the HTTP status is 400
      And the answer has:
        | id | present |

    # D29.
    @VA-012 @DB @decided
    Scenario: A currency the brand does not have is rejected
      Given an amount of 92.00 USD
      When the merchant sends a DB with DIRECTDEBIT_SEPA
      Then the debit is rejected
      And the result code is 600.200.500

    # D29: the brand has no preauthorization.
    @VA-013 @PA @decided
    Scenario: A payment type the brand does not have is rejected
      Given an amount of 92.00 EUR
      When the merchant sends a PA with SOFORTUEBERWEISUNG
      Then the preauthorization is rejected
      And the result code is 600.200.500

    # D29. No source gives an order; recorded answers contradict none of this one.
    # R063.
    @VA-022 @PA @unverified
    Scenario: What the channel lacks is told before what is wrong with the card
      Given the shopper pays with a card number with a wrong check digit
      And the payment also has:
        | paymentBrand | NOSUCHBRAND |
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected for the channel's configuration
      And the result code is 600.200.500
