package simulator_test

import "testing"

func incremental(id, amount string, more ...string) []string {
	return visa("PA", append([]string{
		"amount=" + amount, "referenceUuid=" + id, "standingInstruction.industryPractice=INCREMENTAL_AUTH",
	}, more...)...)
}

// What may be captured grows, whichever way the increment is asked for.
func TestIncrementsRaiseWhatMayBeCaptured(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		ask  func(g *gateway, id string) answer
	}{
		{"as a step on the payment", func(g *gateway, id string) answer { return g.follow(id, "PA", amount("8.00")...) }},
		{"as a payment that refers to it", func(g *gateway, id string) answer {
			return g.pay(incremental(id, "8.00")).has("paymentBrand", "VISA", "card.bin", "420000")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			id := g.approved(visa("PA"))
			a := tt.ask(g, id).is(200, "000.100.110").has("referencedId", id, "paymentType", "PA", "amount", "8.00")
			g.follow(id, "CP", amount("100.01")...).is(400, "700.400.100")
			g.follow(a.text("id"), "CP", amount("60.00")...).is(200, "000.100.110").has("referencedId", a.text("id"))
			g.follow(id, "CP", amount("40.00")...).is(200, "000.100.110")
			g.follow(id, "PA", amount("8.00")...).is(400, "700.300.300")
			g.follow(id, "RF", amount("100.00")...).is(200, "000.100.110")
		})
	}
}

func TestIncrementsThatAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		ask  func(g *gateway, id string) answer
		code string
	}{
		{"of an unknown payment", func(g *gateway, _ string) answer {
			return g.pay(incremental("8ac7a4c9ffffffffffffffffffffffff", "8.00"))
		}, "700.100.100"},
		{"that the issuer declines", func(g *gateway, id string) answer {
			return g.pay(incremental(id, "8.00", "card.holder=800.100.151"))
		}, "800.100.151"},
		{"with a wrong card number", func(g *gateway, id string) answer {
			return g.pay(incremental(id, "8.00", "card.number=4200000000000001"))
		}, "100.100.101"},
		{"in another currency", func(g *gateway, id string) answer {
			return g.pay(incremental(id, "8.00", "currency=USD"))
		}, "700.100.500"},
		{"of nothing", func(g *gateway, id string) answer { return g.pay(incremental(id, "0.00")) }, "100.550.300"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			id := g.approved(visa("PA"))
			a := tt.ask(g, id).is(400, tt.code).lacks("amount")
			if a.text("id") == "" {
				t.Error("the refusal has no id")
			}
			g.follow(id, "CP", amount("92.01")...).is(400, "700.400.100")
			g.follow(id, "CP", amount("92.00")...).is(200, "000.100.110")
		})
	}
}

// A reference alone, or the practice alone, is a payment of its own.
func TestAReferenceAloneIncrementsNothing(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA"))
	g.pay(visa("PA", "referenceUuid="+id)).is(200, "000.100.110").lacks("referencedId")
	g.pay(visa("PA", "standingInstruction.industryPractice=INCREMENTAL_AUTH", "standingInstruction.mode=INITIAL",
		"standingInstruction.source=CIT")).is(200, "000.100.110").lacks("referencedId")
	g.follow(id, "CP", amount("92.01")...).is(400, "700.400.100")
}
