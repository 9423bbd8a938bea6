@registrations @sync
Feature: Merchant advice
  With a decline an issuer may say when a retry makes sense: after some days, with
  new card data, or never. The platform turns retries away that do not listen, so
  that the merchant pays no fee for them.

  How a decline gets its advice is the simulator's own (D24): the holder's name is
  a result code and the advice, so that no real host can show this.

  Source: API Reference, "Result Codes" (700.600 and 700.601).

  Rule: A retry against the advice is blocked

    # D24, R337, R338, R339, R340.
    @MA-001 @DB @decided @simulator-only
    Scenario Outline: After advice <advice> the same card is answered <code>
      Given the payment also has:
        | card.holder | 800.100.152 MAC <advice> |
      And a rejected DB of 92.00 EUR
      And the payment also has:
        | card.holder | Jane Jones |
      When the merchant sends the same DB again
      Then the debit is rejected by the rules for repeating
      And the result code is <code>

      Examples:
        | advice | code        |
        | 01     | 700.601.001 |
        | 02     | 700.600.002 |
        | 03     | 700.601.003 |
        | 25     | 700.600.025 |

    # D24.
    @MA-002 @DB @decided @simulator-only
    Scenario: The declined attempt itself is answered by the issuer
      Given the payment also has:
        | card.holder | 800.100.152 MAC 02 |
      When the merchant sends a DB with VISA
      Then the debit is rejected by the bank
      And the result code is 800.100.152

    # D24.
    @MA-003 @DB @decided @simulator-only
    Scenario: Another card is not blocked
      Given the payment also has:
        | card.holder | 800.100.152 MAC 02 |
      And a rejected DB of 92.00 EUR
      And the payment also has:
        | card.holder | Jane Jones |
      And the shopper pays with the published VISA card 424242...9733
      When the merchant sends a DB with VISA
      Then the debit is approved

    # D24.
    @MA-004 @DB @decided @simulator-only
    Scenario: A stored card is blocked by its registration too
      Given the payment also has:
        | card.holder | Jane Jones |
      And the shopper's VISA account is registered
      And the payment also has:
        | card.holder | 800.100.152 MAC 02 |
      And a rejected DB of 92.00 EUR
      When the merchant sends a DB with the registration
      Then the debit is rejected by the rules for repeating
      And the result code is 700.600.002

  Rule: The block ends as the advice says

    # D24, R337, R338.
    @MA-005 @DB @decided @clock
    Scenario Outline: After <time> the card of advice <advice> may be tried again
      Given the payment also has:
        | card.holder | 800.100.152 MAC <advice> |
      And a rejected DB of 92.00 EUR
      And the payment also has:
        | card.holder | Jane Jones |
      And the merchant has waited for <time>
      When the merchant sends the same DB again
      Then the debit is approved

      Examples:
        | advice | time     |
        | 02     | 72 hours |
        | 25     | 24 hours |

    # D24, R337.
    @MA-006 @DB @decided @clock
    Scenario Outline: After <time> the card of advice <advice> may not be tried yet
      Given the payment also has:
        | card.holder | 800.100.152 MAC <advice> |
      And a rejected DB of 92.00 EUR
      And the payment also has:
        | card.holder | Jane Jones |
      And the merchant has waited for <time>
      When the merchant sends the same DB again
      Then the debit is rejected by the rules for repeating

      Examples:
        | advice | time     |
        | 02     | 71 hours |
        | 25     | 23 hours |
        | 01     | 100 days |
        | 03     | 100 days |

    # D24, R339.
    @MA-007 @DB @decided @simulator-only
    Scenario: New card data lift the block of advice 01
      Given the payment also has:
        | card.holder     | 800.100.152 MAC 01 |
        | card.expiryYear | 2033               |
      And a rejected DB of 92.00 EUR
      And the payment also has:
        | card.holder     | Jane Jones |
        | card.expiryYear | 2036       |
      When the merchant sends the same DB again
      Then the debit is approved
