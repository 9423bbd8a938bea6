@webhooks
Feature: Notifications
  The platform tells the merchant what happens to a payment: at once when it is
  made, and again when it ends. The merchant need not ask.

  Source: Webhooks, "Configuration" and "Payload"; recorded notifications.

  Rule: A payment is told of when it is made

    # R394, R398, R456.
    @WH-001 @PA @sync @smoke @verified
    Scenario: A settled PA is told of
      Given the merchant has a webhook
      When the merchant sends a PA with VISA
      Then the merchant is notified that the preauthorization is approved
      And the notification has:
        | type                            | PAYMENT                   |
        | action                          | absent                    |
        | payload.paymentType             | PA                        |
        | payload.paymentBrand            | VISA                      |
        | payload.presentationAmount      | the amount 92.00          |
        | payload.presentationCurrency    | EUR                       |
        | payload.authentication.entityId | matches ^[0-9a-zA-Z]{32}$ |
        | payload.card.last4Digits        | matches ^\d{4}$           |
        | payload.card.number             | absent                    |

    # R383.
    @WH-018 @DB @sync @verified
    Scenario: Every webhook is told
      Given the merchant has two webhooks
      When the merchant sends a DB with VISA
      Then the debit is approved
      And both of the merchant's webhooks are notified of the debit

    # R398.
    @WH-017 @DB @sync @verified
    Scenario: A notification says more than the answer did
      Given the merchant has a webhook
      When the merchant sends a DB with VISA
      Then the merchant is notified that the debit is approved
      And the notification has:
        | payload.channelName   | present                         |
        | payload.source        | present                         |
        | payload.paymentMethod | CC                              |
        | payload.shortId       | matches ^\d{4}[.]\d{4}[.]\d{4}$ |

    # That refused payments are told of as well is concluded: the type PAYMENT
    # is not limited to success.
    @WH-002 @DB @sync @unverified
    Scenario: A declined DB is told of
      Given the merchant has a webhook
      And the shopper pays with a card the issuer declines
      When the merchant sends a DB with VISA
      Then the merchant is notified that the debit is rejected

    # R398.
    @WH-003 @PA @sync @verified
    Scenario: A notification says what the status says
      Given the merchant has a webhook
      When the merchant sends a PA with VISA
      Then the merchant is notified that the preauthorization is approved
      And the notification says what the status says

    # R399.
    @WH-004 @RF @sync @verified
    Scenario: A refund is told of, with the payment that it belongs to
      Given an approved DB of 92.00 EUR
      And the merchant has a webhook
      When the merchant refunds 52.00 EUR of the debit
      Then the merchant is notified that the refund is approved
      And the notification has:
        | payload.paymentType  | RF               |
        | payload.referencedId | present          |
        | payload.amount       | the amount 52.00 |

  Rule: A webhook is told of all that is below its entity

    # On which entity a real host's webhook is set, only its portal knows.
    # R382.
    @WH-019 @DB @sync @simulator-only @verified
    Scenario: A payment of an entity below is told of
      Given the merchant has a webhook
      And the merchant acts for an entity below its own
      When the merchant sends a DB with VISA
      Then the merchant is notified that the debit is approved

  Rule: Only the usual ports are called

    # How another port is refused is not published; that nothing comes is what a
    # merchant would see. A real host cannot reach one on purpose.
    # R392.
    @WH-020 @PA @sync @simulator-only @verified
    Scenario: A webhook at another port than 80 and 443 is not told
      Given the merchant has a webhook
      And a channel that tells webhooks at ports 80 and 443 only
      When the merchant sends a PA with VISA
      Then the merchant is not notified of the preauthorization

  Rule: A pending payment is told of twice

    # R400.
    @WH-005 @DB @async @verified
    Scenario: A pending DB is told of before anybody has paid
      Given the merchant has a webhook
      When the merchant sends a DB with PAYPAL
      Then the merchant is notified that the debit is pending

    # R400.
    @WH-006 @DB @async @browser @verified
    Scenario: A DB that the shopper approves is told of as approved
      Given the merchant has a webhook
      And a pending DB of 92.00 EUR with PAYPAL
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the merchant is notified that the debit is approved
      And the merchant's first notification of the debit says that it is pending
      And the notification says what the status says

    # D19 settles when it ends, and how.
    @WH-007 @DB @async @clock @decided
    Scenario: A DB that its shopper leaves alone is told of when it ends
      Given the merchant has a webhook
      And a pending DB of 92.00 EUR with PAYPAL
      When the merchant waits for 31 minutes
      Then the merchant is notified that the debit is rejected

    # D33. The money's arrival is played by the simulator's own port.
    @WH-008 @PA @RC @async @simulator-only @decided
    Scenario: Money that arrives later is told of
      Given the merchant has a webhook
      And a pending PA of 100.00 MXN with OXXO
      When the shopper's money arrives
      Then the merchant is notified that the preauthorization is approved

  Rule: A webhook is told of what it was set up for

    # R395.
    @WH-009 @sync @verified
    Scenario: A stored account is told of as created
      Given the merchant has a webhook
      And the shopper pays with a card the issuer approves
      When the merchant registers the shopper's VISA account
      Then the merchant is notified that the registration is approved
      And the notification has:
        | type   | REGISTRATION |
        | action | CREATED      |

    # R396.
    @WH-015 @DR @sync @verified
    Scenario: A deleted account is told of as deleted
      Given the merchant has a webhook
      And the shopper's VISA account is registered
      When the merchant deletes the registration
      Then the deregistration is approved
      And the merchant is notified of the registration with the action "DELETED"
      And the notification has:
        | type | REGISTRATION |

    # R397.
    @WH-016 @TE @sync @verified
    Scenario: An account that is kept longer is told of as updated
      Given the merchant has a webhook
      And the shopper's VISA account is registered
      When the merchant extends the life of the registration
      Then the extension is approved
      And the merchant is notified of the registration with the action "UPDATED"
      And the notification has:
        | type | REGISTRATION |

    # R379.
    @WH-010 @PA @sync @verified
    Scenario: A webhook for registrations is not told of payments
      Given the merchant has a webhook for registrations
      When the merchant sends a PA with VISA
      Then the merchant is not notified of the preauthorization

    # R379.
    @WH-011 @sync @verified
    Scenario: A webhook for payments is not told of registrations
      Given the merchant has a webhook for payments
      And the shopper pays with a card the issuer approves
      When the merchant registers the shopper's VISA account
      Then the merchant is not notified of the registration

    # R381.
    @WH-012 @PA @sync @verified
    Scenario: A webhook whose test failed is not used
      Given the merchant has a webhook whose test notification was refused
      When the merchant sends a PA with VISA
      Then the merchant is not notified of the preauthorization

    # That the setting exists is documented. What counts as data of the customer
    # is not; the groups about people and the names on accounts are decided.
    # R380.
    @WH-013 @PA @sync @decided
    Scenario: A webhook without customer data names no person
      Given the merchant has a webhook that leaves out customer data
      And the payment also has:
        | customer.givenName | Jane |
        | billing.city       | Bath |
      When the merchant sends a PA with VISA
      Then the merchant is notified that the preauthorization is approved
      And the notification has:
        | payload.customer              | absent           |
        | payload.billing               | absent           |
        | payload.card.holder           | absent           |
        | payload.amount                | the amount 92.00 |
        | payload.merchantTransactionId | present          |

    # R380.
    @WH-014 @PA @sync @verified
    Scenario: A webhook with all fields repeats the customer's data
      Given the merchant has a webhook
      And the payment also has:
        | customer.givenName | Jane |
      When the merchant sends a PA with VISA
      Then the merchant is notified that the preauthorization is approved
      And the notification has:
        | payload.customer.givenName | Jane |
