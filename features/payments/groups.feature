@payments @sync
Feature: Groups of parameters
  What a merchant says of its shopper, its goods and its own business goes along
  with a payment and comes back in the answer, so that both sides can be sure of
  having understood each other.

  Source: API Reference, the pages of the groups; parameters.tsv; Server-to-Server, the menu (S14). Answers of several groups nobody has recorded (D28).

  Rule: A group comes back as it was sent

    # D28, R455.
    @GP-001 @DB @decided
    Scenario Outline: The answer repeats <group>
      Given the payment also has:
        | <name> | <value> |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer's "<path>" is "<value>"

      Examples: about the business
        | group            | name                             | value      | path                           |
        | airline          | airline.totalFareAmount          | 92.00      | airline.totalFareAmount        |
        | passengers       | airline.passengers[0].givenName  | Jane       | airline.passengers.0.givenName |
        | legs             | airline.passengers[0].legs[0].to | LIS        | airline.passengers.0.legs.0.to |
        | lodging          | lodging.checkInDate              | 2026-12-01 | lodging.checkInDate            |
        | corporate        | corporate.vatId                  | PT1234567  | corporate.vatId                |
        | recipient        | recipient.surname                | Jones      | recipient.surname              |
        | forex            | forex.rate                       | 1.08       | forex.rate                     |
        | marketPlace      | marketPlace.sellers[0].id        | seller-1   | marketPlace.sellers.0.id       |
        | cart             | cart.items[0].name               | Tea        | cart.items.0.name              |
        | cart payments    | cart.payments[0].type            | GIFTCARD   | cart.payments.0.type           |
        | merchantBilling  | merchantBilling.city             | Porto      | merchantBilling.city           |
        | merchantShipping | merchantShipping.city            | Porto      | merchantShipping.city          |

    # D28, R005, R457.
    @GP-002 @DB @decided
    Scenario: The items of a list come back in their order
      Given the payment also has:
        | cart.items[0].name        | Tea    |
        | cart.items[0].price       | 12.00  |
        | cart.items[1].name        | Teapot |
        | cart.items[1].price       | 80.00  |
        | marketPlace.sellers[0].id | one    |
        | marketPlace.sellers[1].id | two    |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | cart.items.#             | the number 2 |
        | cart.items.0.name        | Tea          |
        | cart.items.1.name        | Teapot       |
        | cart.items.1.price       | 80.00        |
        | marketPlace.sellers.1.id | two          |

    # Whether the prices of a cart or the shares of sellers have to make up the
    # amount is written nowhere.
    # R458.
    @GP-003 @DB @unverified
    Scenario: What a cart adds up to is nobody's business
      Given an amount of 92.00 EUR
      And the payment also has:
        | cart.items[0].name            | Tea    |
        | cart.items[0].totalAmount     | 1.00   |
        | marketPlace.sellers[0].id     | one    |
        | marketPlace.sellers[0].amount | 500.00 |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer shows an amount of 92.00 EUR

  Rule: What is documented of a group is held against it

    @GP-004 @DB @verified
    Scenario Outline: <name> cannot be "<value>"
      Given the payment also has:
        | <name> | <value> |
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And <name> is refused: "<message>"

      Examples:
        | name                      | value  | message                                        |
        | cart.items[0].currency    | EURO   | must match ^[a-zA-Z]{3}$                       |
        | cart.items[1].taxCategory | X      | must be one of [AA, S, E, Z]                   |
        | cart.payments[0].type     | CASH   | must be one of [GIFTCARD, PROMOTION]           |
        | cart.payments[0].status   | paid   | must be one of [pending, authorized, captured] |
        | cart.payments[0].primary  | yes    | must be one of [true, false]                   |
        | merchant.country          | PRT    | must match ^[a-zA-Z]{2}$                       |
        | customer.sex              | X      | must be one of [M, F]                          |
        | shipping.type             | PIGEON | must be one of [RETURN, SHIPMENT]              |

    # D07: the published lists have gaps.
    # R034.
    @GP-005 @DB @decided
    Scenario: A name that a documented group lacks is taken and comes back
      Given the payment also has:
        | lodging.starsOfTheHotel | 4 |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer's "lodging.starsOfTheHotel" is "4"

    # D07: outside of the documented groups a name is a mistake.
    # R033.
    @GP-006 @DB @decided
    Scenario: A group that nobody has documented is refused
      Given the payment also has:
        | loyalty.points | 4 |
      When the merchant sends a DB with VISA
      Then the request is refused as invalid
      And loyalty.points is refused: "is not an allowed parameter"

  Rule: The code of a chargeback says why it came

    # D07, D28: the group is named in the menu and its fields nowhere.
    @GP-007 @DB @CB @unverified
    Scenario: What a merchant says of a chargeback comes back
      Given an approved DB of 92.00 EUR
      And the chargeback also has:
        | chargeback.reason | late parcel |
      When the merchant charges back 92.00 EUR of the debit
      Then the chargeback is charged back
      And the answer's "chargeback.reason" is "late parcel"
