package simulator_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"assay/support/simulator"
	"assay/support/simulator/control"
)

// sepa is a bank account without a payment.
func sepa() []string {
	return []string{
		"paymentBrand=DIRECTDEBIT_SEPA", "bankAccount.holder=Jane Jones", "bankAccount.country=DE",
		"bankAccount.iban=DE23100000001234567890",
	}
}

// registered stores an account that must be accepted and returns its token.
func (g *gateway) registered(params []string) string {
	g.t.Helper()
	return g.register(params...).is(200, "000.100.110").text("id")
}

// payWith pays 10.00 EUR with a token.
func (g *gateway) payWith(token, kind string, more ...string) answer {
	g.t.Helper()
	params := append([]string{"paymentType=" + kind, "amount=10.00", "currency=EUR"}, more...)
	return g.post("v1/registrations/"+token+"/payments", params...)
}

func (g *gateway) deregister(token string) answer {
	g.t.Helper()
	return g.do("DELETE", "v1/registrations/"+token, g.form(), "")
}

func TestARegistrationPays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, brand string
		account     []string
		more        []string
		status      int
		code        string
		has         []string
	}{
		{
			"a card", "VISA", account(), nil, 200, "000.100.110",
			[]string{"card.bin", "420000", "card.last4Digits", "0000", "card.holder", "Jane Jones", "amount", "10.00"},
		},
		{
			"a card with its security code and its brand", "VISA", account(),
			[]string{"card.cvv=123", "paymentBrand=VISA"},
			200, "000.100.110", nil,
		},
		{
			"a bank account", "DIRECTDEBIT_SEPA", sepa(), nil, 200, "000.100.110",
			[]string{"bankAccount.iban", "DE23**************7890"},
		},
		{
			"a virtual account, which sends the shopper away", "PAYPAL",
			[]string{"paymentBrand=PAYPAL", "virtualAccount.accountId=jane"},
			[]string{"shopperResultUrl=https://shop.example/result"},
			200, "000.200.000",
			[]string{"virtualAccount.accountId", "jane"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := g.registered(tt.account)
			for _, kind := range []string{"PA", "DB"} {
				a := g.payWith(token, kind, tt.more...).is(tt.status, tt.code).has(tt.has...)
				a.has("registrationId", token, "paymentBrand", tt.brand, "paymentType", kind)
				if strings.Contains(a.raw, "4200000000000000") || strings.Contains(a.raw, `"123"`) {
					t.Errorf("the answer has card data: %s", a.raw)
				}
			}
		})
	}
}

func TestARegistrationOfAnAsyncBrandWantsAReturnAddress(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered([]string{"paymentBrand=PAYPAL", "virtualAccount.accountId=jane"})
	g.payWith(token, "DB").complains("shopperResultUrl", "may not be empty")
}

func TestWhatDoesNotPay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		token func(*gateway) string
		more  []string
		code  string
	}{
		{"an id of another length", func(*gateway) string { return "card-1" }, nil, "100.150.101"},
		{"an id nobody knows", func(*gateway) string { return strings.Repeat("8a", 16) }, nil, "100.150.200"},
		{"the id of a payment", func(g *gateway) string { return g.approved(visa("DB")) }, nil, "100.150.204"},
		{"a rejected registration", func(g *gateway) string {
			return g.register(account("card.number=4200000000000001")...).is(400, "100.100.101").text("id")
		}, nil, "100.150.203"},
		{"a deleted registration", func(g *gateway) string {
			token := g.registered(account())
			g.deregister(token).is(200, "000.100.110").has("referencedId", token).
				lacks("paymentType", "amount", "registrationId")
			return token
		}, nil, "100.150.202"},
		{"a card that the issuer declines", func(g *gateway) string {
			return g.registered(account("card.holder=800.100.153"))
		}, nil, "800.100.153"},
		{
			"a brand that is another's", func(g *gateway) string { return g.registered(account()) },
			[]string{"paymentBrand=MASTER"},
			"100.100.700",
		},
		{
			"nothing, but for a preauthorization", func(g *gateway) string { return g.registered(account()) },
			[]string{"amount=0.00"},
			"100.550.300",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := tt.token(g)
			a := g.payWith(token, "DB", tt.more...).is(400, tt.code).lacks("amount")
			g.get("v1/query/"+a.text("id")).is(400, tt.code)
			if len(token) == 32 {
				g.pay([]string{
					"paymentType=PA", "amount=1.00", "currency=EUR", "registrations[0].id=" + token,
				}).has("paymentType", "PA")
			}
		})
	}
}

func TestAnotherChannelsRegistration(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account())
	others, err := control.New(g.ManageURL, "", g.http).Lease(context.Background(), 1, map[string]any{
		"accessToken": g.Channel.AccessToken,
	})
	if err != nil {
		t.Fatal(err)
	}
	entity := "entityId=" + others[0].EntityID
	g.payWith(token, "DB", entity).is(400, "700.400.700")
	g.get("v1/registrations/"+token, entity).is(400, "200.300.404").lacks("card", "id")
	g.do("DELETE", "v1/registrations/"+token, entity, "").is(400, "700.400.700")
	g.post("v1/registrations/"+token+"/extendlife", entity).is(400, "700.400.700")
	g.payWith(token, "DB").is(200, "000.100.110")
}

func TestARegistrationIsReadAndDeleted(t *testing.T) {
	t.Parallel()
	g := start(t)
	token := g.registered(account("customer.givenName=Jane"))
	g.get("v1/registrations/"+token).is(200, "000.100.110").has("id", token, "card.bin", "420000", "customer.givenName",
		"Jane").lacks("paymentType", "amount", "card.number", "registrationId")
	dr := g.deregister(token).is(200, "000.100.110")
	g.get("v1/registrations/"+token).is(400, "200.300.404").lacks("id")
	g.deregister(token).is(400, "100.150.202")
	g.post("v1/registrations/"+token+"/extendlife").is(400, "100.150.202")
	g.get("v1/query/"+dr.text("id")).is(200, "000.100.110").has("paymentType", "DR", "referencedId", token)
	g.follow(dr.text("id"), "RF", amount("1.00")...).is(400, "700.400.520")
	g.get("v1/registrations/"+g.approved(visa("DB"))).is(400, "200.300.404")
	g.do("GET", "v1/registrations/"+token, g.form(), "", "Authorization", "").is(401, "800.900.300")
}

func TestAPaymentStoresItsAccount(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay(visa("PA", "createRegistration=true", "merchantTransactionId=order-0007")).is(200, "000.100.110")
	token := a.text("registrationId")
	g.get("v1/registrations/"+token).is(200, "000.100.110").has("card.last4Digits", "0000", "paymentBrand", "VISA")
	g.payWith(token, "DB", "merchantTransactionId=order-0007").is(200, "000.100.110").has("registrationId", token)
	g.get("v1/query/"+a.text("id")).has("registrationId", token)
	g.get("v1/query", "merchantTransactionId=order-0007").lacks("payments.2")
	g.follow(a.text("id"), "CP", amount("92.00")...).is(200, "000.100.110").lacks("registrationId")
	g.pay(visa("PA", "amount=0.00", "createRegistration=true")).is(200, "000.100.110").has("amount", "0.00")
	g.pay(visa("DB", "card.holder=800.100.153", "createRegistration=true")).is(400, "800.100.153").lacks("registrationId")
	g.pay(visa("DB", "createRegistration=no")).complains("createRegistration", "must be one of [true, false]")
}

func TestARegistrationWaitsForItsPayment(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visit("bank", "createRegistration=true")
	token := s.pay.text("registrationId")
	g.get("v1/registrations/"+token).is(200, "000.200.000").lacks("resultDetails", "amount")
	back := []string{"shopperResultUrl=https://shop.example/result"}
	g.payWith(token, "DB", back...).is(400, "100.150.201")
	g.post("v1/registrations/"+token+"/extendlife").is(400, "100.150.201")
	g.advance("31m")
	g.payWith(token, "DB", back...).is(400, "100.150.203")
	g.get("v1/registrations/"+token).is(400, "100.396.103")
	g.deregister(token).is(400, "100.350.303")
	g.post("v1/registrations/"+token+"/extendlife").is(400, "100.350.316")
}

func TestHowLongARegistrationIsKept(t *testing.T) {
	t.Parallel()
	const day = 24
	card := account("card.expiryMonth=01", "card.expiryYear=2027") // kept until 1 April 2028: 496 days
	extend := func(g *gateway, token string) {
		g.post("v1/registrations/"+token+"/extendlife").is(200, "000.100.110").has("referencedId", token)
	}
	use := func(g *gateway, token string) { g.payWith(token, "PA").is(200, "000.100.110") }
	nothing := func(*gateway, string) {}
	tests := []struct {
		name    string
		account []string
		first   int // days, then
		then    func(*gateway, string)
		days    int
		kept    bool
	}{
		{"a card, 14 months after its expiry", card, 0, nothing, 495, true},
		{"a card, later", card, 0, nothing, 497, false},
		{"a card that is used is kept no longer", card, 60, use, 437, false},
		{"an extended card", card, 0, extend, 729, true},
		{"an extended card, later", card, 0, extend, 732, false},
		{"a card that has long to go is not shortened", account(), 0, extend, 900, true},
		{"a bank account, within 14 months", sepa(), 0, nothing, 424, true},
		{"a bank account, later", sepa(), 0, nothing, 427, false},
		{"a bank account that is used", sepa(), 400, use, 424, true},
		{"a bank account that is used, later", sepa(), 400, use, 429, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			token := g.registered(tt.account)
			g.advance(fmt.Sprint(tt.first*day, "h"))
			tt.then(g, token)
			g.advance(fmt.Sprint(tt.days*day, "h"))
			a := g.get("v1/registrations/" + token)
			if kept := a.status == 200; kept != tt.kept {
				t.Errorf("kept = %v, want %v\n%s", kept, tt.kept, a.raw)
			}
			if !tt.kept {
				g.payWith(token, "DB").is(400, "100.150.200")
			}
		})
	}
}

func TestPaymentsWithARegistrationAreLimited(t *testing.T) {
	t.Parallel()
	g := start(t, "D15-POST=2")
	token := g.registered(account())
	g.payWith(token, "DB").is(200, "000.100.110")
	g.payWith(token, "DB").is(200, "000.100.110")
	g.payWith(token, "DB").is(429, "800.120.100").has("id", token)
	g.payWith(g.registered(account()), "DB").is(200, "000.100.110")
	g.advance("1m")
	g.payWith(token, "DB").is(200, "000.100.110")
}

// TestDeregisteringOnce lets many delete and pay at once: one of them deletes,
// and nobody pays after that.
func TestDeregisteringOnce(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{Settings: map[string]string{"D15-POST": "0"}}}})
	token := g.registered(account())
	codes := make(chan string, 16)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { codes <- g.deregister(token).text("result.code") })
		all.Go(func() { g.payWith(token, "DB") })
	}
	all.Wait()
	close(codes)
	deleted := 0
	for code := range codes {
		if code == "000.100.110" {
			deleted++
		}
	}
	if deleted != 1 {
		t.Errorf("%d deletions were confirmed, want 1", deleted)
	}
	g.payWith(token, "DB").is(400, "100.150.202")
}
