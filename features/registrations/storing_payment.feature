@registrations
Feature: Storing an account with a payment
  A first payment can store the account that it is made with: one request, one
  answer, and a registrationId for the payments to come. Of a payment of nothing
  only the registration remains.

  Source: Tokenisation, "createRegistration"; "Zero-amount verification".

  Rule: An approved payment stores its account

    # R296.
    @RG-007 @sync @verified
    Scenario Outline: A <type> that stores its account names the registration
      Given the payment also has:
        | createRegistration | true |
      When the merchant sends a <type> with VISA
      Then the payment is approved
      And the answer has:
        | registrationId | matches ^8a[0-9a-f]{30}$ |

      @PA @smoke
      Examples:
        | type |
        | PA   |

      @DB
      Examples:
        | type |
        | DB   |

      @CD
      Examples:
        | type |
        | CD   |

    # R296.
    @RG-008 @DB @sync @verified
    Scenario: The account of a payment pays again
      Given the payment also has:
        | createRegistration | true |
      And an approved DB of 92.00 EUR
      When the merchant sends a DB with the registration
      Then the debit is approved
      And the answer names the registration

    @RG-009 @DB @sync @verified
    Scenario: A payment that stores nothing names no registration
      Given the payment also has:
        | createRegistration | false |
      When the merchant sends a DB with VISA
      Then the debit is approved
      And the answer has:
        | registrationId | absent |

    # R319.
    @RG-010 @PA @sync @verified
    Scenario: A preauthorization of nothing verifies a card and stores it
      Given an amount of 0.00 EUR
      And the payment also has:
        | createRegistration | true |
      When the merchant sends a PA with VISA
      Then the preauthorization is approved
      And the answer shows an amount of 0.00 EUR
      And the answer has:
        | registrationId | present |

    @RG-011 @DB @sync @unverified
    Scenario: A debit of nothing stores nothing
      Given an amount of 0.00 EUR
      And the payment also has:
        | createRegistration | true |
      When the merchant sends a DB with VISA
      Then the debit is rejected for its amount
      And the answer has:
        | registrationId | absent |

    @RG-012 @DB @sync @unverified
    Scenario: A declined payment stores nothing
      Given the shopper pays with a card the issuer declines
      And the payment also has:
        | createRegistration | true |
      When the merchant sends a DB with VISA
      Then the debit is rejected
      And the answer has:
        | registrationId | absent |

  Rule: A registration is good when its payment is

    # R312.
    @RG-013 @DB @async @unverified
    Scenario: An account whose payment is pending does not pay yet
      Given the payment also has:
        | createRegistration | true |
      And a pending DB of 92.00 EUR with PAYPAL
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration
      And the result code is 100.150.201

    @RG-014 @DB @async @browser @unverified
    Scenario: An account whose payment the shopper approved pays
      Given the payment also has:
        | createRegistration | true |
      And a pending DB of 92.00 EUR with PAYPAL
      And the shopper has approved it on the brand's page
      When the merchant sends a DB with the registration
      Then the debit is pending
      And the answer names the registration
      And the answer says where to send the shopper

    # D19, R313.
    @RG-015 @DB @async @decided @clock
    Scenario: An account whose payment timed out never pays
      Given the payment also has:
        | createRegistration | true |
      And a pending DB of 92.00 EUR with PAYPAL
      And the merchant has waited for 31 minutes
      When the merchant sends a DB with the registration
      Then the debit is rejected for its registration
      And the result code is 100.150.203
