package simulator_test

import (
	"regexp"
	"strings"
	"testing"
)

func (g *gateway) register(params ...string) answer {
	g.t.Helper()
	return g.post("v1/registrations", params...)
}

// account is a card without a payment.
func account(more ...string) []string {
	return append([]string{
		"paymentBrand=VISA", "card.number=4200000000000000", "card.holder=Jane Jones", "card.expiryMonth=05",
		"card.expiryYear=2034", "card.cvv=123",
	}, more...)
}

func TestARegistrationStoresAnAccount(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.register(account()...).is(200, "000.100.110").has("paymentBrand", "VISA", "card.bin", "420000",
		"card.last4Digits", "0000", "card.holder", "Jane Jones", "card.expiryMonth", "05").
		lacks("paymentType", "amount", "currency", "descriptor", "risk", "resultDetails", "redirect")
	if id := a.text("id"); !regexp.MustCompile(`^8a[0-9a-f]{30}$`).MatchString(id) {
		t.Errorf("id = %q", id)
	}
	if strings.Contains(a.raw, "4200000000000000") || strings.Contains(a.raw, `"123"`) {
		t.Errorf("the answer has card data: %s", a.raw)
	}
	rows := g.manage("GET", "payments?entityId="+g.Channel.EntityID, "")
	rows.has("payments.0.id", a.text("id"), "payments.0.paymentType", "RG", "payments.0.state", "approved")
	g.register(account("testMode=EXTERNAL")...).is(200, "000.100.112")
}

func TestARegistrationIsChecked(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		params []string
		status int
		code   string
	}{
		{"no brand", account("-paymentBrand"), 400, "200.300.404"},
		{"a payment's type", account("paymentType=DB"), 400, "200.300.404"},
		{"a card brand without a card", []string{"paymentBrand=VISA"}, 400, "200.300.404"},
		{"a card without its year", account("-card.expiryYear"), 400, "200.300.404"},
		{"a brand that nobody knows", account("paymentBrand=VISTA"), 400, "600.200.500"},
		{"a wrong number", account("card.number=4200000000000001"), 400, "100.100.101"},
		{"a card that has expired", account("card.expiryYear=2020"), 400, "100.100.303"},
		{"a wrong IBAN", []string{
			"paymentBrand=DIRECTDEBIT_SEPA", "bankAccount.holder=Jane", "bankAccount.country=DE",
			"bankAccount.iban=DE24100000001234567890",
		}, 400, "100.100.101"},
		{"a wallet without an account", []string{"paymentBrand=PAYPAL"}, 400, "100.150.100"},
		{"a wallet's account", []string{"paymentBrand=PAYPAL", "virtualAccount.accountId=jane"}, 200, "000.100.110"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			start(t).register(tt.params...).is(tt.status, tt.code)
		})
	}
	start(t).do("POST", "v1/registrations", "", "paymentBrand=VISA", "Authorization", "").is(401, "800.900.300")
}

func TestNothingFollowsARegistration(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.register(account()...).text("id")
	g.follow(id, "CP", amount("1.00")...).is(400, "700.400.510")
	g.follow(id, "RV").is(400, "700.400.530")
	g.follow(id, "RF", amount("1.00")...).is(400, "700.400.520")
}

// A preauthorization over an existing registration is captured once.
func TestAPreauthorizationOverARegistrationIsCapturedOnce(t *testing.T) {
	t.Parallel()
	g := start(t)
	storing := g.pay(visa("PA", "createRegistration=true")).is(200, "000.100.110")
	token := storing.text("registrationId")
	over := g.post("v1/registrations/"+token+"/payments", "paymentType=PA", "amount=92.00", "currency=EUR").
		is(200, "000.100.110").text("id")
	for id, second := range map[string]int{storing.text("id"): 200, over: 400} {
		g.follow(id, "CP", amount("40.00")...).is(200, "000.100.110")
		code := "000.100.110"
		if second == 400 {
			code = "700.400.100"
		}
		g.follow(id, "CP", amount("10.00")...).is(second, code)
	}
}

func TestARegistrationIsReadSoOftenAnHour(t *testing.T) {
	t.Parallel()
	g := start(t, "D15-TOKEN=2")
	id, other := g.register(account()...).text("id"), g.register(account()...).text("id")
	g.get("v1/registrations/"+id).is(200, "000.100.110")
	g.advance("59m")
	g.get("v1/registrations/"+id).is(200, "000.100.110")
	g.get("v1/registrations/"+id).is(429, "800.120.100").has("id", id)
	g.get("v1/registrations/"+other).is(200, "000.100.110")
	g.advance("1m")
	g.get("v1/registrations/"+id).is(200, "000.100.110")
	g.get("v1/registrations/"+id).is(429, "800.120.100")
	unlimited := start(t)
	id = unlimited.register(account()...).text("id")
	for range 101 {
		unlimited.get("v1/registrations/"+id).is(200, "000.100.110")
	}
}
