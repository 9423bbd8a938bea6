@errors @sync @simulator-only @disturbed
Feature: Answers that get lost
  Connections break, proxies answer for the gateway, answers arrive in half. None
  of that says whether the shopper has paid. The merchant's own reference does: it
  is looked up before anything is sent again, or the shopper pays twice.

  Source: Reporting, "Transaction"; API Reference, "HTTP status codes".

  # All of this is played by the simulator: no real host breaks a connection when
  # it is asked to.
  Rule: The merchant's reference tells what became of a payment without an answer

    # R211.
    @FT-001 @DB @verified
    Scenario Outline: A DB is found when the gateway <mishap>
      Given a gateway that <mishap>
      And the merchant has tried to send a DB with VISA
      When the merchant looks up its own reference in the reports
      Then the report lists 1 payment
      And the answer has:
        | payments.0.paymentType | DB          |
        | payments.0.result.code | 000.100.110 |

      @smoke
      Examples:
        | mishap                                   |
        | takes the next payment and never answers |

      Examples:
        | mishap                                                |
        | takes the next payment and resets the connection      |
        | takes the next payment and answers with an error page |
        | takes the next payment and answers half               |
        | takes the next payment and breaks off its answer      |

    # D21 has the code.
    # R211.
    @FT-002 @DB @decided
    Scenario Outline: A DB is not found when the gateway <mishap>
      Given a gateway that <mishap>
      And the merchant has tried to send a DB with VISA
      When the merchant looks up its own reference in the reports
      Then the request is rejected
      And the result code is 700.400.580

      Examples:
        | mishap                                                |
        | loses the next payment and never answers              |
        | loses the next payment and resets the connection      |
        | loses the next payment and answers with an error page |

    @FT-003 @DB @verified
    Scenario: A DB that got lost can be sent again
      Given a gateway that loses the next payment and never answers
      And the merchant has tried to send a DB with VISA
      When the merchant sends a DB with VISA
      Then the debit is approved

    # D23: unless the channel refuses it, each of them is a payment.
    # R211.
    @FT-004 @DB @decided
    Scenario: A DB that arrives twice is two payments
      Given a gateway that hears the next payment twice
      And the merchant has tried to send a DB with VISA
      When the merchant looks up its own reference in the reports
      Then the report lists 2 payments

    # D23, R208.
    @FT-005 @DB @decided
    Scenario: A channel that refuses a reference used twice books a doubled DB once
      Given a channel that refuses a reference used twice
      And a gateway that hears the next payment twice
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is 800.110.100

  Rule: What is not an answer of the gateway is no verdict

    # Nobody promises how a broken answer looks; these are forms that were seen.
    # R007, R023.
    @FT-006 @DB @unverified
    Scenario Outline: There is no verdict when the gateway <mishap>
      Given a gateway that <mishap>
      When the merchant tries to send a DB with VISA
      Then the gateway gives no verdict

      Examples:
        | mishap                                                 |
        | takes the next payment and never answers               |
        | takes the next payment and resets the connection       |
        | takes the next payment and answers with an error page  |
        | takes the next payment and answers half                |
        | takes the next payment and breaks off its answer       |
        | takes the next payment and answers malformed JSON      |
        | takes the next payment and calls its answer plain text |
        | loses the next payment and answers nothing             |
        | loses the next payment and redirects it                |

  Rule: What is an answer of the gateway is a verdict, whatever it looks like

    # R057.
    @FT-007 @DB @unverified
    Scenario: An error of the gateway that carries a result is a verdict
      Given a gateway that loses the next payment and reports an error
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the HTTP status is 500
      And the gateway keeps no record of it

    # D15 has the code.
    @FT-008 @DB @decided
    Scenario: A DB that is turned away was not taken
      Given a gateway that turns the next payment away
      When the merchant sends a DB with VISA
      Then the HTTP status is 429
      And the result code is 800.120.100
      And the answer has no payment id
      And the gateway keeps no record of it

    # D15.
    @FT-009 @DB @decided
    Scenario: A DB that was turned away can be sent later
      Given a gateway that turns the next payment away
      And the merchant has tried to send a DB with VISA
      When the merchant sends a DB with VISA
      Then the debit is approved

    @FT-010 @DB @unverified
    Scenario Outline: A verdict counts when the gateway <mishap>
      Given a gateway that <mishap>
      When the merchant sends a DB with VISA
      Then the debit is approved

      Examples:
        | mishap                                |
        | answers the next payment late         |
        | answers the next payment drop by drop |

    # D26: the platform warns of them, and its test system adds some.
    # R008.
    @FT-014 @DB @verified
    Scenario: Members that nobody has documented change no verdict
      Given a gateway that answers the next payment with members nobody knows
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer shows an amount of 92.00 EUR
