package simulator_test

import (
	"slices"
	"testing"
)

const automatic = "merchantTransactionId=automatic-1"

// automatic returns what the reports list for the reference of a PA.CP.
func (g *gateway) automatic() answer {
	g.t.Helper()
	return g.get("v1/query", automatic).is(200, "000.000.100")
}

func TestAnAutomaticCaptureFollowsAnApproval(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(visa("PA.CP", automatic, "descriptor=Tea")).is(200, "000.100.110").
		has("paymentType", "PA", "amount", "92.00").text("id")
	a := g.automatic().has("payments.0.id", id, "payments.1.paymentType", "CP", "payments.1.referencedId", id,
		"payments.1.amount", "92.00", "payments.1.result.code", "000.100.110", "payments.1.descriptor", "Tea").
		lacks("payments.2")
	g.follow(id, "CP", amount("1.00")...).is(400, "700.400.100")
	g.follow(a.text("payments.1.id"), "RF", amount("92.00")...).is(200, "000.100.110")
	g.manage("GET", "payments?entityId="+g.Channel.EntityID, "").has("payments.1.paymentType", "CP")
}

func TestAnAutomaticCaptureIsWithheld(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, more string
		status     int
		code       string
	}{
		{"from a declined payment", "card.holder=800.100.151", 400, "800.100.151"},
		{"from one that risk rejects", "card.holder=100.400.002", 400, "100.400.002"},
		{"from one to be reviewed", "customParameters[forceResultCode]=000.400.000", 200, "000.400.000"},
		{"from one of nothing", "amount=0.00", 400, "100.550.300"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			g.pay(visa("PA.CP", automatic, tt.more)).is(tt.status, tt.code)
			g.automatic().lacks("payments.1")
		})
	}
}

func TestAnAutomaticCaptureThatTheAcquirerRefuses(t *testing.T) {
	t.Parallel()
	g := start(t, "D10=no-capture")
	id := g.pay(visa("PA.CP", automatic)).is(200, "000.100.110").text("id")
	g.automatic().has("payments.1.paymentType", "CP", "payments.1.result.code", "700.400.101").lacks("payments.1.amount")
	g.follow(id, "RV").is(200, "000.100.110")
}

func TestAnAutomaticCaptureAwaitsTheShopper(t *testing.T) {
	t.Parallel()
	g := start(t)
	w := walks["wallet"]
	shopper := g.visitWith(append(slices.Clone(w.pay), "paymentType=PA.CP", automatic)...)
	g.automatic().has("payments.0.result.code", "000.200.000").lacks("payments.1")
	for _, form := range w.way {
		shopper.enter(form...)
	}
	shopper.enter(w.approval...).returns()
	g.automatic().has("payments.0.result.code", "000.100.110", "payments.1.paymentType", "CP",
		"payments.1.result.code", "000.100.110").lacks("payments.2")
}

// The money for a slip comes by itself: its receipt is all there is.
func TestAnAutomaticCaptureOfASlipIsItsReceipt(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(by("PREPAYMENT", "paymentType=PA.CP", automatic)).text("id")
	g.paid(id)
	g.automatic().has("payments.1.paymentType", "RC").lacks("payments.2")
}

func TestAChannelWithoutCapturesHasNoAutomaticOnes(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"paymentTypes":["PA","DB"]}`)
	g.pay(visa("PA.CP")).is(400, "600.200.500")
	g.pay(visa("PA")).is(200, "000.100.110")
}
