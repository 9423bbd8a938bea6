@errors
Feature: What a channel may be set up to refuse
  A payment that is right in every detail may still be none that the channel takes:
  it is not in use yet, or not for that much, or not for that shopper. The code says
  which, and none of them is mended by sending the payment again.

  That there are such rules is known from the texts of their codes alone, so that
  all of this is unverified; a real host's channel cannot be set from here.

  Source: API Reference, "Result Codes": 100.550, 500.100, 600.200, 600.300, 700.500, 800.300 and 800.900.

  Rule: A channel that is not in use pays nothing

    # R030, R031.
    @CH-001 @DB @sync @unverified @simulator-only
    Scenario Outline: A channel that <habit> pays nothing
      Given a channel that <habit>
      When the merchant sends a DB with VISA
      Then the debit is rejected <group>
      And the result code is <code>

      Examples:
        | key          | habit                        | group                           | code        |
        | disabled     | is disabled                  | for the channel's configuration | 500.100.201 |
        | new          | is new                       | for the channel's configuration | 500.100.202 |
        | closed       | is closed                    | for the channel's configuration | 500.100.203 |
        | connector    | has its connector disabled   | for the channel's configuration | 500.100.301 |
        | new one      | has a new connector          | for the channel's configuration | 500.100.302 |
        | closed one   | has its connector closed     | for the channel's configuration | 500.100.303 |
        | out of reach | does not reach its connector | for the channel's configuration | 500.100.401 |

    # R027.
    @CH-002 @PA @sync @unverified @simulator-only
    Scenario: A login that may only read pays nothing
      Given a channel that lets its login read only
      When the merchant sends a PA with VISA
      Then the preauthorization is rejected
      And the result code is 800.900.301
      And the HTTP status is 403

    @CH-003 @DB @sync @unverified @simulator-only
    Scenario: A channel in live mode may refuse what is only for tests
      Given a channel in live mode
      And a channel that takes no test cards in live mode
      When the merchant sends a DB with VISA
      Then the debit is rejected for what it refers to
      And the result code is 700.500.003

    # Without such a rule a channel in live mode pays live, whatever the request says.
    # R465.
    @CH-021 @DB @sync @unverified @simulator-only
    Scenario: A channel in live mode may refuse a test mode
      Given a channel in live mode
      And a channel that takes no test mode in live mode
      And the payment also has:
        | testMode | EXTERNAL |
      When the merchant sends a DB with VISA
      Then the debit is rejected for its format
      And the result code is 100.300.101

  Rule: A channel may draw a line

    @CH-004 @DB @sync @unverified @simulator-only
    Scenario: More than the channel takes is a matter of the amount
      Given a channel that takes 50.00 at most
      And an amount of 50.01 EUR
      When the merchant sends a DB with VISA
      Then the debit is rejected for its amount
      And the result code is 100.550.301

    @CH-005 @DB @sync @unverified @simulator-only
    Scenario: As much as the channel takes is paid
      Given a channel that takes 50.00 at most
      And an amount of 50.00 EUR
      When the merchant sends a DB with VISA
      Then the debit is approved

    @CH-006 @DB @sync @unverified @simulator-only
    Scenario Outline: A shopper on the blacklist is turned away: <key>
      Given a channel that <habit>
      And the payment also has:
        | <name> | <value> |
      When the merchant sends a DB with VISA
      Then the debit is rejected by a blacklist
      And the result code is <code>

      Examples:
        | key          | habit                                   | name            | value             | code        |
        | the country  | does no business with Portugal          | billing.country | PT                | 800.300.102 |
        | the address  | does no business with jane@shop.example | customer.email  | jane@shop.example | 800.300.200 |
        | the computer | does no business with 203.0.113.7       | customer.ip     | 203.0.113.7       | 800.300.301 |

    @CH-007 @DB @sync @unverified @simulator-only
    Scenario: A card of a bank on the blacklist is turned away
      Given a channel that does no business with the bank of 420000
      When the merchant sends a DB with VISA
      Then the debit is rejected by a blacklist
      And the result code is 800.300.401

    @CH-008 @DB @sync @unverified @simulator-only
    Scenario: A shopper from elsewhere is not taken for one on the blacklist
      Given a channel that does no business with Portugal
      And the payment also has:
        | billing.country | DE |
      When the merchant sends a DB with VISA
      Then the debit is approved

    # R055, R056.
    @CH-009 @DB @sync @unverified @simulator-only
    Scenario Outline: An address at another host is refused: <name>
      Given a channel that sends shoppers to no host but shop.example
      And the payment also has:
        | <name> | https://elsewhere.example/ |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration
      And the result code is <code>

      Examples:
        | name             | code        |
        | shopperResultUrl | 600.300.211 |
        | notificationUrl  | 600.300.210 |

    # R054.
    @CH-019 @DB @sync @unverified @simulator-only
    Scenario: A request from an address that is not listed is refused
      Given a channel that takes requests from 192.0.2.1 only
      When the merchant sends a DB with VISA
      Then the request is rejected
      And the result code is 600.300.200
      And the answer has no payment id

    # R054.
    @CH-020 @DB @sync @unverified @simulator-only
    Scenario: A request from a listed network is taken
      Given a channel that takes requests from two networks that are all there is
      When the merchant sends a DB with VISA
      Then the debit is approved

    # parameters.tsv, risk.amount; the code's own text.
    @CH-010 @DB @sync @unverified
    Scenario: The risk of less than the payment is not looked at
      Given an amount of 92.00 EUR
      And the payment also has:
        | risk.amount | 91.99 |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the result code is 100.550.605

  Rule: A channel may tell more exactly what it lacks

    # D29.
    @CH-011 @DB @sync @decided @simulator-only
    Scenario: A brand that the channel lacks has a code of its own
      Given a channel that tells what it lacks
      And the payment also has:
        | paymentBrand | NOSUCHBRAND |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration
      And the result code is 600.200.201

    # D29.
    @CH-012 @PA @decided @simulator-only
    Scenario: A payment type that the brand lacks has a code of its own
      Given a channel that tells what it lacks
      When the merchant sends a PA with SOFORTUEBERWEISUNG
      Then the preauthorization is rejected for the channel's configuration
      And the result code is 600.200.202

    # D19: another code of the list says the same of a shopper who never came.
    # R259.
    @CH-013 @DB @async @clock @decided @simulator-only
    Scenario: A shopper who never came may have an uncertain status
      Given a channel that is uncertain of who never came
      And a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the merchant waits for 31 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.104

  Rule: What a request refers to has to fit

    # The texts of the codes; a recorded answer has none of them.
    # R198.
    @CH-014 @CP @sync @unverified
    Scenario: A capture in another mode is none of the payment's
      Given an approved PA of 92.00 EUR
      And the capture also has:
        | testMode | EXTERNAL |
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected for what it refers to
      And the result code is 700.100.600

    # As above.
    # R314.
    @CH-015 @DB @sync @unverified
    Scenario: A payment is no registration
      Given an approved PA of 92.00 EUR
      When the merchant sends a DB with a payment in place of a registration
      Then the debit is rejected for its registration
      And the result code is 100.150.204

    # As above.
    @CH-016 @DR @unverified
    Scenario: What was never stored cannot be deleted
      Given the shopper pays with a card number with a wrong check digit
      And the merchant's VISA registration was rejected
      When the merchant deletes the registration
      Then the request is rejected
      And the result code is 100.350.303

    # As above.
    # R309.
    @CH-017 @unverified
    Scenario: Nothing cannot be stored
      When the merchant registers the shopper's AFFIRM account
      Then the registration is rejected for its registration
      And the result code is 100.150.100

    # D24: the code of a code that is none.
    # R462.
    @CH-018 @DB @sync @decided @simulator-only
    Scenario: A result that nobody knows cannot be asked for
      Given the payment also has:
        | customParameters[forceResultCode] | 123.456.789 |
      When the merchant sends a DB with VISA
      Then the debit is rejected for the channel's configuration
      And the result code is 600.200.810
