package simulator_test

import "testing"

// review ends the review of a payment.
func (g *gateway) review(id, decision string) answer {
	g.t.Helper()
	return g.manage("POST", "payments/"+id+"/review", `{"decision":"`+decision+`"}`)
}

func TestAReviewEnds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, kind, decision, code, check string
		captures                          string // code of a capture by hand afterwards
	}{
		{"a PA is accepted", "PA", "accept", "000.100.110", "000.300.100", "000.100.110"},
		{"a PA is rejected", "PA", "reject", "100.400.147", "100.400.147", "700.400.510"},
		{"a PA.CP is accepted, and captured", "PA.CP", "accept", "000.100.110", "000.300.100", "700.400.100"},
		{"a PA.CP is rejected", "PA.CP", "reject", "100.400.147", "100.400.147", "700.400.510"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t, "risk=review")
			id := g.pay(visa(tt.kind, automatic)).is(200, "000.400.000").text("id")
			g.review(id, tt.decision).passes().has("payments.0.id", id, "payments.0.code", tt.code)
			g.automatic().has("payments.0.result.code", tt.code, "payments.1.result.code", tt.check)
			g.follow(id, "CP", amount("92.00")...).has("result.code", tt.captures)
		})
	}
}

func TestWhatIsNotUnderReviewIsNotDecidedOn(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA"))
	for _, bad := range []answer{
		g.review(id, "accept"), g.review("8a000000000000000000000000000000", "accept"), g.review(id, "perhaps"),
	} {
		if bad.status != 400 || bad.text("hint") == "" {
			t.Errorf("the answer is %d, %s", bad.status, bad.raw)
		}
	}
	id = g.pay(visa("DB", "customParameters[forceResultCode]=000.400.000")).text("id")
	g.review(id, "reject").passes()
	if again := g.review(id, "accept"); again.status != 400 {
		t.Errorf("a review can end twice: %s", again.raw)
	}
	g.follow(id, "RF", amount("1.00")...).is(400, "700.300.200")
	g.follow(id, "CB", amount("1.00")...).is(400, "700.300.200")
}

// Money that has moved is not made unmoved: an acceptance is all that is left,
// and captures nothing a second time.
func TestAReviewOfWhatWasCaptured(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(visa("PA.CP", automatic, "customParameters[forceResultCode]=000.400.000")).text("id")
	g.follow(id, "CP", amount("40.00")...).is(200, "000.100.110")
	if a := g.review(id, "reject"); a.status != 400 {
		t.Errorf("a captured payment is rejected: %s", a.raw)
	}
	g.review(id, "accept").passes()
	g.automatic().lacks("payments.1")
}

func TestAPaymentThatWaitsForTheRiskSystem(t *testing.T) {
	t.Parallel()
	for decision, want := range map[string]string{"accept": "000.100.110", "reject": "100.400.147"} {
		g := start(t)
		id := g.pay(visa("DB", "card.holder=100.400.500")).is(200, "100.400.500").text("id")
		g.follow(id, "RF", amount("1.00")...).is(400, "700.400.570")
		g.review(id, decision).passes()
		g.get("v1/query/"+id).has("result.code", want)
	}
}

func TestARiskCheckOfItsOwnIsReviewed(t *testing.T) {
	t.Parallel()
	g := start(t, "risk=review")
	id := g.post("v2/redShield", checked()...).is(200, "000.400.000").text("id")
	g.review(id, "accept").passes()
	g.get("v1/query/"+id).is(200, "000.300.100")
}

// A rejected debit brings in nothing.
func TestARejectedReviewIsNotSettled(t *testing.T) {
	t.Parallel()
	g := start(t, "risk=review")
	id := g.pay(visa("DB")).text("id")
	kept := g.pay(visa("DB", "amount=5.00")).text("id")
	g.review(id, "reject").passes()
	g.review(kept, "accept").passes()
	g.advance("24h")
	g.get("reports/v1/reconciliations/aggregations", "date.from=2026-11-20", "date.to=2026-11-30").
		has("aggregations.0.amount", "5.00")
}
