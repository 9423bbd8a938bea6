@checkout
Feature: Preparing a checkout
  A merchant that does not want to see cards prepares a checkout, shows the
  gateway's widget on its own page and asks afterwards what became of it. What
  the merchant has said of the payment, nobody changes.

  Source: COPYandPAY, "Prepare the checkout" and "Get the payment status".

  Rule: A checkout is prepared before the shopper sees it

    # D22 settles the form of the id.
    # R404.
    @CK-001 @decided
    Scenario Outline: A checkout for a <type> is created
      When the merchant prepares a checkout for a <type> of 92.00 EUR
      Then the checkout is pending
      And the result code is 000.200.100
      And the answer has what a widget needs

      @PA
      Examples:
        | type |
        | PA   |

      @DB @smoke
      Examples:
        | type |
        | DB   |

      @CD
      Examples:
        | type |
        | CD   |

    # R069.
    @CK-002 @verified
    Scenario: Everything about a checkout goes by its id
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the answer goes by the id of the checkout

    # D22, R067.
    @CK-042 @decided
    Scenario: The id of a checkout names the node that it lives on
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the checkout is pending
      And the answer has:
        | id | matches ^[0-9A-F]{32}[.][0-9a-z-]+$ |

    # R405.
    @CK-003 @verified
    Scenario Outline: A checkout without <parameter> is refused
      Given the checkout has no <parameter>
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the request is refused as invalid
      And these parameters are refused, and no others:
        | <parameter> | may not be empty |

      Examples:
        | parameter |
        | amount    |
        | currency  |

    # Without a type an account can only be stored, which nobody asked for.
    # R406.
    @CK-004 @unverified
    Scenario: A checkout that neither pays nor stores is refused
      Given the checkout has no paymentType
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the request is refused as invalid
      And paymentType is refused: "may not be empty"

    # R032.
    @CK-005 @verified
    Scenario: A misspelled parameter is refused
      Given the checkout also has:
        | entityID | 8ac7a4c9aaaa00000000000000000001 |
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the request is refused as invalid
      And entityID is refused: "is not an allowed parameter"

    # D02.
    @CK-006 @decided
    Scenario: A wrong token prepares nothing
      Given the merchant presents an access token the gateway does not know
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the HTTP status is 403
      And the result code is 800.900.300

    # Whoever keeps cards for half an hour has stored them. No source sends any.
    @CK-007 @unverified
    Scenario Outline: A merchant cannot put <parameter> into a checkout
      Given the checkout also has:
        | <parameter> | <value> |
      When the merchant prepares a checkout for a DB of 92.00 EUR
      Then the request is refused as invalid
      And <parameter> is refused: "is not an allowed parameter"

      Examples:
        | parameter   | value        |
        | card.number | 411111111111 |
        | card.cvv    | 123          |

  Rule: What was said stays

    # R035.
    @CK-010 @verified
    Scenario: An update cannot change the amount
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the merchant adds to the checkout:
        | amount | 1.00 |
      Then the request is refused as invalid
      And amount is refused: "was already set and cannot be overwritten"

    # R069, R414.
    @CK-011 @verified
    Scenario: An update adds what was not said
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the merchant adds to the checkout:
        | customer.email | jane@example.com |
      Then the result code is 000.200.101
      And the answer goes by the id of the checkout

    # R035.
    @CK-012 @verified
    Scenario: An update cannot change what an update said
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has added to the checkout:
        | customer.email | jane@example.com |
      When the merchant adds to the checkout:
        | customer.email | joe@example.com |
      Then the request is refused as invalid
      And customer.email is refused: "was already set and cannot be overwritten"

    # D15; that its limit can be two is the simulator's.
    # R244.
    @CK-013 @simulator-only @decided
    Scenario: The third update within a minute is turned away by a channel that takes two
      Given a channel that takes two requests a minute about one id
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has added to the checkout:
        | customer.email | jane@example.com |
      And the merchant has added to the checkout:
        | customer.surname | Jones |
      When the merchant adds to the checkout:
        | customer.givenName | Jane |
      Then the HTTP status is 429
      And the result code is 800.120.100

  Rule: A checkout that nobody has paid says so, for half an hour

    # D17, R050.
    @CK-020 @decided
    Scenario: A checkout that nobody has tried to pay is pending
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the merchant asks for the outcome of the checkout
      Then the payment is pending
      And the result code is 000.200.000
      And the answer goes by the id of the checkout

    # D17 has the other answer, too. A real host has one of them.
    # R051.
    @CK-021 @simulator-only @decided
    Scenario: On some channels an unpaid checkout is unknown
      Given a channel that knows no unpaid checkout
      And the merchant has prepared a checkout for a DB of 92.00 EUR
      When the merchant asks for the outcome of the checkout
      Then the gateway knows no such checkout

    # D18, R048, R410.
    @CK-022 @clock @decided
    Scenario Outline: After <minutes> minutes a checkout that nobody has paid is gone
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has waited for <minutes> minutes
      When the merchant asks for the outcome of the checkout
      Then the gateway knows no such checkout

      Examples:
        | minutes |
        | 30      |
        | 45      |

    # D17, D18, R410.
    @CK-023 @clock @decided
    Scenario: After 29 minutes a checkout can still be paid
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has waited for 29 minutes
      When the merchant asks for the outcome of the checkout
      Then the payment is pending

    # D18, R047.
    @CK-024 @decided
    Scenario: A checkout that nobody prepared is unknown
      When the merchant asks for the outcome of a checkout nobody knows
      Then the gateway knows no such checkout

    # D15, R022, R243.
    @CK-025 @decided
    Scenario: The third question about a checkout within a minute is turned away
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has asked for the outcome of the checkout twice
      When the merchant asks for the outcome of the checkout
      Then the HTTP status is 429
      And the result code is 800.120.100

  Rule: A checkout can be given up

    # Only the result code is published; the call is inferred from it.
    # R415.
    @CK-030 @unverified
    Scenario: A checkout is deleted
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      When the merchant deletes the checkout
      Then the result code is 000.200.102

    # R415.
    @CK-031 @unverified
    Scenario: A deleted checkout is unknown
      Given the merchant has prepared a checkout for a DB of 92.00 EUR
      And the merchant has deleted the checkout
      When the merchant asks for the outcome of the checkout
      Then the gateway knows no such checkout

  Rule: The vendor's own samples are taken

    @CK-040 @verified
    Scenario Outline: The checkout of sample <sample> is created
      When the merchant prepares the checkout of sample <sample>
      Then the checkout is pending
      And the result code is 000.200.100

      Examples:
        | sample                 |
        | BRADESCO-03            |
        | CHINAUNIONPAY-01       |
        | COPYANDPAY-01          |
        | DAOPAY-01              |
        | KLARNA_INSTALLMENTS-02 |
        | KLARNA_INVOICE-02      |
        | PAYOLUTION_ELV-02      |
        | PAYOLUTION_INS-02      |
        | PAYOLUTION_INVOICE-02  |
        | POLI-01                |
        | TRUSTPAY_VA-02         |
        | YANDEX-02              |

    # D07: it spells merchantTransactionId otherwise.
    @CK-041 @decided
    Scenario: The slip of a sample is refused
      When the merchant prepares the checkout of sample PAYSAFECARD-03
      Then the request is refused as invalid
      And merchantTransactionID is refused: "is not an allowed parameter"
