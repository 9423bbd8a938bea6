package simulator_test

import "testing"

// The code of a chargeback says why it came (D32).
func TestAChargebackSaysWhy(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, setting, code string }{
		{"without a reason", "chargeback-reason=", "000.100.200"},
		{"with the channel's", "chargeback-reason=000.100.220", "000.100.220"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t, tt.setting)
			id := g.approved(visa("DB"))
			a := g.follow(id, "CB", amount("92.00")...).is(200, tt.code).has("paymentType", "CB", "amount", "92.00")
			g.get("v1/query/"+a.text("id")).is(200, tt.code).has("referencedId", id)
		})
	}
}

// A dispute goes to and fro: chargeback, its reversal, the representment, the
// reversal of that.
func TestADisputeTurnsThreeTimes(t *testing.T) {
	t.Parallel()
	turns := []act{cb, {kind: "CR", on: 1}, {kind: "CR", on: 2}, {kind: "CR", on: 3}}
	g := start(t)
	g.history(visa("DB"), turns...).is(200, "000.100.110").has("paymentType", "CR", "amount", "92.00")
	g.history(visa("DB"), append(turns, act{kind: "CR", on: 4})...).is(400, "700.400.411")
}

func TestWhatFollowsARebill(t *testing.T) {
	t.Parallel()
	g := start(t)
	rb := act{kind: "RB", amount: "120.00"}
	for _, acts := range [][]act{
		{rb},
		{rb, rb},
		{rb, {kind: "RF", on: 1, amount: "120.00"}},
		{rb, {kind: "CB", on: 1, amount: "120.00"}},
		{rb, {kind: "RV", on: 1}},
		{rf, rb},
	} {
		g.history(visa("DB"), acts...).passes()
	}
	g.history(visa("DB"), rb, act{kind: "RF", on: 1, amount: "120.01"}).is(400, "700.400.200")
	g.history(visa("DB"), rb, act{kind: "RB", on: 1, amount: "1.00"}).is(400, "700.100.700")
	g.history(visa("PA"), cp, act{kind: "RB", on: 1, amount: "1.00"}).passes()
}

func TestReceiptsOfMerchants(t *testing.T) {
	t.Parallel()
	g := start(t, "receipts=merchant")
	rc := act{kind: "RC", amount: "92.00"}
	g.history(visa("PA"), rc).is(200, "000.100.110").has("paymentType", "RC", "amount", "92.00")
	g.history(visa("PA"), rc, act{kind: "RF", on: 1, amount: "92.00"}).passes()
	g.history(visa("PA"), rc, cp).is(400, "700.400.100")
}
