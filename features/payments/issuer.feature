@payments @sync
Feature: What the issuer says beyond its verdict
  An issuer checks the shopper's address and the security code, and newer gateways
  know whose card it is. A merchant weighs both before anything is delivered, so
  that each has to come as it is published, or not at all.

  Source: API Reference, "Response parameters".

  Rule: What the issuer has checked is told in letters

    # R079.
    @IS-001 @DB @verified
    Scenario: A finding is one of the published letters
      Given the payment also has:
        | billing.street1  | Rua Nova 12 |
        | billing.city     | Porto       |
        | billing.postcode | 4000-001    |
        | billing.country  | PT          |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | result.avsResponse | absent or any of A, Z, N, U, F |
        | result.cvvResponse | absent or any of M, N, P, S, U |

    # Which issuer finds what is not published, so that the channel's setting decides
    # it. A real host's channel cannot be set from here.
    # R079.
    @IS-002 @DB @decided @simulator-only
    Scenario Outline: An issuer answers an address with <letter>
      Given a channel that answers an address with <letter>
      And the payment also has:
        | billing.street1  | Rua Nova 12 |
        | billing.postcode | 4000-001    |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | result.avsResponse | <letter> |
        | result.cvvResponse | absent   |

      Examples:
        | letter |
        | A      |
        | Z      |
        | N      |
        | U      |
        | F      |

    # As above.
    # R079.
    @IS-003 @DB @decided @simulator-only
    Scenario Outline: An issuer answers a security code with <letter>
      Given a channel that answers a security code with <letter>
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | result.avsResponse | absent   |
        | result.cvvResponse | <letter> |

      Examples:
        | letter |
        | M      |
        | N      |
        | P      |
        | S      |
        | U      |

    # As above.
    @IS-004 @DB @decided @simulator-only
    Scenario: An issuer that declines says what it found
      Given a channel that answers a security code with N
      And the shopper pays with a card the issuer declines
      When the merchant sends a DB with VISA
      Then the debit is rejected by the bank
      And the answer's "result.cvvResponse" is "N"

    # As above.
    @IS-005 @DB @decided @simulator-only
    Scenario: A security code that was not sent is not checked
      Given a channel that answers a security code with M
      And the payment has no card.cvv
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | result.cvvResponse | absent |

  Rule: Newer answers tell whose card it is

    # R087.
    @IS-006 @DB @verified
    Scenario: What is told of a card has the published form
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | card.country       | absent or matches ^[A-Z]{2}$ |
        | card.binCountry    | absent or matches ^[A-Z]{2}$ |
        | card.type          | absent or present            |
        | card.level         | absent or present            |
        | card.issuer.bank   | absent or present            |
        | card.maxPanLength  | absent or matches ^\d{2}$    |
        | card.regulatedFlag | absent or matches ^.$        |

    # The form is published, for no test card what it says: the channel's setting
    # decides that. A real host's channel cannot be set from here.
    # R087.
    @IS-007 @DB @decided @simulator-only
    Scenario Outline: A newer answer tells the country, type, level and issuer of a <kind> card
      Given a channel that calls every card a <kind> card
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | card.country     | matches ^[A-Z]{2}$ |
        | card.type        | <type>             |
        | card.level       | present            |
        | card.issuer.bank | present            |

      Examples:
        | kind   | type   |
        | credit | CREDIT |
        | debit  | DEBIT  |
