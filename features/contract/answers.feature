@contract
Feature: What every answer carries
  Beside the verdict an answer says when it was given, by which version of the
  gateway, and under which number its support finds the request. An integrator
  who logs these three gets help; one who cannot find them does not.

  Source: API Reference, "Response parameters"; recorded answers of the platform.

  # D22 has the form of the id, D34 that of the timestamp of an answer to a POST.
  # R006, R066, R068, R071.
  @FT-011 @PA @sync @decided @smoke
  Scenario: The answer to a payment can be traced
    When the merchant sends a PA with VISA
    Then the preauthorization is approved
    And the answer has:
      | id          | matches ^8a[0-9a-f]{30}$                        |
      | buildNumber | present                                         |
      | timestamp   | matches ^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+]0000$ |
      | ndc         | matches ^[0-9A-Za-z]{32}_[0-9a-f]{32}$          |

  # D34, as above.
  # R062.
  @FT-012 @PA @sync @decided
  Scenario: A refusal can be traced as well
    Given the payment has no amount
    When the merchant sends a PA with VISA
    Then the request is refused as invalid
    And the answer has:
      | buildNumber | present                                         |
      | timestamp   | matches ^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+]0000$ |
      | ndc         | present                                         |

  # R225.
  @FT-013 @DB @async @verified
  Scenario: A result is described in the words of the list
    When the merchant sends a DB with SOFORTUEBERWEISUNG
    Then the debit is pending
    And the answer's "result.description" is "transaction pending"

  # R070.
  @FT-015 @PA @sync @verified
  Scenario: The build number names a build and its time
    When the merchant sends a PA with VISA
    Then the preauthorization is approved
    And the answer has:
      | buildNumber | matches ^[0-9a-f]{40}@\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+]0000$ |
