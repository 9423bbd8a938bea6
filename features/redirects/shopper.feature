@redirects @async
Feature: The shopper on the brand's page
  The merchant sends the shopper to the brand's page and learns what happened
  there only when the shopper is back: the return says where to ask, and the
  gateway's answer to that question is what counts.

  Source: Server-to-Server, "Asynchronous workflow" (S08, S09, S10, S11).

  Rule: What the shopper does decides what becomes of the payment

    # One brand for each kind of page that a shopper may meet: bank, wallet, card,
    # transfer and lender; then card with a code, slip, and phone.
    # R229, R230, R235.
    @RD-001 @DB @browser
    Scenario Outline: A DB with <brand> that the shopper approves is approved
      Given a pending DB of 92.00 EUR with <brand>
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the answer shows an amount of 92.00 EUR

      @smoke @verified
      Examples:
        | brand              |
        | SOFORTUEBERWEISUNG |

      @verified
      Examples:
        | brand          |
        | PAYPAL         |
        | KNET           |
        | PREPAYMENT     |
        | KLARNA_INVOICE |

      # That these brands send the shopper away is concluded from their kind.
      @unverified
      Examples:
        | brand           |
        | BANCONTACT_LINK |
        | EFECTY          |
        | TWINT           |

    @RD-002 @DB @browser
    Scenario Outline: A DB with <brand> that the shopper declines is rejected
      Given a pending DB of 92.00 EUR with <brand>
      When the shopper declines it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected

      @verified
      Examples:
        | brand              |
        | SOFORTUEBERWEISUNG |
        | PAYPAL             |
        | KNET               |
        | PREPAYMENT         |
        | KLARNA_INVOICE     |

      # That these brands send the shopper away is concluded from their kind.
      @unverified
      Examples:
        | brand           |
        | BANCONTACT_LINK |
        | EFECTY          |
        | TWINT           |

    # The text of the code fits; which one a brand answers is not published.
    # R257.
    @RD-024 @DB @browser @unverified
    Scenario: A payment that the shopper declines was not confirmed
      Given a pending DB of 92.00 EUR with PAYPAL
      When the shopper declines it on the brand's page
      Then the status of the payment is rejected
      And the result code is 100.396.102

    # D19, R256.
    @RD-003 @DB @browser
    Scenario Outline: A DB with <brand> that the shopper cancels says so
      Given a pending DB of 92.00 EUR with <brand>
      When the shopper cancels it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.396.101

      @decided
      Examples:
        | brand              |
        | SOFORTUEBERWEISUNG |
        | PAYPAL             |
        | KNET               |
        | PREPAYMENT         |
        | KLARNA_INVOICE     |

      # That these brands send the shopper away is concluded from their kind.
      @unverified
      Examples:
        | brand           |
        | BANCONTACT_LINK |
        | EFECTY          |
        | TWINT           |

    # What a page does after the third wrong login is the brand's affair; that
    # the payment ends rejected is not.
    @RD-004 @DB @browser @unverified
    Scenario Outline: Three wrong logins at <brand> end the payment
      Given a pending DB of 92.00 EUR with <brand>
      When the shopper gives a wrong login three times on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the reports show the payment as rejected

      Examples:
        | brand              |
        | SOFORTUEBERWEISUNG |
        | PAYPAL             |
        | KNET               |
        | KLARNA_INVOICE     |
        | BANCONTACT_LINK    |

    # As above: what confirms a payment may be guessed at three times, too.
    @RD-012 @DB @browser @unverified
    Scenario Outline: Three times a wrong <entry> at <brand> ends the payment
      Given a pending DB of 92.00 EUR with <brand>
      When the shopper gives a wrong <entry> three times on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected

      Examples:
        | brand              | entry |
        | SOFORTUEBERWEISUNG | TAN   |
        | BANCONTACT_LINK    | code  |

    @RD-013 @DB @browser @unverified
    Scenario: A shopper whom the lender refuses has not paid
      Given a pending DB of 92.00 EUR with KLARNA_INVOICE
      When the brand refuses the shopper on its page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected

    # The text of the code fits; which brand's page asks for terms is not published.
    # R261.
    @RD-025 @DB @browser @unverified
    Scenario: A shopper who does not accept the terms has not paid
      Given a pending DB of 92.00 EUR with KLARNA_INVOICE
      When the shopper refuses the terms on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is rejected
      And the result code is 100.396.106

    # D33.
    @RD-014 @DB @browser @decided
    Scenario Outline: A shopper who takes the slip of <brand> along has not paid yet
      Given a pending DB of 92.00 EUR with <brand>
      When the shopper takes the slip along and returns
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is pending

      Examples:
        | brand      |
        | EFECTY     |
        | PREPAYMENT |

    @RD-005 @PA @browser @verified
    Scenario: A PA that the shopper approves is approved
      Given a pending PA of 92.00 EUR with PAYPAL
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the reports show the payment as approved

    # D33: the money's arrival, played on the slip's or the phone's own page.
    @RD-015 @PA @RC @browser @decided
    Scenario Outline: A PA with <brand> that is paid leaves a receipt
      Given a pending PA of 92.00 <currency> with <brand>
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved
      And the reports list a receipt for the preauthorization

      Examples:
        | brand    | currency |
        | OXXO     | MXN      |
        | PIX      | BRL      |
        | BRADESCO | BRL      |

  Rule: What the shopper does with the browser changes nothing

    @RD-016 @DB @browser @verified
    Scenario: A shopper who closes the brand's page has not paid
      Given a pending DB of 92.00 EUR with PAYPAL
      When the shopper closes the brand's page
      Then the shopper is not back at the merchant
      And the status of the payment is pending

    # D19.
    @RD-017 @DB @browser @clock @decided
    Scenario: A payment whose shopper has closed the brand's page ends by itself
      Given a pending DB of 92.00 EUR with PAYPAL
      And the shopper has closed the brand's page
      When the merchant waits for 30 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.103

    # R263.
    @RD-018 @DB @browser @verified
    Scenario: A shopper who comes back twice has paid once
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      And the shopper has approved it on the brand's page
      When the shopper comes back once more
      Then the shopper has come back twice
      And the return names the payment
      And the reports list 1 payment with the merchant's own reference

    # What the page says then is the brand's affair.
    @RD-019 @DB @browser @unverified
    Scenario: A shopper who goes back and tries again has paid once
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the shopper approves it on the brand's page, goes back and tries again
      Then the shopper has come back twice
      And the status of the payment is approved
      And the answer shows an amount of 92.00 EUR
      And the reports list 1 payment with the merchant's own reference

    # That this brand sends the shopper away is concluded from its kind.
    @RD-020 @DB @browser @unverified
    Scenario: A shopper who approves on the phone and does not return has paid
      Given a pending DB of 92.00 EUR with TWINT
      When the shopper approves it on the phone and does not return
      Then the shopper is not back at the merchant
      And the status of the payment is approved
      And the reports show the payment as approved

    # As above; a merchant without webhooks has to ask.
    @RD-021 @DB @browser @webhooks @unverified
    Scenario: The merchant is notified of a shopper who does not return
      Given the merchant has a webhook
      And a pending DB of 92.00 EUR with TWINT
      When the shopper approves it on the phone and does not return
      Then the merchant is notified that the payment is approved
      And the shopper is not back at the merchant

    @RD-022 @DB @browser @verified
    Scenario Outline: A shopper who approves in <place> has paid
      Given the merchant shows the payment in <place>
      And a pending DB of 92.00 EUR with PAYPAL
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the status of the payment is approved

      Examples:
        | place     |
        | a popup   |
        | a new tab |

  Rule: A payment left alone ends by itself

    # D19. The code of the end is decided there too.
    @RD-006 @DB @browser @clock @decided
    Scenario: A brand's page left alone for half an hour ends the payment
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the shopper leaves the brand's page alone for 30 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.103

    # D19, R254, R258.
    @RD-007 @DB @clock @decided
    Scenario Outline: After <minutes> minutes without a shopper the payment is <verdict>
      Given a pending DB of 92.00 EUR with <brand>
      When the merchant waits for <minutes> minutes
      Then the status of the payment is <verdict>

      Examples:
        | minutes | brand              | verdict  |
        | 29      | SOFORTUEBERWEISUNG | pending  |
        | 30      | PAYPAL             | rejected |
        | 31      | KNET               | rejected |

    # D19: the time is the channel's. A real host's channel cannot be set from here.
    @RD-023 @DB @clock @decided @simulator-only
    Scenario: A channel that gives its shoppers 10 minutes waits no longer
      Given a channel that gives its shoppers 10 minutes
      And a pending DB of 92.00 EUR with PAYPAL
      When the merchant waits for 10 minutes
      Then the status of the payment is rejected
      And the result code is 100.396.103

  Rule: A merchant may give up on a shopper

    # The text of the code says that merchants can, nothing says how: a real platform
    # has a portal, and the simulator's management port takes its place.
    # R260.
    @RD-026 @DB @unverified @simulator-only
    Scenario: A payment that the merchant cancels says so
      Given a pending DB of 92.00 EUR with PAYPAL
      When the merchant cancels the debit
      Then the status of the payment is rejected
      And the result code is 100.396.201

  Rule: The return leads back to this payment and no other

    # R235, R236.
    @RD-008 @DB @browser @verified
    Scenario: The return names the payment
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      When the shopper approves it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the return names the payment

    # No page of the vendor says so; a merchant whose order number is lost on the
    # way cannot tell whose payment it is.
    # R238.
    @RD-009 @DB @browser @unverified
    Scenario: The return keeps the merchant's own order number
      Given a pending DB of 92.00 EUR with PAYPAL
      When the shopper cancels it on the brand's page
      Then the shopper is back at the merchant with a resourcePath
      And the return keeps what the merchant's own address carried

  Rule: An approved payment is a payment like any other

    @RD-010 @RF @browser @verified
    Scenario: A DB that the shopper approved can be refunded
      Given a pending DB of 92.00 EUR with SOFORTUEBERWEISUNG
      And the shopper has approved it on the brand's page
      When the merchant refunds 92.00 EUR of the debit
      Then the refund is approved

    @RD-011 @CP @browser @verified
    Scenario: A PA that the shopper approved can be captured
      Given a pending PA of 92.00 EUR with PAYPAL
      And the shopper has approved it on the brand's page
      When the merchant captures 92.00 EUR of the preauthorization
      Then the capture is approved
