package simulator_test

import (
	"slices"
	"testing"
)

// alone is an authentication without a payment.
func alone(number string, more ...string) []string {
	return secure("VISA", number, append([]string{"-paymentType"}, more...)...)
}

func TestAnAuthenticationOfItsOwn(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.post("v1/threeDSecure", alone(cardFrictionless)...).is(200, "000.100.110").
		has("paymentType", "3D", "threeDSecure.eci", "05", "threeDSecure.flow", "frictionless")
	g.get("v1/threeDSecure/"+a.text("id")).is(200, "000.100.110").has("threeDSecure.eci", "05")
	g.get("v1/payments/"+a.text("id")).is(200, "000.100.110").has("threeDSecure.eci", "05")
	g.post("v1/threeDSecure", alone("4200000000000000")...).is(400, "000.400.109")
	g.post("v1/threeDSecure", alone(cardFrictionless, "card.holder=800.100.153")...).is(200, "000.100.110")
	g.post("v1/threeDSecure", alone("4200000000000001")...).is(400, "100.100.101")
	g.post("v1/threeDSecure", alone(cardFrictionless, "-card.number")...).
		complains("paymentBrand", "card properties must be set")
	g.post("v1/threeDSecure", alone(cardFrictionless, "-amount")...).complains("amount", "may not be empty")
	g.post("v1/payments/"+a.text("id"), "paymentType=CP", "amount=92.00", "currency=EUR").is(400, "700.400.510")
}

func TestAnAuthenticationOfItsOwnAsksTheShopper(t *testing.T) {
	t.Parallel()
	g := start(t)
	pay := g.post("v1/threeDSecure", alone(cardChallenge)...).is(200, "000.200.000").lacks("amount")
	s := &shopper{gateway: g, pay: pay}
	s.open("POST", s.pay.text("redirect.url"), "token="+s.pay.text("redirect.parameters.1.value"))
	s.follow303()
	s.sees(200, "One-time code").enter(rightCode...)
	id := s.pay.text("id")
	want := "https://shop.example/result?order=7&id=" + id + "&resourcePath=%2Fv1%2FthreeDSecure%2F" + id
	if got := s.page.header.Get("Location"); got != want {
		t.Errorf("the shopper returns to %q, want %q", got, want)
	}
	g.get("v1/threeDSecure/"+id).is(200, "000.100.110").has("threeDSecure.flow", "challenge")
}

func TestTheStatusOfWhatIsNoAuthentication(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.get("v1/threeDSecure/"+g.approved(visa("PA"))).is(404, "700.400.580")
	g.get("v1/threeDSecure/8a000000000000000000000000000000").is(404, "700.400.580")
}

func TestTheGroundsForAnExemption(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, tt := range []struct{ amount, claim, want string }{
		{"30.00", "", "SCAEX_01"},
		{"30.01", "", "SCAEX_02"},
		{"100.00", "", "SCAEX_02"},
		{"100.01", "", "SCAEX_00"},
		{"500.00", "04", "SCAEX_04"},
	} {
		params := visa("", "-paymentType", "amount="+tt.amount)
		if tt.claim != "" {
			params = append(slices.Clone(params), "threeDSecure.exemptionFlag="+tt.claim)
		}
		g.post("v1/exemption", params...).is(200, "000.100.110").has("resultDetails.RiskRuleCategory", tt.want)
	}
	g.post("v1/exemption", visa("", "-paymentType", "card.number=4200000000000001")...).is(400, "100.100.101").
		lacks("resultDetails")
	g.post("v1/exemption", visa("", "-paymentType", "-currency")...).complains("currency", "may not be empty")
}
