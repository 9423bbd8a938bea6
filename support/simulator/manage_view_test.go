package simulator_test

import (
	"fmt"
	"slices"
	"testing"

	"assay/support/simulator"
)

// What may happen to a payment is offered, and what is offered can be done.
func TestAPaymentOffersWhatMayHappenToIt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		form []string
		want string
	}{
		{"a debit may be charged back", visa("DB"), "[chargeback]"},
		{"a preauthorization has brought nothing in", visa("PA"), "[]"},
		{"a declined debit has brought nothing in", declined, "[]"},
		{"money may arrive for a slip", oxxo(), "[receipt cancel]"},
		{"the merchant may give up on a redirect", sofort(), "[cancel]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			id := g.pay(tt.form).text("id")
			offers, _ := g.manage("GET", "payments/"+id, "").get("offers").([]any)
			if got := fmt.Sprint(offers); got != tt.want {
				t.Fatalf("offers = %s, want %s", got, tt.want)
			}
			for _, offer := range offers {
				id := g.pay(tt.form).text("id")
				if a := g.manage("POST", fmt.Sprintf("payments/%s/%s", id, offer), "{}"); a.status != 200 {
					t.Errorf("%s is offered, and answered with %s", offer, a.raw)
				}
				if a := g.manage("GET", "payments/"+id, ""); slices.Contains(a.get("offers").([]any), offer) {
					t.Errorf("what was done is offered again: %s", a.raw)
				}
			}
		})
	}
}

// Faults are shown, those of a channel and those that all of them have.
func TestFaultsInForceAreShown(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Faults: []string{"drip=1ms"}})
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"faults":["delay=1ms"]}`)
	a := g.manage("GET", "channels", "")
	if a.text("faults.0") != "drip=1ms" || a.text("channels.0.faults.0") != "delay=1ms" {
		t.Errorf("channels = %s, want the faults", a.raw)
	}
}
