@payments
Feature: Initial payment
  A merchant asks the gateway for money.

  Source: Server-to-Server, "Debit (DB)".

  Background:
    Given a merchant of the gateway

  Rule: A synchronous brand is settled in the answer

    @sync @PAY-001
    Scenario Outline: <type> with <brand> is settled at once
      Given an amount of 92.00 EUR
      When the merchant sends a <type> with <brand>
      Then the result code is 000.100.110

      @PA
      Examples:
        | row | type | brand |
        | pa  | PA   | VISA  |

      @DB
      Examples:
        | row | type | brand  |
        | db  | DB   | MASTER |
        | odd | DB   | AMEX   |

    @PAY-002
    Scenario: What the gateway says is shown & never obeyed ]]> </script> 🙈
      When the merchant sends a DB with these parameters:
        | name        | value              |
        | description | <img src=x> ]]> é日 |
      Then the description is:
        """
        <script>alert(1)</script>
        """
