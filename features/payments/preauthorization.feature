@payments @sync
Feature: Preauthorization
  A preauthorization (PA) reserves money on the shopper's account. Nothing is
  moved until the merchant captures it, so that a shop can reserve when the order
  comes in and take the money when the goods leave.

  Source: Server-to-Server, "Preauthorization (PA)" and "Synchronous workflow" (S01, S02, S07).

  Rule: The verdict comes with the answer

    # R009, R099.
    @PA-001 @PA @verified
    Scenario Outline: A PA with <brand> is approved in the answer
      Given an amount of 92.00 EUR
      When the merchant sends a PA with <brand>
      Then the preauthorization is approved
      And the answer shows an amount of 92.00 EUR
      And the answer sends the shopper nowhere

      @smoke
      Examples:
        | brand |
        | VISA  |

      Examples:
        | brand  |
        | MASTER |
        | AMEX   |

    # R005, R081, R083.
    @PA-002 @PA @verified
    Scenario: The answer repeats what the merchant asked for
      Given an amount of 15.99 EUR
      And the payment also has:
        | customer.givenName            | Jane        |
        | billing.city                  | London      |
        | customParameters[SHOPPER_ref] | basket-4711 |
      When the merchant sends a PA with VISA
      Then the answer repeats the merchant's own reference
      And the answer has:
        | paymentType                  | PA               |
        | paymentBrand                 | VISA             |
        | amount                       | the amount 15.99 |
        | currency                     | EUR              |
        | customer.givenName           | Jane             |
        | billing.city                 | London           |
        | customParameters.SHOPPER_ref | basket-4711      |

    # R085.
    @PA-003 @PA @verified
    Scenario: The answer never shows the whole card number
      Given the shopper pays with a card the issuer approves
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer shows no more of the card than its first six and last four digits

    # D22 settles the form of ids, D34 that of timestamps.
    # R066, R071.
    @PA-004 @PA @decided
    Scenario: The answer carries what the gateway's support asks for
      Given an amount of 92.00 EUR
      When the merchant sends a PA with VISA
      Then the answer has:
        | id          | matches ^8a[0-9a-f]{30}$                        |
        | ndc         | present                                         |
        | buildNumber | present                                         |
        | timestamp   | matches ^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+]0000$ |

    # R075, R091.
    @PA-012 @PA @verified
    Scenario: Without words of the merchant's own the shopper reads a short id and the channel
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer has:
        | descriptor                          | matches ^\d{4}[.]\d{4}[.]\d{4} \S |
        | resultDetails.clearingInstituteName | present                           |

    # R086.
    @PA-013 @PA @verified
    Scenario: The answer never shows the security code
      Given the payment also has:
        | card.cvv | 987 |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer has:
        | card.cvv | absent |

    # R088.
    @PA-014 @verified
    Scenario Outline: The risk score of a <type> is 100
      When the merchant sends a <type> with VISA
      Then the payment is approved
      And the answer has:
        | risk.score | "100" |

      @PA
      Examples:
        | type |
        | PA   |

      @DB
      Examples:
        | type |
        | DB   |

  Rule: Amounts are texts with two decimals

    # D30: sent with or without decimals, always answered with two.
    # R073, R074.
    @PA-005 @PA @decided
    Scenario Outline: An amount sent as <sent> is answered as <answered>
      Given the payment also has:
        | amount | <sent> |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer shows an amount of <answered> EUR

      Examples:
        | sent  | answered |
        | 92    | 92.00    |
        | 92.00 | 92.00    |
        | 0.01  | 0.01     |

  Rule: The result code says how far the payment travelled

    # D27. Whether an acquirer's test system is attached depends on the channel,
    # so that only the simulator can promise both.
    # R082, R092, R093.
    @PA-006 @PA @decided @simulator-only
    Scenario Outline: A PA in test mode <mode> is approved with <code>
      Given the payment also has:
        | testMode | <mode> |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the result code is <code>

      Examples:
        | mode     | code        |
        | INTERNAL | 000.100.110 |
        | EXTERNAL | 000.100.112 |

    # D27. Nobody tests on a real host's live channel.
    # R095.
    @PA-011 @PA @decided @simulator-only
    Scenario: In live mode an approval has the code of success alone
      Given a channel in live mode
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the result code is 000.000.000

    # D27. The mode is known from the text of its code alone: no parameter asks for
    # it, and a real host's channel cannot be set from here.
    # R094.
    @PA-015 @PA @unverified @simulator-only
    Scenario: In validator mode an approval has a code of its own
      Given a channel in validator mode
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the result code is 000.100.111

  Rule: The merchant's reference is the merchant's own business

    # D23: a channel may be set to refuse it.
    @PA-007 @PA @decided
    Scenario: The same reference may be used twice
      Given an approved PA of 92.00 EUR
      When the merchant sends the same PA again
      Then the preauthorization is approved

    # D35. A short reference cannot be made unique, so that it is not for a
    # real host's books.
    # R080.
    @PA-008 @PA @decided @simulator-only
    Scenario: A reference shorter than eight characters is accepted
      Given the payment also has:
        | merchantTransactionId | a1 |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer repeats the merchant's own reference

    # D23. A real host's channel cannot be set from here.
    # R208.
    @PA-009 @PA @decided @simulator-only
    Scenario: A channel may refuse a reference that was used before
      Given a channel that refuses a reference used twice
      And an approved PA of 92.00 EUR
      When the merchant sends the same PA again
      Then the preauthorization is rejected
      And the result code is 800.110.100

    # D35. A real host's channel cannot be set from here.
    # R080.
    @PA-010 @PA @decided @simulator-only
    Scenario: A channel may refuse a short reference
      Given a channel that refuses a short reference
      And the payment also has:
        | merchantTransactionId | a1 |
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
