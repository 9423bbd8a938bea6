@threedsecure
Feature: Published cards of 3-D Secure
  The vendor publishes, for each scheme, a card for everything that an issuer may
  do when 3-D Secure asks it. A merchant tests its own handling with them, so
  each must do what is said of it.

  A card is named by its first six and last four digits, as the API itself does.

  Source: 3-D Secure Testing Guide; test data of resellers for the cards of the
  first version.

  Background:
    Given the merchant describes the shopper's browser

  Rule: An issuer that neither looks nor asks has decided at once

    # That no shopper is sent away here is decided; no source says how these
    # cards are answered. Their ECI and status are published.
    # R352, R353, R358, R359, R374.
    @TS-001 @DB @sync @decided
    Scenario Outline: The <brand> card <card> pays with ECI <eci> and status <status>
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is approved
      And the answer shows an authentication with ECI <eci>
      And the answer has:
        | threeDSecure.authenticationStatus | <status>     |
        | threeDSecure.flow                 | frictionless |

      Examples:
        | card          | brand    | status | eci |
        | 420000...0026 | VISA     | Y      | 05  |
        | 520000...0056 | MASTER   | Y      | 02  |
        | 375987...0062 | AMEX     | Y      | 05  |
        | 679985...0032 | MAESTRO  | Y      | 02  |
        | 601101...0003 | DISCOVER | Y      | 05  |
        | 356999...8361 | JCB      | Y      | 05  |
        | 625094...0089 | UNIONPAY | Y      | 02  |
        | 420000...0059 | VISA     | A      | 06  |
        | 520000...0106 | MASTER   | A      | 01  |
        | 373953...1004 | AMEX     | A      | 06  |
        | 600793...6780 | MAESTRO  | A      | 01  |
        | 601100...9818 | DISCOVER | A      | 06  |
        | 356999...8353 | JCB      | A      | 06  |
        | 625094...4108 | UNIONPAY | A      | 01  |

    # D25: what the payment is rejected with.
    # R361, R362, R363, R374.
    @TS-002 @DB @sync @decided
    Scenario Outline: The <brand> card <card> is rejected with <code>
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is rejected by 3-D Secure or the Intercard check
      And the result code is <code>

      Examples:
        | card          | brand    | code        |
        | 401200...1114 | VISA     | 000.400.103 |
        | 543458...0006 | MASTER   | 000.400.103 |
        | 375987...9875 | AMEX     | 000.400.103 |
        | 676130...1201 | MAESTRO  | 000.400.103 |
        | 651000...1248 | DISCOVER | 000.400.103 |
        | 356600...7510 | JCB      | 000.400.103 |
        | 625094...0048 | UNIONPAY | 000.400.103 |
        | 401200...1112 | VISA     | 000.400.102 |
        | 545735...3210 | MASTER   | 000.400.102 |
        | 375987...9883 | AMEX     | 000.400.102 |
        | 676130...6341 | MAESTRO  | 000.400.102 |
        | 601102...5831 | DISCOVER | 000.400.102 |
        | 356999...1497 | JCB      | 000.400.102 |
        | 625094...0030 | UNIONPAY | 000.400.102 |
        | 453249...1651 | VISA     | 000.400.101 |
        | 549726...6287 | MASTER   | 000.400.101 |
        | 343923...0144 | AMEX     | 000.400.101 |
        | 676125...6567 | MAESTRO  | 000.400.101 |
        | 601142...6440 | DISCOVER | 000.400.101 |
        | 309602...9943 | JCB      | 000.400.101 |
        | 625094...0052 | UNIONPAY | 000.400.101 |

  Rule: An issuer with method data looks at the shopper's browser first

    # R233, R347, R348, R349, R360.
    @TS-003 @DB @async @verified
    Scenario Outline: The <brand> card <card> announces method data
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is pending
      And the answer says where to send the shopper
      And the issuer is to see the shopper's browser first

      Examples:
        | card          | brand    |
        | 420000...0091 | VISA     |
        | 520000...0007 | MASTER   |
        | 374500...1008 | AMEX     |
        | 676130...3772 | MAESTRO  |
        | 361775...7072 | DINERS   |
        | 353011...0000 | JCB      |
        | 625094...0014 | UNIONPAY |
        | 420000...0109 | VISA     |
        | 520000...0023 | MASTER   |
        | 377277...2243 | AMEX     |
        | 670698...1113 | MAESTRO  |
        | 601100...1008 | DISCOVER |
        | 356600...0505 | JCB      |
        | 625094...0022 | UNIONPAY |

    # R233, R364.
    @TS-004 @DB @async @verified
    Scenario Outline: The <brand> card <card> is challenged, and announces method data
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is pending
      And the answer says where to send the shopper
      And the issuer is to see the shopper's browser first

      Examples:
        | card          | brand    |
        | 420000...0042 | VISA     |
        | 420000...0067 | VISA     |
        | 520000...0015 | MASTER   |
        | 520000...0049 | MASTER   |
        | 343434...4343 | AMEX     |
        | 375987...0021 | AMEX     |
        | 679999...0018 | MAESTRO  |
        | 677367...4879 | MAESTRO  |
        | 362596...0004 | DINERS   |
        | 601120...7775 | DISCOVER |
        | 356600...2153 | JCB      |
        | 356999...5916 | JCB      |
        | 625094...0097 | UNIONPAY |
        | 625094...5207 | UNIONPAY |

  Rule: An issuer that only asks has nothing done before

    # R219, R347, R348, R365.
    @TS-005 @DB @async @verified
    Scenario Outline: The <brand> card <card> is challenged
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is pending
      And the answer says where to send the shopper
      And nothing is to be done before the shopper is sent off

      Examples:
        | card          | brand    |
        | 420000...0018 | VISA     |
        | 420000...0075 | VISA     |
        | 520000...0064 | MASTER   |
        | 520000...0072 | MASTER   |
        | 375987...9867 | AMEX     |
        | 371449...8431 | AMEX     |
        | 670342...5015 | MAESTRO  |
        | 675988...8888 | MAESTRO  |
        | 655990...6557 | DISCOVER |
        | 364588...1119 | DINERS   |
        | 356999...0876 | JCB      |
        | 356999...0884 | JCB      |
        | 625094...0173 | UNIONPAY |
        | 625094...8112 | UNIONPAY |

    # The first version always asked. That its cards are answered as a challenge
    # of the second is decided: nobody runs the first any more.
    # R366.
    @TS-006 @DB @async @decided
    Scenario Outline: The <brand> card <card> of the first version sends the shopper away
      Given the shopper pays with the published <brand> card <card>
      When the merchant sends a DB with <brand>
      Then the debit is pending
      And the answer says where to send the shopper

      Examples:
        | card          | brand  |
        | 471110...0000 | VISA   |
        | 401288...1881 | VISA   |
        | 521234...1234 | MASTER |
        | 375987...0005 | AMEX   |
