@errors
Feature: Groups of result codes
  There are hundreds of result codes and new ones every year. What a merchant can
  act upon is their group: try another card, mend the request, ask the acquirer,
  deliver, wait. A code must therefore fall into the group that its cause has.

  Source: API Reference, "Result Codes", the expressions of the groups.

  Rule: What went wrong decides the group

    # R036.
    @GR-001 @DB @sync @verified
    Scenario: A malformed amount is a matter of format
      Given the payment also has:
        | amount | 92,00 |
      When the merchant sends a DB with VISA
      Then the debit is rejected for its format
      And the request is refused as invalid

    # D09.
    @GR-002 @CP @sync @verified
    Scenario: A capture of nothing is a matter of the reference
      When the merchant captures 92.00 EUR of a payment nobody knows
      Then the capture is rejected for what it refers to

    # D29.
    @GR-003 @DB @sync @decided
    Scenario: A brand that the channel lacks is a matter of configuration
      Given an amount of 92.00 EUR
      And the payment also has:
        | paymentBrand | NOSUCHBRAND |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration

    @GR-004 @DB @sync @unverified
    Scenario: A DB of nothing is a matter of the amount
      Given an amount of 0.00 EUR
      When the merchant sends a DB with VISA
      Then the debit is rejected for its amount

    # D15.
    @GR-005 @DB @sync @decided
    Scenario: Asking too often is a matter of the risk rules
      Given an approved DB of 92.00 EUR
      And the merchant has asked for the status twice
      When the merchant asks for the status of the payment
      Then the payment is rejected by the risk rules

    # D19.
    @GR-006 @DB @async @clock @decided
    Scenario: A shopper who never came is a payment that was never confirmed
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the merchant waits for 31 minutes
      Then the status of the payment is rejected
      And the payment is rejected because it was never confirmed

  Rule: A tester can ask for every group

    # D24. Only test channels with the negative-testing connector do this, so
    # that a real host need not.
    # R371, R372, R459.
    @GR-007 @DB @sync @decided @simulator-only
    Scenario Outline: The holder name <code> gets a DB rejected <reason>
      Given the payment also has:
        | card.holder | <code> |
      When the merchant sends a DB with VISA
      Then the debit is rejected <reason>
      And the result code is <code>

      Examples:
        | code        | reason                      |
        | 800.100.153 | by the bank                 |
        | 900.100.100 | because a connection failed |
        | 600.100.100 | because a system failed     |
        | 300.100.100 | for want of 3-D Secure      |
        | 100.380.110 | by an external risk check   |
        | 800.400.100 | by the address check        |
        | 100.390.100 | by 3-D Secure               |
        | 800.200.159 | by a blacklist              |
        | 100.150.100 | for its registration        |
        | 100.250.100 | for its schedule            |
        | 700.600.002 | by the rules for repeating  |
        | 100.800.100 | for its address             |
        | 100.700.100 | for its contact data        |
        | 100.380.101 | for its risk parameters     |

    # D24: the holder's name asks for nothing that begins with 000.
    @GR-008 @DB @sync @decided @simulator-only
    Scenario: A forced code gets a DB rejected by 3-D Secure or the Intercard check
      Given the payment also has:
        | customParameters[forceResultCode] | 000.400.101 |
      When the merchant sends a DB with VISA
      Then the debit is rejected by 3-D Secure or the Intercard check

    # D24, as above. These are no rejections, and have an id.
    # R014, R264.
    @GR-009 @DB @sync @decided @simulator-only
    Scenario Outline: A DB that is forced to <code> is <verdict>
      Given the payment also has:
        | customParameters[forceResultCode] | <code> |
      When the merchant sends a DB with VISA
      Then the debit is <verdict>
      And the result code is <code>
      And the HTTP status is 200
      And the answer has:
        | id | present |

      Examples:
        | code        | verdict      |
        | 000.600.000 | approved     |
        | 000.400.000 | under review |
        | 000.200.000 | pending      |
        | 800.400.500 | pending      |
        | 000.100.203 | charged back |

    # D24: the recorded answer describes the code, as the list does.
    @GR-010 @DB @sync @decided @simulator-only
    Scenario: A forced error is explained
      Given the payment also has:
        | customParameters[forceResultCode] | 600.200.100 |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration
      And the answer's "result.description" is "invalid Payment Method"
