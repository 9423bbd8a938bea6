package simulator_test

import (
	"fmt"
	"testing"
	"time"

	"assay/support/spec"
)

// TestEveryAdviceBlocksAsItSays walks the table.
func TestEveryAdviceBlocksAsItSays(t *testing.T) {
	t.Parallel()
	for _, a := range spec.Advices() {
		t.Run("advice "+a.Name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := g.registered(account())
			g.pay(visa("DB", "card.holder=800.100.152 MAC "+a.Name)).is(400, "800.100.152")
			g.pay(visa("DB")).is(400, a.Code)
			g.payWith(token, "DB").is(400, a.Code)
			g.pay(visa("DB", "card.number=4111111111111111")).is(200, "000.100.110")
			if a.Liftable {
				g.pay(visa("DB", "threeDSecure.eci=05")).is(200, "000.100.110")
				g.pay(visa("DB", "card.expiryYear=2035")).is(200, "000.100.110")
			} else {
				g.pay(visa("DB", "card.expiryYear=2035")).is(400, a.Code)
			}
			if a.Time == 0 {
				g.advance("10000h")
				g.pay(visa("DB")).is(400, a.Code)
				return
			}
			g.advance(fmt.Sprint(a.Time - time.Second))
			g.pay(visa("DB")).is(400, a.Code)
			g.advance("1s")
			g.pay(visa("DB")).is(200, "000.100.110")
		})
	}
	g := start(t)
	g.pay(visa("DB", "card.holder=800.100.152 MAC 99")).is(400, "800.100.152")
	g.pay(visa("DB")).is(200, "000.100.110")
}

// TestAStoredCardCarriesItsAdvice has the decline come by the registration.
func TestAStoredCardCarriesItsAdvice(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account("card.holder=800.100.152 MAC 03"))
	g.payWith(token, "DB").is(400, "800.100.152")
	g.payWith(token, "DB").is(400, "700.601.003")
	g.pay(visa("DB")).is(400, "700.601.003")
}
