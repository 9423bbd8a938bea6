@samples
Feature: Slips in published samples
  Some pages spell a parameter as the API does not. Whoever copies it must be told
  at once, and by name, or the value is silently lost.

  Source: sample requests of resellers; API Reference, "Parameters".

  # D07. The page has the slip in a request of the widget; that a payment refuses
  # it in the same way is the decision.
  @SM-008 @PA @decided
  Scenario Outline: The <parameter> of sample <sample> is refused
    Given the payment also has:
      | <parameter> | 1234 |
    When the merchant sends a PA with PAYSAFECARD
    Then the request is refused as invalid
    And <parameter> is refused: "is not an allowed parameter"

    Examples:
      | sample         | parameter             |
      | PAYSAFECARD-03 | merchantTransactionID |
