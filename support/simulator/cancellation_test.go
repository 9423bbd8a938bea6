package simulator_test

import "testing"

func TestAMerchantCancels(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		form []string
	}{
		{"a redirect", sofort()},
		{"a slip", oxxo()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			id := g.pay(tt.form).text("id")
			g.manage("POST", "payments/"+id+"/cancel", "").passes()
			g.get("v1/payments/"+id).is(400, "100.396.201").has("result.description", "Cancelled by merchant").lacks("amount")
			g.advance("1440h") // the end of its waiting changes nothing
			g.get("v1/payments/"+id).is(400, "100.396.201")
		})
	}
}

func TestAShopperComesToACancelledPayment(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visit("bnpl").sees(200, "Pay in 14 days")
	g.manage("POST", "payments/"+s.pay.text("id")+"/cancel", "").passes()
	s.enter(lend...).sees(409, "This payment is finished").ends(400, "100.396.201")
}

func TestWhatWaitsForNobodyIsNotCancelled(t *testing.T) {
	t.Parallel()
	g := start(t)
	cancelled := g.pay(sofort()).text("id")
	g.manage("POST", "payments/"+cancelled+"/cancel", "").passes()
	for _, id := range []string{
		g.approved(visa("PA")), g.pay(visa("DB", "customParameters[forceResultCode]=100.400.500")).text("id"), cancelled,
		"8a000000000000000000000000000000",
	} {
		if a := g.manage("POST", "payments/"+id+"/cancel", ""); a.status != 400 || a.text("hint") == "" {
			t.Errorf("the cancellation of %s is answered with %d, %s", id, a.status, a.raw)
		}
	}
}
