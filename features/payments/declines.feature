@payments @sync
Feature: Declines
  A decline is an everyday result, not a fault: the gateway did its work and the
  issuer said no. The merchant must be able to tell it from a mistake of its own,
  and nothing may be reserved.

  Source: API Reference, "Result Codes"; Server-to-Server, "Synchronous workflow" (S07).

  Rule: A decline is a verdict with an id

    # D03, R016.
    @DC-001 @verified
    Scenario Outline: A card the issuer declines gets its <type> rejected
      Given the shopper pays with a card the issuer declines
      When the merchant sends a <type> with VISA
      Then the payment is rejected
      And the HTTP status is 400
      And the answer has:
        | id          | present |
        | paymentType | <type>  |

      @PA @smoke
      Examples:
        | type |
        | PA   |

      @DB
      Examples:
        | type |
        | DB   |

      @CD
      Examples:
        | type |
        | CD   |

    # R016, R041.
    @DC-002 @PA
    Scenario Outline: <brand> turns away a card number with a wrong check digit
      Given the shopper pays with a card number with a wrong check digit
      When the merchant sends a PA with <brand>
      Then the preauthorization is rejected
      And the result code is 100.100.101

      @verified
      Examples:
        | brand  |
        | VISA   |
        | MASTER |
        | AMEX   |

      # Concluded from those above.
      @unverified
      Examples:
        | brand        |
        | ASYACARD     |
        | AXESS        |
        | BONUS        |
        | CARTEBLEUE   |
        | DANKORT      |
        | DINERS       |
        | DISCOVER     |
        | ELO          |
        | HIPERCARD    |
        | JCB          |
        | MAESTRO      |
        | UNIONPAY     |
        | VISAELECTRON |
        | VPAY         |
        | WORLD        |

    @DC-003 @DB @unverified
    Scenario Outline: An expired <brand> card is rejected
      Given the shopper pays with an expired card
      When the merchant sends a DB with <brand>
      Then the debit is rejected for its account
      And the result code is 100.100.303

      Examples:
        | brand        |
        | VISA         |
        | MASTER       |
        | AMEX         |
        | ASYACARD     |
        | AXESS        |
        | BONUS        |
        | CARTEBLEUE   |
        | DANKORT      |
        | DINERS       |
        | DISCOVER     |
        | ELO          |
        | HIPERCARD    |
        | JCB          |
        | MAESTRO      |
        | UNIONPAY     |
        | VISAELECTRON |
        | VPAY         |
        | WORLD        |

    # The text of the code; how long the code of a brand is is on its cards.
    # R469.
    @DC-013 @DB @unverified
    Scenario Outline: A <brand> card with a security code of <digits> digits is rejected
      Given the payment also has:
        | card.cvv | <cvv> |
      When the merchant sends a DB with <brand>
      Then the debit is rejected for its account
      And the result code is 100.100.601

      Examples:
        | brand  | digits | cvv  |
        | VISA   | 4      | 1234 |
        | MASTER | 4      | 1234 |
        | AMEX   | 3      | 123  |

    # D24 for brands of which nobody has published a card that is declined: the
    # simulator's test data asks for it by the holder's name.
    @DC-009 @DB @decided
    Scenario Outline: A <brand> card the issuer declines is rejected by the bank
      Given the shopper pays with a card the issuer declines
      When the merchant sends a DB with <brand>
      Then the debit is rejected by the bank

      Examples:
        | brand        |
        | VISA         |
        | MASTER       |
        | AMEX         |
        | ASYACARD     |
        | AXESS        |
        | BONUS        |
        | CARTEBLEUE   |
        | DANKORT      |
        | DINERS       |
        | DISCOVER     |
        | ELO          |
        | HIPERCARD    |
        | JCB          |
        | MAESTRO      |
        | UNIONPAY     |
        | VISAELECTRON |
        | VPAY         |
        | WORLD        |

    # R043.
    @DC-004 @PA @verified
    Scenario: A rejected answer shows no amount as if it were reserved
      Given the shopper pays with a card number with a wrong check digit
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected
      And the answer has:
        | amount     | absent |
        | currency   | absent |
        | descriptor | absent |

    # R042.
    @DC-010 @PA @verified
    Scenario: A rejected answer says whose card was turned away
      Given the shopper pays with a card number with a wrong check digit
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected
      And the answer shows no more of the card than its first six and last four digits
      And the answer has:
        | paymentType  | PA         |
        | paymentBrand | VISA       |
        | card.holder  | Jane Jones |

  Rule: What was declined cannot be worked on

    # R157.
    @DC-005 @CP @unverified
    Scenario: A rejected PA cannot be captured
      Given a rejected PA of 92.00 EUR
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.510

    # R064.
    @DC-006 @DB @verified
    Scenario: A rejected DB stays visible in the reports
      Given a rejected DB of 92.00 EUR
      When the merchant looks up the debit in the reports
      Then the debit is rejected

  Rule: A tester can ask for a decline

    # D24. Only test channels with the negative-testing connector do this, so
    # that a real host need not.
    # R459.
    @DC-007 @DB @decided @simulator-only
    Scenario Outline: The holder name <code> makes the issuer answer <code>
      Given the payment also has:
        | card.holder | <code> |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is <code>
      And the answer's "result.description" is "<description>"

      Examples:
        | code        | description                                  |
        | 800.100.151 | transaction declined (invalid card)          |
        | 800.100.155 | transaction declined (amount exceeds credit) |
        | 800.100.159 | transaction declined (stolen card)           |
        | 800.100.152 | transaction declined by authorization system |

    # D24: the recorded answer of a forced result has no id. It holds in the
    # platform's own test mode only.
    # R461.
    @DC-008 @DB @decided @simulator-only
    Scenario: A forced result code is answered without a payment id
      Given the payment also has:
        | customParameters[forceResultCode] | 800.100.151 |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is 800.100.151
      And the answer has no payment id

    # D24, R459.
    @DC-011 @decided @simulator-only
    Scenario Outline: The holder's name makes the issuer decline a <type>, too
      Given the payment also has:
        | card.holder | 800.100.153 |
      When the merchant sends a <type> with VISA
      Then the payment is rejected by the bank
      And the result code is 800.100.153

      @PA
      Examples:
        | type |
        | PA   |

      @CD
      Examples:
        | type |
        | CD   |

    # D24: the sheet excepts what begins with 000.
    # R460.
    @DC-012 @DB @decided @simulator-only
    Scenario: A success cannot be asked for by the holder's name
      Given the payment also has:
        | card.holder | 000.400.101 |
      When the merchant sends a DB with VISA
      Then the debit is approved
