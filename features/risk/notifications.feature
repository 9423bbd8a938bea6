@risk @sync
Feature: Notifications of risk
  A merchant that holds back its parcels while a payment is under review wants to be
  told how the review ended, and what the risk check found in the first place.

  Source: Webhooks, "Configuration" (type RISKS) and "Payload".

  Rule: A risk check is told of

    # The channel's setting makes the check. A real host's cannot be set from here.
    # R401.
    @RK-060 @DB @webhooks @verified @simulator-only
    Scenario: The risk check of a payment is told of
      Given a channel that checks the risk of every payment
      And the merchant has a webhook for risk checks
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the reports list a risk check for the debit
      And the merchant is notified that the risk check is approved
      And the risk check refers to the debit
      And the notification has:
        | type                       | RISK        |
        | payload.paymentType        | RI          |
        | payload.referencedId       | present     |
        | payload.presentationAmount | "0.0"       |
        | payload.result.code        | 000.300.100 |

    # As above.
    # R379.
    @RK-061 @DB @webhooks @verified @simulator-only
    Scenario: A webhook for risk checks hears nothing of payments
      Given a channel that checks the risk of every payment
      And the merchant has a webhook for risk checks
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the merchant is not notified of the debit

    # That a check of its own is told of like one within a payment is concluded.
    @RK-062 @webhooks @unverified
    Scenario: A risk check of its own is told of
      Given the merchant has a webhook
      When the merchant has the risk of a payment with VISA checked
      Then the merchant is notified that the risk check is approved
      And the notification has:
        | type                       | RISK   |
        | payload.referencedId       | absent |
        | payload.presentationAmount | "0.0"  |

  Rule: The end of a review is told of

    # The channel's setting asks for the review, and its management port ends it.
    @RK-063 @DB @webhooks @unverified @simulator-only
    Scenario Outline: A payment that the reviewer <decision> is told of as <verdict>
      Given a channel that wants every payment reviewed
      And the merchant has a webhook
      And a DB of 92.00 EUR under review
      When the reviewer <decision> the debit
      Then the merchant is notified that the debit is <verdict>

      Examples:
        | decision | verdict  |
        | accepts  | approved |
        | rejects  | rejected |
