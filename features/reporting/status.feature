@reporting
Feature: Status of a payment
  After the shopper is back, the merchant asks the gateway what became of the
  payment. The return itself proves nothing: anybody can type its address.

  Source: Server-to-Server, "Get the payment status" (S11).

  # R015, R240.
  @ST-001 @DB @async @verified
  Scenario: A payment that waits for the shopper is pending
    Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
    When the merchant asks for the status of the payment
    Then the payment is pending
    And the result code is 000.200.000
    And the HTTP status is 200

  # R004, R241, R263.
  @ST-002 @PA @sync @verified @smoke
  Scenario: A settled payment keeps its verdict
    Given an approved PA of 92.00 EUR
    When the merchant asks for the status of the payment
    Then the payment is approved
    And the answer shows an amount of 92.00 EUR
    And the answer repeats the merchant's own reference

  # D20: the rule for declines, applied to asking about one.
  # R262.
  @ST-003 @DB @sync @decided
  Scenario: A rejected payment is reported with everything that is known
    Given a rejected DB of 92.00 EUR
    When the merchant asks for the status of the payment
    Then the payment is rejected
    And the HTTP status is 400
    And the answer has:
      | id          | present |
      | paymentType | DB      |

  # D34, R072.
  @ST-004 @DB @sync @decided
  Scenario: A status answer tells the time to the millisecond
    Given an approved DB of 92.00 EUR
    When the merchant asks for the status of the payment
    Then the answer has:
      | timestamp | matches ^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.]\d{3}[+]0000$ |

  # D21, R021, R045.
  @ST-005 @decided
  Scenario: The status of an unknown payment is not found
    When the merchant asks for the status of a payment nobody knows
    Then the request is rejected
    And the result code is 700.400.580
    And the HTTP status is 404

  # R002, R236, R241.
  @ST-006 @DB @async @browser @verified
  Scenario: The status changes when the shopper has approved
    Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
    And the merchant has asked for the status once
    When the shopper approves it on the brand's page
    Then the shopper is back at the merchant with a resourcePath
    And the status of the payment is approved
