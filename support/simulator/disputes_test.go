package simulator_test

import (
	"context"
	"strings"
	"testing"

	"assay/support/simulator/control"
)

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

// The bank's chargeback is the platform's to book, whatever merchants may do.
func TestTheBankChargesBack(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		first   []string
		before  []act
		body    string
		amount  string // of the chargeback; "" = there is none
		problem string
	}{
		{"the whole", visa("DB"), nil, `{}`, "92.00", ""},
		{"a part", visa("DB"), nil, `{"amount":"40.00"}`, "40.00", ""},
		{"what was not refunded", visa("DB"), []act{{kind: "RF", amount: "52.00"}}, `{}`, "40.00", ""},
		{"more than that", visa("DB"), []act{{kind: "RF", amount: "52.00"}}, `{"amount":"40.01"}`, "", "700.400.400"},
		{"what is only reserved", visa("PA"), nil, `{}`, "", "700.400.550"},
		{"what was declined", declined, nil, `{}`, "", "700.300.200"},
		{"what is pending", sofort(), nil, `{}`, "", "700.400.570"},
		{"an amount that is none", visa("DB"), nil, `{"amount":"all"}`, "", "is no amount"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t, "chargebacks=internal")
			id := g.pay(append(tt.first, "merchantTransactionId=disputed-1")).text("id")
			for _, a := range tt.before {
				g.follow(id, a.kind, amount(a.amount)...).passes()
			}
			a := g.manage("POST", "payments/"+id+"/chargeback", tt.body)
			if tt.amount == "" {
				if a.status != 400 || !strings.Contains(a.text("error"), tt.problem) || a.text("hint") == "" {
					t.Errorf("answer = %d %s, want %s", a.status, a.raw, tt.problem)
				}
				return
			}
			cb := a.has("payments.0.amount", tt.amount, "payments.0.referencedId", id).text("payments.0.id")
			g.get("v1/query/"+cb).is(200, "000.100.200").
				has("paymentType", "CB", "referencedId", id, "amount", tt.amount, "merchantTransactionId", "disputed-1")
			g.follow(cb, "CR").is(200, "000.100.110")
			if again := g.manage("POST", "payments/"+id+"/chargeback", `{}`); again.status != 400 {
				t.Errorf("a second one = %d %s", again.status, again.raw)
			}
		})
	}
	if a := start(t).manage("POST", "payments/8ac7a4/chargeback", `{}`); a.status != 400 || a.text("hint") == "" {
		t.Errorf("nobody's id = %d %s", a.status, a.raw)
	}
}

func TestControlChargesBack(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("DB", "merchantTransactionId=disputed-1"))
	c := control.New(g.ManageURL, "", g.http)
	if err := c.Chargeback(context.Background(), id, "40.00"); err != nil {
		t.Fatal(err)
	}
	g.get("v1/query", "merchantTransactionId=disputed-1").has("payments.1.paymentType", "CB", "payments.1.amount", "40.00")
	if err := c.Chargeback(context.Background(), id, ""); err == nil || !strings.Contains(err.Error(), "700.400.400") {
		t.Errorf("a second chargeback = %v", err)
	}
}
