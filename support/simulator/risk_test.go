package simulator_test

import (
	"slices"
	"testing"
)

// checked is a risk check of its own.
func checked(more ...string) []string {
	return visa("", append([]string{"-paymentType", "merchantTransactionId=risk-1"}, more...)...)
}

func TestARiskCheckOfItsOwn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		params []string
		status int
		code   string
	}{
		{"finds nothing", checked(), 200, "000.300.100"},
		{"is denied where the holder's name asks for it", checked("card.holder=100.400.142"), 400, "100.400.142"},
		{"wants a person's look", checked("customParameters[forceResultCode]=000.400.010"), 200, "000.400.010"},
		{"waits for the risk system", checked("card.holder=100.400.500"), 200, "100.400.500"},
		{"knows wrong cards", checked("card.number=4200000000000001"), 400, "100.100.101"},
		{"knows expired cards", checked("card.expiryYear=2019"), 400, "100.100.303"},
		{"is about cards", checked("paymentBrand=PAYPAL"), 400, "600.200.500"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			a := g.post("v2/redShield", tt.params...).is(tt.status, tt.code).has("paymentType", "RE").
				lacks("resultDetails", "risk", "referencedId", "redirect")
			if got := a.header.Get("Assay-Fidelity"); got != "unverified-answer" {
				t.Errorf("the answer says of itself %q", got)
			}
			g.get("v1/query/"+a.text("id")).is(tt.status, tt.code)
			g.get("v1/query", "merchantTransactionId=risk-1").has("payments.0.id", a.text("id")).lacks("payments.1")
		})
	}
}

func TestWhatARiskCheckNeeds(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.post("v2/redShield", checked("-merchantTransactionId")...).complains("merchantTransactionId", "may not be empty")
	g.post("v2/redShield", checked("-amount")...).complains("amount", "may not be empty")
	g.post("v2/redShield", checked("-card.number")...).complains("paymentBrand", "card properties must be set")
	g.post("v2/redShield", checked("ammount=1")...).complains("ammount", "is not an allowed parameter")
}

func TestNothingFollowsARiskCheck(t *testing.T) {
	t.Parallel()
	g := start(t, "D23=duplicates")
	id := g.post("v2/redShield", checked("paymentType=PA.CP")...).is(200, "000.300.100").text("id")
	for kind, code := range map[string]string{
		"CP": "700.400.510", "RF": "700.400.520", "RV": "700.400.530", "CB": "700.400.550", "RB": "700.100.700",
	} {
		g.follow(id, kind, amount("1.00")...).is(400, code)
	}
	g.get("v1/query", "merchantTransactionId=risk-1").lacks("payments.1")
	g.post("v2/redShield", checked()...).is(400, "800.110.100")
	g.pay(visa("PA", "merchantTransactionId=risk-1")).is(200, "000.100.110")
}

func TestTheRiskOfAStoredCard(t *testing.T) {
	t.Parallel()
	g := start(t)
	stored := func(id string) []string {
		return []string{"amount=1.00", "currency=EUR", "merchantTransactionId=risk-2", "registrations[0].id=" + id}
	}
	id := g.post("v1/registrations", visa("", "-paymentType", "-amount", "-currency")...).passes().text("id")
	g.post("v2/redShield", stored(id)...).is(200, "000.300.100").
		has("registrationId", id, "paymentBrand", "VISA", "card.last4Digits", "0000")
	g.post("v2/redShield", stored("8a000000000000000000000000000000")...).is(400, "100.150.200")
	g.post("v2/redShield", stored(g.approved(visa("PA")))...).is(400, "100.150.204")
}

// The setting of a channel, and what it makes of a payment and of a check alone.
func TestWhatAChannelsRiskCheckFinds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		setting       string
		status        int
		payment, risk string
	}{
		{"risk=accept", 200, "000.100.110", "000.300.100"},
		{"risk=review", 200, "000.400.000", "000.400.000"},
		{"risk=reject", 400, "100.400.142", "100.400.142"},
		{"risk=reject-after", 200, "000.400.100", "100.400.142"},
	}
	for _, tt := range tests {
		t.Run(tt.setting, func(t *testing.T) {
			t.Parallel()
			g := start(t, tt.setting)
			id := g.pay(visa("PA", "merchantTransactionId=risk-3")).is(tt.status, tt.payment).text("id")
			g.get("v1/query", "merchantTransactionId=risk-3").has("payments.1.paymentType", "RI",
				"payments.1.referencedId", id, "payments.1.result.code", tt.risk).
				lacks("payments.1.amount", "payments.1.risk", "payments.2")
			g.post("v2/redShield", checked()...).has("result.code", tt.risk)
		})
	}
}

// Without the setting, risk.* asks for the check.
func TestRiskParametersAskForACheck(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.pay(visa("PA", "merchantTransactionId=risk-4", "risk.channelId=c", "risk.parameters[user]=u", "risk.score=1",
		"risk.accountToken=kept")).is(200, "000.100.110").has("risk.parameters.user", "u", "risk.channelId", "c",
		"risk.score", "100").lacks("risk.accountToken")
	g.get("v1/query", "merchantTransactionId=risk-4").has("payments.1.paymentType", "RI").lacks("payments.2")
	g.pay(visa("PA", "merchantTransactionId=risk-5")).is(200, "000.100.110")
	g.get("v1/query", "merchantTransactionId=risk-5").lacks("payments.1")
	g.pay(visa("PA", "merchantTransactionId=risk-6", "card.holder=100.400.319", "risk.channelId=c")).
		is(400, "100.400.319").has("risk.channelId", "c")
	g.get("v1/query", "merchantTransactionId=risk-6").has("payments.1.result.code", "100.400.319")
	g.pay(visa("PA", "merchantTransactionId=risk-7", "card.holder=800.100.153", "risk.channelId=c")).
		is(400, "800.100.153")
	g.get("v1/query", "merchantTransactionId=risk-7").has("payments.1.result.code", "000.300.100")
}

func TestAReviewAwaitsTheShopper(t *testing.T) {
	t.Parallel()
	g := start(t, "risk=review")
	w := walks["wallet"]
	shopper := g.visitWith(append(slices.Clone(w.pay), "paymentType=PA.CP", automatic)...)
	g.automatic().has("payments.0.result.code", "000.200.000", "payments.1.paymentType", "RI").lacks("payments.2")
	for _, form := range w.way {
		shopper.enter(form...)
	}
	shopper.enter(w.approval...).returns()
	a := g.automatic().has("payments.0.result.code", "000.400.000").lacks("payments.2")
	g.review(a.text("payments.0.id"), "accept").has("payments.0.code", "000.100.110")
	g.automatic().has("payments.1.result.code", "000.300.100", "payments.2.paymentType", "CP")
}
