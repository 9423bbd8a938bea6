@backoffice @sync
Feature: Capture
  A capture (CP) takes money that a preauthorization has reserved: all of it, or
  as much as was delivered, but never more.

  Source: Back-office Operations, "Capture"; Server-to-Server, "Preauthorization (PA)" (S02).

  Rule: What is reserved can be taken

    # R104, R124.
    @CP-001 @CP @verified @smoke
    Scenario: A capture of the whole amount is approved
      Given an approved PA of 92.00 EUR
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved
      And the answer shows an amount of 92.00 EUR

    # R097, R168.
    @CP-002 @CP @verified
    Scenario: A capture of a part is approved for that part
      Given an approved PA of 92.00 EUR
      When the merchant captures 90.00 EUR of the preauthorization
      Then the capture is approved
      And the answer shows an amount of 90.00 EUR

    # D10: some acquirers allow a single capture; the channel is set so then.
    # R169.
    @CP-003 @CP @decided
    Scenario: A second capture within the reserved amount is approved
      Given an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant captures 52.00 EUR of the preauthorization
      Then the capture is approved

    @CP-004 @CP @verified
    Scenario Outline: A <brand> preauthorization can be captured
      Given an approved PA of 92.00 EUR with <brand>
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved

      Examples:
        | brand  |
        | MASTER |
        | AMEX   |

  Rule: What is not reserved cannot be taken

    # R160.
    @CP-005 @CP @verified
    Scenario: A capture above the reserved amount is rejected
      Given an approved PA of 92.00 EUR
      When the merchant captures 92.01 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # D10, R160, R174.
    @CP-006 @CP @decided
    Scenario: Captures that together exceed the reserved amount are rejected
      Given an approved PA of 92.00 EUR
      And the merchant has captured 60.00 EUR of the preauthorization
      When the merchant captures 32.01 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # R162.
    @CP-007 @CP @unverified
    Scenario: A capture after the full capture is rejected
      Given an approved PA of 92.00 EUR
      And the merchant has captured 92.00 EUR of the preauthorization
      When the merchant captures 1.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # R161, R190.
    @CP-008 @CP @unverified
    Scenario: A capture after the reversal is rejected
      Given an approved PA of 92.00 EUR
      And the merchant has reversed the preauthorization
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # R196.
    @CP-009 @CP @unverified
    Scenario: A capture in another currency is rejected
      Given an approved PA of 92.00 EUR
      When the merchant captures 92.00 USD of the preauthorization
      Then the capture is rejected
      And the result code is 700.100.500

    # D09, R155.
    @CP-010 @CP @decided
    Scenario: A capture of an unknown payment is rejected
      When the merchant captures 92.00 EUR of a payment nobody knows
      Then the capture is rejected
      And the result code is 700.400.510
      And the HTTP status is 400
      And the answer has:
        | id          | present |
        | paymentType | CP      |

    # D10: "a capture is one-time, even partial" on the channels of one
    # provider. A real host's channel cannot be set from here.
    # R170.
    @CP-011 @CP @decided @simulator-only
    Scenario: A channel with single captures rejects the second one
      Given a channel that allows one capture only
      And an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant captures 10.00 EUR of the preauthorization
      Then the capture is rejected

  Rule: A capture says what it belongs to

    # Reports and webhooks carry the reference; that the answer does is our
    # reading of flows seen there.
    # R098.
    @CP-012 @CP @unverified
    Scenario: A capture refers to its preauthorization
      Given an approved PA of 92.00 EUR
      When the merchant captures 40.00 EUR of the preauthorization
      Then the capture refers to the preauthorization

    # R146.
    @CP-013 @CP @verified
    Scenario Outline: A capture without <parameter> is refused
      Given an approved PA of 92.00 EUR
      And the capture has no <parameter>
      When the merchant captures 92.00 EUR of the preauthorization
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter |
        | amount    |
        | currency  |

  Rule: The merchant may say beforehand how it captures

    # R171.
    @CP-014 @PA @CP @unverified
    Scenario: No more captures are taken than the preauthorization announced
      Given the payment also has:
        | numberOfCaptures | 2 |
      And an approved PA of 92.00 EUR
      And the merchant has captured 40.00 EUR of the preauthorization
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant captures 12.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # R172.
    @CP-015 @CP @unverified
    Scenario: Nothing is left after the capture that was called the last
      Given an approved PA of 92.00 EUR
      And the capture also has:
        | sequence | FINAL |
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant captures 12.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.100

    # D12 is about the reversal; what is released by the last capture is
    # released for it, too.
    # R172.
    @CP-016 @CP @RV @unverified
    Scenario: There is nothing to reverse after the last capture
      Given an approved PA of 92.00 EUR
      And the capture also has:
        | sequence | FINAL |
      And the merchant has captured 40.00 EUR of the preauthorization
      When the merchant reverses the preauthorization
      Then the reversal is rejected
      And the result code is 700.400.300

  Rule: An acquirer may take less than all that

    # D10. A real host's channel cannot be set from here.
    @CP-017 @CP @decided @simulator-only
    Scenario: An acquirer that captures all or nothing rejects a part
      Given a channel that captures all or nothing
      And an approved PA of 92.00 EUR
      When the merchant captures 40.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.101

    # D10. A real host's channel cannot be set from here.
    # R167.
    @CP-018 @CP @decided @simulator-only
    Scenario: An acquirer without captures rejects every one
      Given a channel that captures nothing
      And an approved PA of 92.00 EUR
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.101

  Rule: Only what was reserved can be captured

    # R158.
    @CP-019 @DB @CP @unverified
    Scenario: A DB cannot be captured
      Given an approved DB of 92.00 EUR
      When the merchant captures 92.00 EUR of the debit
      Then the capture is rejected
      And the result code is 700.400.510

    # R157.
    @CP-020 @PA @CP @unverified
    Scenario: A declined PA cannot be captured
      Given a rejected PA of 92.00 EUR
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected
      And the result code is 700.400.510

    # D32: the documented list has two codes for this; the older family is
    # a setting, and a real host's channel cannot be set from here.
    # R159, R164.
    @CP-021 @CP @decided @simulator-only
    Scenario Outline: In the older codes a capture <when> is rejected with <code>
      Given a channel that refuses in the older codes
      And an approved PA of 92.00 EUR
      And the merchant has <done>
      When the merchant captures 92.00 EUR of the <reference>
      Then the capture is rejected
      And the result code is <code>

      Examples:
        | when               | done                                       | reference        | code        |
        | after the reversal | reversed the preauthorization              | preauthorization | 700.300.300 |
        | after the capture  | captured 92.00 EUR of the preauthorization | preauthorization | 700.300.300 |
        | of a capture       | captured 92.00 EUR of the preauthorization | capture          | 700.300.100 |

    # D09 settles one code for each type; the catalogue has a general one. A
    # real host's channel cannot be set from here.
    # R200.
    @CP-022 @CP @decided @simulator-only
    Scenario: A channel may say of every unknown payment that it does not exist
      Given a channel that names no type when it knows no payment
      When the merchant captures 92.00 EUR of a payment nobody knows
      Then the capture is rejected
      And the result code is 700.100.100

  Rule: A capture has the merchant's words

    # R097, R152.
    @CP-023 @CP @verified
    Scenario: A capture carries the descriptor that the merchant gave it
      Given an approved PA of 92.00 EUR
      And the capture also has:
        | descriptor | Second parcel |
      When the merchant captures 40.00 EUR of the preauthorization
      Then the capture is approved
      And the answer's "descriptor" is "Second parcel"

    # Seen on first requests; that a capture repeats it, too, is our reading.
    # R152.
    @CP-024 @CP @unverified
    Scenario: A capture carries a reference of its own
      Given an approved PA of 92.00 EUR
      And the capture also has:
        | merchantTransactionId | second-parcel-0001 |
      When the merchant captures 40.00 EUR of the preauthorization
      Then the capture is approved
      And the answer's "merchantTransactionId" is "second-parcel-0001"

  Rule: A capture is answered as what it is

    # R089.
    @CP-026 @CP @verified
    Scenario: The risk score of a capture is 0
      Given an approved PA of 92.00 EUR
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved
      And the answer has:
        | risk.score | "0" |

    # R096.
    @CP-027 @CP @verified
    Scenario: A capture shows neither brand nor card
      Given an approved PA of 92.00 EUR
      When the merchant captures 40.00 EUR of the preauthorization
      Then the capture is approved
      And the answer has:
        | paymentType  | CP     |
        | paymentBrand | absent |
        | card         | absent |

    # R156.
    @CP-028 @CP @verified
    Scenario: The capture of an unknown payment has an id and a score of its own
      When the merchant captures 92.00 EUR of a payment nobody knows
      Then the capture is rejected
      And the answer has:
        | id          | matches ^8a[0-9a-f]{30}$ |
        | paymentType | CP                       |
        | risk.score  | "0"                      |

  Rule: A payment is its channel's own

    # The text of the code.
    # R197.
    @CP-029 @CP @two-entities @unverified
    Scenario: Another entity captures nothing
      Given an approved PA of 92.00 EUR
      And the merchant acts for another entity
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected for what it refers to
      And the result code is 700.400.700

    # The text of the code.
    # R470.
    @CP-031 @CP @unverified
    Scenario: A capture by another brand is none of the payment's
      Given an approved PA of 92.00 EUR with VISA
      And the capture also has:
        | paymentBrand | MASTER |
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is rejected for what it refers to
      And the result code is 700.100.400

    # D15. The documented limit is 200 a minute, which the channel's setting makes
    # two; a real host's channel cannot be set from here.
    # R245.
    @CP-030 @CP @decided @simulator-only
    Scenario: A capture too many within a minute is turned away
      Given a channel that takes two requests a minute about one id
      And an approved PA of 92.00 EUR
      And the merchant has captured 1.00 EUR of the preauthorization
      And the merchant has captured 1.00 EUR of the preauthorization
      When the merchant captures 1.00 EUR of the preauthorization
      Then the HTTP status is 429
      And the result code is 800.120.100
