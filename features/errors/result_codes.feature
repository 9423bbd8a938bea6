@errors
Feature: The list of result codes
  The gateway publishes its own result codes, so that a merchant can show words
  instead of numbers and notice new codes before its customers do.

  Source: API Reference, "Result Codes", the machine-readable list.

  @RC-001 @verified
  Scenario Outline: The list explains <code>
    When the merchant asks for the list of result codes
    Then the list describes <code> as "<description>"

    @smoke
    Examples:
      | code        | description         |
      | 000.200.000 | transaction pending |

    Examples:
      | code        | description                                                                |
      | 000.100.110 | Request successfully processed in 'Merchant in Integrator Test Mode'       |
      | 100.100.101 | invalid creditcard, bank account number or bank name                       |
      | 100.396.101 | Cancelled by user                                                          |
      | 200.300.404 | invalid or missing parameter                                               |
      | 700.400.200 | cannot refund (refund volume exceeded or tx reversed or invalid workflow?) |
      | 800.900.300 | invalid authentication information                                         |
