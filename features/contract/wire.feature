@contract
Feature: The wire
  What an HTTP client meets, whatever language it is written in: paths, verbs,
  where parameters travel and what an answer looks like when the request was not
  for the gateway at all.

  Source: Server-to-Server, "Get the payment status" and "Synchronous workflow" (S05, S11); API Reference, "HTTP status codes".

  Rule: The base URL ends in a slash and resourcePath begins with one

    # D08: every client that joins the two as documented sends this.
    # R001, R014.
    @WI-001 @PA @decided
    Scenario: A doubled slash leads to the payment
      Given an approved PA of 92.00 EUR
      When the client sends GET "/v1/payments/{id}"
      Then the request is approved
      And the HTTP status is 200

  Rule: Parameters travel in the body

    # D06, R003.
    @WI-002 @PA @decided
    Scenario Outline: A POST with <parameter> in the URL is a POST without it
      When the client sends a PA with VISA and <parameter> in the URL
      Then the request is refused as invalid
      And <parameter> is refused: "may not be empty"

      Examples:
        | parameter |
        | amount    |
        | currency  |

  Rule: Wrong paths and verbs are told apart from wrong payments

    # R020.
    @WI-003 @unverified
    Scenario Outline: GET <path> is not found
      When the client sends GET "<path>"
      Then the HTTP status is 404
      And the request is rejected

      Examples:
        | path         |
        | v1/paymentz  |
        | v9/payments  |
        | nothing/here |

    # R044.
    @WI-004 @unverified
    Scenario: A verb that a payment does not have is refused
      Given an approved PA of 92.00 EUR
      When the client sends PUT "v1/payments/{id}"
      Then the result code is 200.300.403

    # Seen in a shop's records: it asked with the one id for the other.
    # R427.
    @WI-008 @verified
    Scenario: The id of a payment link is none of a checkout
      Given a payment link for a DB of 92.00 EUR
      And the merchant notes the answer's "id" as "link"
      When the client sends GET "v1/checkouts/{link}/payment"
      Then the gateway knows no such checkout

    # A recorded answer: an operation without an id is read as a first request.
    # R153.
    @WI-005 @RF @verified
    Scenario: A back office operation without an id is read as a first request
      When the client sends POST "v1/payments/" with:
        | paymentType | RF    |
        | amount      | 92.00 |
        | currency    | EUR   |
      Then the request is refused as invalid
      And paymentType is refused: "must be one of [PA, DB, CD, PA.CP]"
      And paymentBrand is refused: "card properties must be set"

    # Recorded likewise.
    # R060, R153.
    @WI-007 @RV @verified
    Scenario: A reversal without an id lacks all that a first request needs
      When the client sends POST "v1/payments/" with:
        | paymentType | RV |
      Then the request is refused as invalid
      And these parameters are refused, and no others:
        | paymentType  | must be one of [PA, DB, CD, PA.CP] |
        | paymentBrand | card properties must be set        |
        | amount       | may not be empty                   |
        | currency     | may not be empty                   |

  Rule: A header that is no login is no login

    # D01, R018.
    @WI-006 @decided
    Scenario Outline: The Authorization header "<header>" counts as none
      Given an approved PA of 92.00 EUR
      And the request carries the Authorization header "<header>"
      When the client sends GET "v1/payments/{id}"
      Then the HTTP status is 401
      And the result code is 800.900.300

      Examples:
        | header             |
        | Bearer             |
        | Basic dXNlcjpwYXNz |
        | Token abcdefgh     |
