package simulator_test

import (
	"sync"
	"testing"
)

func TestAStoredCardIsUpdated(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		update []string
		status int
		code   string
		has    []string // of the registration afterwards
	}{
		{
			"its expiry",
			[]string{"card.expiryMonth=11", "card.expiryYear=2039"},
			200, "000.100.110",
			[]string{"card.expiryMonth", "11", "card.expiryYear", "2039", "card.holder", "Jane Jones", "card.bin", "420000"},
		},
		{
			"its holder alone",
			[]string{"card.holder=Joan Jones"},
			200, "000.100.110",
			[]string{"card.holder", "Joan Jones", "card.expiryMonth", "05", "customer.givenName", "Jane"},
		},
		{"nothing, which changes nothing", nil, 200, "000.100.110", []string{"card.holder", "Jane Jones"}},
		{
			"not its number",
			[]string{"card.number=4111111111111111"},
			400, "200.300.404",
			[]string{"card.last4Digits", "0000"},
		},
		{"not its brand", []string{"paymentBrand=MASTER"}, 400, "200.300.404", []string{"paymentBrand", "VISA"}},
		{"nor to nonsense", []string{"card.expiryMonth=13"}, 400, "200.300.404", []string{"card.expiryMonth", "05"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := g.registered(account("customer.givenName=Jane"))
			g.post("v1/registrations/"+token, tt.update...).is(tt.status, tt.code).lacks("card.number")
			g.get("v1/registrations/"+token).is(200, "000.100.110").has(tt.has...)
		})
	}
}

func TestAnUpdateHoldsForThePaymentsToCome(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	g.post("v1/registrations/"+token, "card.holder=800.100.153").is(200, "000.100.110")
	g.payWith(token, "DB").is(400, "800.100.153")
	g.post("v1/registrations/"+token, "card.holder=Jane Jones").is(200, "000.100.110")
	g.payWith(token, "DB").is(200, "000.100.110").has("card.holder", "Jane Jones")
}

func TestOnlyStoredCardsAreUpdated(t *testing.T) {
	t.Parallel()
	g := start(t)
	year := "card.expiryYear=2039"
	g.post("v1/registrations/"+g.registered(sepa()), year).is(400, "200.300.404")
	g.post("v1/registrations/"+g.approved(visa("DB")), year).is(400, "200.300.404")
	g.post("v1/registrations/8ac7a4c9ffffffffffffffffffffffff", year).is(400, "200.300.404")
	rejected := g.register(account("card.number=4200000000000001")...).is(400, "100.100.101").text("id")
	g.post("v1/registrations/"+rejected, year).is(400, "100.150.203")
	deleted := g.registered(account())
	g.deregister(deleted)
	g.post("v1/registrations/"+deleted, year).is(400, "200.300.404")
}

func TestACardIsUpdatedWhileItPays(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() { g.post("v1/registrations/"+token, "card.expiryYear=2039").is(200, "000.100.110") })
		all.Go(func() { g.payWith(token, "DB").is(200, "000.100.110") })
		all.Go(func() { g.get("v1/registrations/"+token).is(200, "000.100.110") })
	}
	all.Wait()
}
