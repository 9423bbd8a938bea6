package simulator_test

import (
	"strings"
	"testing"
)

func TestTestDataOfAChannelsOwn(t *testing.T) {
	t.Parallel()
	const amounts = "amount=0.75:100.396.101, amount=1.15:900.100.100"
	tests := []struct {
		name, outcomes string // setting
		payment        []string
		status         int
		code           string
	}{
		{"none", "", visa("DB", "amount=1.15"), 200, "000.100.110"},
		{"one of two amounts", amounts, visa("DB", "amount=0.75"), 400, "100.396.101"},
		{"the other amount", amounts, visa("DB", "amount=1.15"), 400, "900.100.100"},
		{"another amount", amounts, visa("DB", "amount=1.16"), 200, "000.100.110"},
		{"a value with a colon", "customParameters[slot]=10:15:800.100.153", visa("PA", "customParameters[slot]=10:15"), 400, "800.100.153"},
		{"a card's year", "card.expiryYear=2034:800.100.301", visa("PA"), 400, "800.100.301"},
		{"what the request asks for comes first", amounts, visa("DB", "amount=0.75", "card.holder=800.100.153"), 400, "800.100.153"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			start(t, "outcomes="+tt.outcomes).pay(tt.payment).is(tt.status, tt.code)
		})
	}
}

// TestTheYearOfAStoredCardDecides pays with a card whose year no request names.
func TestTheYearOfAStoredCardDecides(t *testing.T) {
	t.Parallel()
	g := start(t, "outcomes=card.expiryYear=2034:800.100.301")
	id := g.register(account()...).is(200, "000.100.110").text("id")
	g.post("v1/registrations/"+id+"/payments", "paymentType=PA", "amount=1.00", "currency=EUR").is(400, "800.100.301")
}

func TestOutcomesThatAreNone(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, wrong := range []string{
		"amount=1.00", "amount=:800.100.153", "=1.00:800.100.153", "colour=red:800.100.153", "amount=1.00:000.100.110",
		"amount=1.00:000.200.000", "amount=1.00:999.999.998", "amount=1.00:800.100.153,", strings.Repeat("amount=1.00:800.100.153,", 100) + "amount=1.00:800.100.153",
	} {
		a := g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"settings":{"outcomes":"`+wrong+`"}}`)
		if a.status != 400 || !strings.Contains(a.text("hint"), "parameter=value:code") {
			t.Errorf("%q is answered with %d, %s", wrong, a.status, a.raw)
		}
	}
}
