@errors @sync
Feature: Operations on what is not a payment
  Ids get cut, mixed up between hosts, or typed by hand. Each operation names what
  it would have needed, so that the merchant can tell a wrong id from a wrong step.

  Source: API Reference, "Result Codes" (700.400).

  # D09: anything that is not an id of 32 characters is treated like an unknown one.
  # R199.
  @UN-001 @decided
  Scenario Outline: <operation> needs a payment id and gets <code>
    When the merchant <operation> 10.00 EUR of what is not a payment id
    Then the request is rejected
    And the result code is <code>
    And the HTTP status is 400
    And the answer has:
      | id | present |

    @CP
    Examples:
      | operation | code        |
      | captures  | 700.400.510 |

    @RF
    Examples:
      | operation | code        |
      | refunds   | 600.200.500 |
