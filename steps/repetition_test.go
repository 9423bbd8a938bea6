package steps

import "testing"

func TestAnswersRepeatParametersInTheirPlace(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"merchantInvoiceId":                "merchantInvoiceId",
		"customer.givenName":               "customer.givenName",
		"cart.items[3].recipient.city":     "cart.items.3.recipient.city",
		"airline.passengers[0].legs[1].to": "airline.passengers.0.legs.1.to",
		"customParameters[a.b_c]":          `customParameters.a\.b_c`,
		"threeDSecure.schemeData[CB-A]":    "threeDSecure.schemeData.CB-A",
	} {
		if got := answerPath(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
