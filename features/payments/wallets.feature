@payments @sync
Feature: Apple Pay and Google Pay
  The shopper's phone hands the merchant a token that only the gateway can open; or
  the merchant opens it and sends what was inside. Either is worth money, so that no
  answer says any of it again.

  Source: API Reference, "Apple Pay", "Google Pay" and "Token Account"; Payment Methods.

  Rule: A wallet's token pays at once

    @WA-001 @sync @verified
    Scenario Outline: A <type> with the token of <brand> is approved
      Given the payment also has:
        | <wallet>.paymentToken | YSBzZWNyZXQgb2YgdGhlIHdhbGxldA== |
        | <wallet>.source       | web                              |
      When the merchant sends a <type> with <brand>
      Then the payment is approved
      And the answer's "paymentBrand" is "<brand>"
      And the answer has "YSBzZWNyZXQgb2YgdGhlIHdhbGxldA" nowhere

      Examples:
        | key | type | brand     | wallet    |
        | 1   | PA   | APPLEPAY  | applePay  |
        | 2   | DB   | APPLEPAY  | applePay  |
        | 3   | PA   | GOOGLEPAY | googlePay |
        | 4   | DB   | GOOGLEPAY | googlePay |

    # D24: the code travels where a card's holder would.
    @WA-002 @DB @decided
    Scenario Outline: A payment with <brand> can be declined with <code>
      Given the payment also has:
        | card.holder | <code> |
      When the merchant sends a DB with <brand>
      Then the debit is rejected <group>
      And the result code is <code>

      Examples:
        | key | brand     | code        | group          |
        | 1   | APPLEPAY  | 800.100.153 | by the bank    |
        | 2   | APPLEPAY  | 200.100.603 | for its format |
        | 3   | GOOGLEPAY | 800.100.153 | by the bank    |

    @WA-003 @PA @CP @verified
    Scenario: What a wallet has reserved is captured
      Given an approved PA of 92.00 EUR with APPLEPAY
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

    @WA-004 @DB @verified
    Scenario Outline: A payment with <brand> and no account is refused
      Given the payment has no <wallet>
      When the merchant sends a DB with <brand>
      Then the request is refused as invalid
      And <wallet>.paymentToken is refused: "may not be empty"

      Examples:
        | brand     | wallet    |
        | APPLEPAY  | applePay  |
        | GOOGLEPAY | googlePay |

  Rule: The merchant may open the token itself

    @WA-005 @DB @verified
    Scenario Outline: Decrypted data of <brand> pay
      Given the payment has no <wallet>.paymentToken
      And the payment also has:
        | <wallet>.source          | app                          |
        | tokenAccount.type        | NETWORK                      |
        | tokenAccount.number      | 4200000000000000             |
        | tokenAccount.expiryMonth | 05                           |
        | tokenAccount.expiryYear  | 2034                         |
        | tokenAccount.cryptogram  | QUJDREVGR0hJSktMTU5PUFFSUw== |
        | tokenAccount.dtvc        | 123                          |
      When the merchant sends a DB with <brand>
      Then the debit is approved
      And the answer has:
        | tokenAccount | absent |
        | <wallet>     | absent |
      And the answer has "4200000000000000" nowhere
      And the answer has "QUJDREVGR0hJSktMTU5PUFFSUw" nowhere

      Examples:
        | brand     | wallet    |
        | APPLEPAY  | applePay  |
        | GOOGLEPAY | googlePay |

    @WA-006 @DB @verified
    Scenario: Decrypted data need a token account's type and number
      Given the payment has no applePay.paymentToken
      And the payment also has:
        | applePay.source         | app  |
        | tokenAccount.expiryYear | 2034 |
      When the merchant sends a DB with APPLEPAY
      Then the request is refused as invalid
      And these parameters are refused, and no others:
        | tokenAccount.type   | may not be empty |
        | tokenAccount.number | may not be empty |

    @WA-007 @DB @verified
    Scenario: Decrypted data without a source are no wallet's
      Given the payment has no googlePay.paymentToken
      And the payment also has:
        | tokenAccount.type   | NETWORK          |
        | tokenAccount.number | 4200000000000000 |
      When the merchant sends a DB with GOOGLEPAY
      Then the request is refused as invalid
      And googlePay.paymentToken is refused: "may not be empty"

    @WA-008 @DB @verified
    Scenario: A kind of token that nobody knows is refused
      Given the payment also has:
        | tokenAccount.type   | PAPER            |
        | tokenAccount.number | 4200000000000000 |
      When the merchant sends a DB with APPLEPAY
      Then the request is refused as invalid
      And tokenAccount.type is refused: "must be one of [EXTERNAL, NETWORK]"
      And the answer has "4200000000000000" nowhere
