@risk
Feature: A risk check of its own
  A merchant that pays out of hand, or elsewhere, asks what the risk system thinks
  of a payment before there is one. Nothing is reserved and the bank hears nothing.

  Source: Fraud Management, "ReD Shield" (POST /v2/redShield); Result codes, 000.300 and 100.400.

  Rule: The answer says whether the risk is to be taken

    # The request is documented, the body of the answer is not.
    # R120, R447.
    @RK-001 @sync @unverified
    Scenario: A check that finds nothing is successful
      Given an amount of 92.00 EUR
      When the merchant has the risk of a payment with VISA checked
      Then the risk check is approved
      And the result code is 000.300.100
      And the answer has:
        | id            | present       |
        | paymentType   | any of RE, RI |
        | paymentBrand  | VISA          |
        | referencedId  | absent        |
        | card.number   | absent        |
        | resultDetails | absent        |
      And the answer repeats the merchant's own reference

    # D24: the holder's name asks for the denial.
    # R451.
    @RK-002 @sync @decided
    Scenario Outline: A check can be denied with <code>
      Given the payment also has:
        | card.holder | <code> |
      When the merchant has the risk of a payment with VISA checked
      Then the risk check is rejected by an external risk check
      And the result code is <code>
      And the HTTP status is 400

      Examples:
        | code        |
        | 100.400.142 |
        | 100.400.141 |
        | 100.400.319 |

    # D24. A real host may refuse the parameter.
    # R452.
    @RK-003 @sync @decided @simulator-only
    Scenario: A check can ask for a person's look
      Given the payment also has:
        | customParameters[forceResultCode] | 000.400.000 |
      When the merchant has the risk of a payment with VISA checked
      Then the risk check is under review
      And the result code is 000.400.000

    @RK-004 @sync @unverified
    Scenario: A card that cannot be right is rejected for its account
      Given the shopper pays with a card number with a wrong check digit
      When the merchant has the risk of a payment with VISA checked
      Then the risk check is rejected for its account

  Rule: The merchant's own reference is mandatory

    # R448.
    @RK-005 @sync @verified
    Scenario: A check without a reference is refused
      Given the payment has no merchantTransactionId
      When the merchant has the risk of a payment with VISA checked
      Then the request is refused as invalid
      And merchantTransactionId is refused: "may not be empty"

    # That a card is needed is the documentation's "like a card payment".
    # R447.
    @RK-006 @sync @unverified
    Scenario: A check without a card is refused
      Given the payment has no card
      When the merchant has the risk of a payment with VISA checked
      Then the request is refused as invalid
      And paymentBrand is refused: "card properties must be set"

  Rule: It is a transaction like others, and reserves nothing

    @RK-007 @sync @unverified
    Scenario: A check is found by the merchant's reference
      Given the merchant has had the risk of a payment with VISA checked
      When the merchant looks up its own reference in the reports
      Then the report lists 1 payment
      And the report lists the risk check as approved

    # R145.
    @RK-008 @CP @sync @unverified
    Scenario: A check cannot be captured
      Given the merchant has had the risk of a payment with VISA checked
      When the merchant captures 92.00 EUR of the risk check
      Then the capture is rejected
      And the result code is 700.400.510

  Rule: A stored card can be checked, too

    # That a check is made with a token is documented, how the token is named is
    # concluded from payments.
    # R449.
    @RK-009 @sync @unverified
    Scenario: The risk of a stored card is checked
      Given the shopper's VISA account is registered
      When the merchant has the risk of a payment with the registration checked
      Then the risk check is approved
      And the result code is 000.300.100
      And the answer names the registration

    # As above.
    # R449.
    @RK-010 @sync @unverified
    Scenario: The risk of a card that was never stored cannot be checked
      When the merchant has the risk of a payment with a registration nobody knows checked
      Then the risk check is rejected for its registration
      And the result code is 100.150.200
