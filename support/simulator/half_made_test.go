package simulator_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"
)

// TestNobodySeesAPaymentThatIsHalfMade asks for payments by their reference
// while they are being made: who finds one sees it whole, with its result and
// all that belongs to it.
func TestNobodySeesAPaymentThatIsHalfMade(t *testing.T) {
	t.Parallel()
	kinds := []struct {
		name string
		form []string
		want string // of its first answer
	}{
		{"a card", visa("PA"), "000.100.110"},
		{"an automatic capture", visa("PA.CP"), "000.100.110"},
		{"a stored card", visa("DB", "createRegistration=true"), "000.100.110"},
		{"a declined card", visa("DB", "card.holder=800.100.153"), "800.100.153"},
		{"a brand's page", sofort(), "000.200.000"},
		{"a slip", oxxo(), "800.400.500"},
		{"an issuer's question", secure("VISA", cardChallenge), "000.200.000"},
		{"an authentication", alone(cardFrictionless), "000.100.110"},
		{"an account", account(), "000.100.110"},
	}
	for _, kind := range kinds {
		t.Run(kind.name, func(t *testing.T) {
			t.Parallel()
			g, _ := hooked(t)
			path := "v1/payments"
			switch kind.name {
			case "an authentication":
				path = "v1/threeDSecure"
			case "an account":
				path = "v1/registrations"
			}
			for round := range 20 {
				reference := fmt.Sprintf("merchantTransactionId=half-made-%d", round)
				made := make(chan struct{})
				var all sync.WaitGroup
				for range 3 {
					all.Go(func() { g.watch(reference, kind.want, made) })
				}
				g.post(path, append(kind.form, reference)...).has("result.code", kind.want)
				close(made)
				all.Wait()
			}
		})
	}
}

// watch asks for a reference until the payment is made.
func (g *gateway) watch(reference, code string, made chan struct{}) {
	for {
		a := g.do(http.MethodGet, "v1/query", g.form(reference), "")
		if a.status != http.StatusBadRequest { // nothing is found yet
			if got := a.text("payments.0.result.code"); got != code {
				g.t.Errorf("a query meanwhile finds %q, want %q\n%s", got, code, a.raw)
			}
		}
		select {
		case <-made:
			return
		default:
		}
	}
}
