@errors @sync
Feature: Authentication
  A merchant shows who it is by an access token and names the entity it acts for.
  Whoever cannot show that gets nothing done and learns nothing, not even an id.

  Source: API Reference, "Authentication"; the older form is in the vendor's published samples.

  Rule: Three ways of signing in are known

    # R011.
    @AU-001 @PA @verified
    Scenario: The older login opens the reports too
      Given the merchant signs in the older way, with user id and password
      And an approved PA of 92.00 EUR
      When the merchant looks up the payment in the reports
      Then the payment is approved

    # R010.
    @AU-002 @PA @verified
    Scenario: The older login with user id and password still works
      Given the merchant signs in the older way, with user id and password
      When the merchant sends a PA with VISA
      Then the preauthorization is approved

    # R012.
    @AU-003 @PA @verified
    Scenario: The access token goes with the older name of the entity
      Given the merchant presents the access token and names the entity the older way
      When the merchant sends a PA with VISA
      Then the preauthorization is approved

  Rule: One login may serve several entities

    # R013.
    @AU-013 @PA @DB @two-entities @verified
    Scenario: The login of one entity opens another
      Given an approved PA of 92.00 EUR
      And the merchant acts for another entity
      When the merchant sends a DB with VISA
      Then the debit is approved

  Rule: Whoever does not sign in is asked to

    # D01, R018, R024.
    @AU-004 @PA @decided @smoke
    Scenario: A payment without credentials is refused
      Given the merchant presents no credentials
      When the merchant sends a PA with VISA
      Then the request is rejected
      And the HTTP status is 401
      And the result code is 800.900.300
      And the answer has no payment id
      And the gateway keeps no record of it

    # D01, R018.
    @AU-005 @decided
    Scenario: A status request without credentials is refused
      Given an approved PA of 92.00 EUR
      And the merchant presents no credentials
      When the merchant asks for the status of the payment
      Then the HTTP status is 401
      And the result code is 800.900.300

  Rule: Whoever signs in wrongly is turned away

    # D02, R019, R025.
    @AU-006 @PA @decided
    Scenario: An unknown access token is turned away
      Given the merchant presents an access token the gateway does not know
      When the merchant sends a PA with VISA
      Then the HTTP status is 403
      And the result code is 800.900.300
      And the answer has no payment id
      And the gateway keeps no record of it

    # D02, R025.
    @AU-007 @PA @decided
    Scenario: A wrong password is turned away
      Given the merchant signs in the older way, with a wrong password
      When the merchant sends a PA with VISA
      Then the HTTP status is 403
      And the result code is 800.900.300
      And the answer has no payment id

    # D02, R029.
    @AU-008 @PA @decided
    Scenario: An unknown entity is turned away
      Given the merchant names an entity the gateway does not know
      When the merchant sends a PA with VISA
      Then the HTTP status is 403
      And the result code is 800.900.300
      And the answer has no payment id

    # D02, R065.
    @AU-009 @CP @decided
    Scenario: A capture with an unknown access token moves nothing
      Given an approved PA of 92.00 EUR
      And the merchant presents an access token the gateway does not know
      When the merchant captures 92.00 EUR of the preauthorization
      Then the HTTP status is 403
      And the result code is 800.900.300
      And the answer has no payment id

    # D02.
    @AU-010 @decided
    Scenario: The reports are closed to an unknown access token
      Given an approved PA of 92.00 EUR
      And the merchant presents an access token the gateway does not know
      When the merchant looks up the payment in the reports
      Then the HTTP status is 403
      And the result code is 800.900.300

    # D02: some hosts answer as if nobody had signed in. A real host's channel
    # cannot be set from here.
    # R026.
    @AU-011 @PA @decided @simulator-only
    Scenario: A channel may answer a wrong token like a missing one
      Given a channel that answers a wrong login like a missing one
      And the merchant presents an access token the gateway does not know
      When the merchant sends a PA with VISA
      Then the HTTP status is 401
      And the result code is 800.900.300

  Rule: The entity must be named

    # D04 counts it as validation, before anybody is recognised.
    # R028.
    @AU-012 @PA @decided
    Scenario: A payment that names no entity is refused as incomplete
      Given the merchant names no entity
      When the merchant sends a PA with VISA
      Then the request is refused as invalid
      And the answer has:
        | result.parameterErrors.0.name | entityId |
