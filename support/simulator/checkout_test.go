package simulator_test

import (
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"assay/support/simulator"
)

// prepared makes a checkout that must succeed and returns its id.
func (g *gateway) prepared(params ...string) string {
	g.t.Helper()
	a := g.post("v1/checkouts", params...)
	a.is(200, "000.200.100").has("ndc", a.text("id"))
	return a.text("id")
}

// debit is a checkout of 92.00 EUR.
func debit(more ...string) []string {
	return append([]string{"paymentType=DB", "amount=92.00", "currency=EUR"}, more...)
}

// shops posts what a shopper's browser sends: without a login.
func (g *gateway) shops(id, resource string, params ...string) answer {
	g.t.Helper()
	body := g.form(append(params, "-entityId")...)
	return g.do(http.MethodPost, "v1/checkouts/"+id+"/"+resource, "", body, "Authorization", "")
}

// entered is the plain test card as a shopper enters it.
func entered(more ...string) []string {
	return append([]string{
		"paymentBrand=VISA", "card.number=4200000000000000", "card.holder=Jane Jones", "card.expiryMonth=05",
		"card.expiryYear=2034", "card.cvv=123", "shopperResultUrl=https://shop.example/?order=7",
	}, more...)
}

func (g *gateway) becomes(id string) answer {
	g.t.Helper()
	return g.get("v1/checkouts/" + id + "/payment")
}

// gone is the answer about a checkout that nobody knows any more.
func (a answer) gone() {
	a.t.Helper()
	a.is(400, "200.300.404").lacks("id", "result.parameterErrors")
	if got := a.text("result.description"); !strings.Contains(got, "No payment session found") {
		a.t.Errorf("result.description = %q", got)
	}
}

func TestD22TheIdOfACheckoutNamesItsNode(t *testing.T) {
	t.Parallel()
	g := start(t)
	if id := g.prepared(debit()...); !regexp.MustCompile(`^[0-9A-F]{32}\.[A-Za-z0-9._-]+$`).MatchString(id) {
		t.Errorf("id = %q", id)
	}
}

func TestWhatACheckoutWants(t *testing.T) {
	t.Parallel()
	g := start(t)
	tests := []struct {
		name, parameter, message string
		params                   []string
	}{
		{"an amount", "amount", "may not be empty", []string{"paymentType=DB", "currency=EUR"}},
		{"a currency", "currency", "may not be empty", []string{"paymentType=DB", "amount=1.00"}},
		{"to pay or to store", "paymentType", "may not be empty", []string{"amount=1.00", "currency=EUR"}},
		{"a type of a payment", "paymentType", "must be one of [PA, DB, CD]", debit("paymentType=CP")},
		{"known names", "ammount", "is not an allowed parameter", debit("ammount=1.00")},
		{"no card number", "card.number", "is not an allowed parameter", debit("card.number=4200000000000000")},
		{"no security code", "card.cvv", "is not an allowed parameter", debit("card.cvv=123")},
		{"an absolute address", "shopperResultUrl", "must be an absolute URL", debit("shopperResultUrl=javascript:x")},
		{"an entity", "entityId", "invalid or missing parameter", debit("-entityId")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g.post("v1/checkouts", tt.params...).complains(tt.parameter, tt.message)
		})
	}
}

func TestACheckoutNeedsALogin(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	form := g.form(debit()...)
	g.do("POST", "v1/checkouts", "", form, "Authorization", "").is(401, "800.900.300")
	g.do("POST", "v1/checkouts/"+id, "", form, "Authorization", "").is(401, "800.900.300")
	g.do("GET", "v1/checkouts/"+id+"/payment", g.form(), "", "Authorization", "Bearer x").is(403, "800.900.300")
	g.do("DELETE", "v1/checkouts/"+id, g.form(), "", "Authorization", "Bearer x").is(403, "800.900.300")
	g.do("GET", "v1/checkouts/"+id+"/payment", "", "").complains("entityId", "invalid or missing parameter")
}

func TestWhatTheMerchantSaidStays(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	g.post("v1/checkouts/"+id, "amount=1.00").complains("amount", "was already set and cannot be overwritten")
	a := g.post("v1/checkouts/"+id, "merchantTransactionId=order-7")
	a.is(200, "000.200.101").has("id", id, "ndc", id)
	g.shops(id, "payment", entered()...).is(200, "000.100.110")
	g.becomes(id).is(200, "000.100.110").has("amount", "92.00", "merchantTransactionId", "order-7", "ndc", id)
}

func TestAShopperSaysNothingForTheMerchant(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit("customer.email=jane@example.com")...)
	other := g.post("v1/registrations", visa("", "-paymentType", "-amount", "-currency")...).text("id")
	tests := []struct{ name, parameter, message, param string }{
		{"the amount", "amount", "is not an allowed parameter", "amount=0.01"},
		{"a new amount by another name", "customParameters[x]", "is not an allowed parameter", "customParameters[x]=1"},
		{"a return to a script", "shopperResultUrl", "must be an absolute URL", "shopperResultUrl=javascript:alert(1)"},
		{"the mode", "testMode", "is not an allowed parameter", "testMode=EXTERNAL"},
		{"what was said", "customer.email", "was already set and cannot be overwritten", "customer.email=x@example.com"},
		{"somebody's card", "registrations[0].id", "is not an allowed parameter", "registrations[0].id=" + other},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g.shops(id, "payment", entered(tt.param)...).complains(tt.parameter, tt.message)
		})
	}
	g.shops(id, "payment", entered()...).is(200, "000.100.110")
}

// D17, D18.
func TestACheckoutIsToldOnce(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	g.becomes(id).is(200, "000.200.000").has("id", id, "ndc", id)
	a := g.shops(id, "payment", entered()...)
	a.is(200, "000.100.110").has("redirect.method", "GET").lacks("amount", "card", "customer")
	back := "https://shop.example/?order=7&id=" + id + "&resourcePath=%2Fv1%2Fcheckouts%2F" + id + "%2Fpayment"
	a.has("redirect.url", back)
	paid := g.becomes(id)
	paid.is(200, "000.100.110").has("ndc", id, "paymentType", "DB", "card.last4Digits", "0000", "customer.ip", "127.0.0.1")
	g.becomes(id).gone()
	g.shops(id, "payment", entered()...).gone()
	g.post("v1/checkouts/"+id, "merchantMemo=x").gone()
	g.get("v1/payments/"+paid.text("id")).is(200, "000.100.110")
	g.post("v1/payments/"+paid.text("id"), "paymentType=RF", "amount=92.00", "currency=EUR").is(200, "000.100.110")
}

func TestD17AnUnpaidCheckoutMayBeUnknown(t *testing.T) {
	t.Parallel()
	g := start(t, "D17=strict")
	id := g.prepared(debit()...)
	g.becomes(id).gone()
	g.shops(id, "payment", entered()...).is(200, "000.100.110")
	g.becomes(id).is(200, "000.100.110")
}

func TestD18ACheckoutLastsHalfAnHour(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	g.advance("29m59s")
	g.becomes(id).is(200, "000.200.000")
	g.advance("1s")
	g.becomes(id).gone()
	g.shops(id, "payment", entered()...).gone()
	if a := g.do("GET", "v1/paymentWidgets.js", "checkoutId="+id, ""); a.status != 400 {
		t.Errorf("the script of an expired checkout is answered with %d", a.status)
	}
}

func TestD18OthersDoNotKnowIt(t *testing.T) {
	t.Parallel()
	one, two := simulator.Channel{Name: "One"}, simulator.Channel{Name: "Two", EntityID: strings.Repeat("2", 32)}
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{one, two}})
	id := g.prepared(debit()...)
	g.get("v1/checkouts/"+id+"/payment", "entityId="+two.EntityID).gone()
	g.do("DELETE", "v1/checkouts/"+id, "entityId="+two.EntityID, "").gone()
	g.becomes(strings.Repeat("A", 32) + ".sim01-tx01").gone()
	g.becomes(id).is(200, "000.200.000")
}

func TestD15ACheckoutIsAskedTwiceAMinute(t *testing.T) {
	t.Parallel()
	g := start(t, "D15-POST=2")
	id := g.prepared(debit()...)
	g.becomes(id).is(200, "000.200.000")
	g.becomes(id).is(200, "000.200.000")
	g.becomes(id).is(429, "800.120.100").has("id", id)
	g.advance("1m")
	g.becomes(id).is(200, "000.200.000")
	g.post("v1/checkouts/"+id, "merchantMemo=x").is(200, "000.200.101")
	g.post("v1/checkouts/"+id, "descriptor=x").is(200, "000.200.101")
	g.post("v1/checkouts/"+id, "merchantInvoiceId=x").is(429, "800.120.100")
}

func TestADeletedCheckoutIsGone(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	a := g.do("DELETE", "v1/checkouts/"+id, g.form(), "")
	a.is(200, "000.200.102").has("id", id, "ndc", id)
	if got := a.header.Get("Assay-Fidelity"); got != "unverified-answer" {
		t.Errorf("Assay-Fidelity = %q", got)
	}
	g.becomes(id).gone()
	g.shops(id, "payment", entered()...).gone()
}

func TestADeclineIsNotTheEndOfACheckout(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	g.shops(id, "payment", entered("card.holder=800.100.153")...).is(400, "800.100.153")
	g.becomes(id).is(400, "800.100.153").has("ndc", id)
	g.shops(id, "payment", entered()...).is(200, "000.100.110")
	g.becomes(id).is(200, "000.100.110")
}

func TestABrandsPageWithinACheckout(t *testing.T) {
	t.Parallel()
	g := start(t, "D26=GET")
	id := g.prepared(debit()...)
	a := g.shops(id, "payment", "paymentBrand=PAYPAL", "shopperResultUrl=https://shop.example/?order=7")
	a.is(200, "000.200.000").lacks("amount")
	if a.text("redirect.url") == "" || a.text("redirect.parameters.0.name") == "" {
		t.Fatalf("the shopper is sent nowhere: %s", a.raw)
	}
	g.becomes(id).is(200, "000.200.103").has("id", id, "ndc", id).lacks("paymentBrand")
	g.advance("30m") // and the checkout with it
	g.becomes(id).gone()
}

func TestACheckoutIsPaidOnce(t *testing.T) {
	t.Parallel()
	signIn, approve := walks["wallet"].way[0], walks["wallet"].approval
	toPage := func(g *gateway, id string) *shopper {
		return g.sentOff(g.shops(id, "payment", "paymentBrand=PAYPAL", "shopperResultUrl=https://shop.example/"))
	}
	tests := []struct {
		name     string
		meantime func(g *gateway, id string)
	}{
		{"a card has paid it", func(g *gateway, id string) {
			g.shops(id, "payment", entered()...).is(200, "000.100.110")
		}},
		{"another page has paid it", func(g *gateway, id string) {
			toPage(g, id).enter(signIn...).enter(approve...)
			g.becomes(id).is(200, "000.100.110")
		}},
		{"the merchant has deleted it", func(g *gateway, id string) {
			g.do("DELETE", "v1/checkouts/"+id, g.form(), "").is(200, "000.200.102")
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			id := g.prepared(debit("merchantTransactionId=once")...)
			left := toPage(g, id).enter(signIn...)
			tt.meantime(g, id)
			left.enter(approve...).sees(409, "finished")
			listed := g.get("v1/query", "merchantTransactionId=once").raw
			if got := strings.Count(listed, "100.396.101"); got != 1 {
				t.Errorf("%d payments are cancelled, want the one whose page was left open\n%s", got, listed)
			}
		})
	}
}

func TestACheckoutStoresWhatItPaysWith(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit("createRegistration=true")...)
	g.shops(id, "payment", entered()...).is(200, "000.100.110")
	token := g.becomes(id).text("registrationId")
	g.get("v1/registrations/"+token).is(200, "000.100.110")

	next := g.prepared(debit("registrations[0].id=" + token)...)
	script := g.do("GET", "v1/paymentWidgets.js", "checkoutId="+next, "", "Authorization", "")
	if !strings.Contains(script.raw, `"registrations":[{"id":"`+token+`","brand":"VISA","digits":"0000"}]`) {
		t.Errorf("the widget does not offer the card: %.300s", script.raw[max(0, len(script.raw)-600):])
	}
	g.shops(next, "payment", "registrations[0].id="+token, "card.cvv=123").is(200, "000.100.110")
	g.becomes(next).is(200, "000.100.110").has("registrationId", token, "card.last4Digits", "0000")
}

func TestACheckoutForATokenOnly(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared("createRegistration=true")
	read := func() answer { return g.get("v1/checkouts/" + id + "/registration") }
	read().is(200, "000.200.000")
	g.shops(id, "payment", entered()...).gone()
	g.shops(id, "registration", entered("card.number=4200000000000001")...).is(400, "100.100.101")
	a := g.shops(id, "registration", entered()...)
	a.is(200, "000.100.110")
	if !strings.HasSuffix(a.text("redirect.url"), "resourcePath=%2Fv1%2Fcheckouts%2F"+id+"%2Fregistration") {
		t.Errorf("the shopper comes back by %s", a.text("redirect.url"))
	}
	g.becomes(id).gone()
	stored := read()
	stored.is(200, "000.100.110").has("paymentBrand", "VISA", "card.last4Digits", "0000", "ndc", id)
	g.get("v1/registrations/"+stored.text("id")).is(200, "000.100.110")
}

func TestOneAttemptAtATime(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	const shoppers = 20
	answers := make([]answer, shoppers)
	var all sync.WaitGroup
	for i := range shoppers {
		all.Go(func() { answers[i] = g.shops(id, "payment", entered()...) })
	}
	all.Wait()
	paid := 0
	for _, a := range answers {
		switch a.text("result.code") {
		case "000.100.110":
			paid++
		case "800.700.100", "200.300.404":
		default:
			t.Errorf("a shopper is answered %s", a.raw)
		}
	}
	if paid != 1 {
		t.Errorf("%d attempts were approved, want 1", paid)
	}
}

func TestAShopperTriesSoOften(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.prepared(debit()...)
	for range 50 {
		g.shops(id, "payment", entered("card.holder=800.100.153")...).is(400, "800.100.153")
	}
	g.shops(id, "payment", entered()...).is(429, "800.120.100")
}
