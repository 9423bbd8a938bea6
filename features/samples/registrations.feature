@samples @sync
Feature: The vendor's samples that store an account
  A shop that wants the next payment to need no card number stores the account
  once and keeps its token. The samples do that without a payment.

  Source: the vendor's sample requests (servertoserver-curl); Tokenisation, "Stand-alone registration".

  @SM-007 @verified
  Scenario Outline: The account of sample <sample> is stored
    When the merchant registers the account of sample <sample>
    Then the registration is approved
    And the answer has:
      | id          | present |
      | paymentType | absent  |

    Examples:
      | sample              |
      | AMEX-02             |
      | BRADESCO-02         |
      | DIRECTDEBIT_SEPA-02 |
      | MAESTRO-02          |
      | MASTER-02           |
      | VISA-02             |
      | VISAELECTRON-02     |
