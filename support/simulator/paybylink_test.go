package simulator_test

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/support/simulator"
)

// aLink is a link for a debit of 92.00 EUR.
func aLink(more ...string) []string {
	return append([]string{
		"paymentType=DB", "amount=92.00", "currency=EUR", "merchantTransactionId=link-0001", "merchant.name=Tea & Co",
		"shopperResultUrl=https://shop.example/result?order=7",
	}, more...)
}

// link makes a link and returns its id.
func (g *gateway) link(more ...string) string {
	g.t.Helper()
	return g.post("paybylink/v1", aLink(more...)...).is(200, "000.200.100").text("id")
}

// state asks how a link stands.
func (g *gateway) state(id string) answer {
	g.t.Helper()
	return g.get("paybylink/v1/"+id).is(200, "000.000.100")
}

func (g *gateway) switchOff(id string) answer {
	g.t.Helper()
	return g.do("DELETE", "paybylink/v1/"+id, g.form(), "")
}

// opens goes to a link as a browser does.
func (g *gateway) opens(id string) *shopper {
	g.t.Helper()
	s := &shopper{gateway: g}
	s.open("GET", g.URL+"paymentlink/"+id, "")
	s.follow303()
	return s
}

// card is what a shopper enters.
func card(more ...string) []string {
	return append([]string{
		"action=card", "number=4200 0000 0000 0000", "holder=Jane Jones", "expiry=05/34", "cvv=123", "cardBrand=",
	}, more...)
}

// atShop checks that the shopper is sent back with the link and this visit.
func (s *shopper) atShop(link string) string {
	s.t.Helper()
	to, err := url.Parse(s.page.header.Get("Location"))
	if err != nil || s.page.status != 303 || to.Host != "shop.example" {
		s.t.Fatalf("page = HTTP %d to %v, want 303 to the shop\n%s", s.page.status, to, s.page.raw)
	}
	q := to.Query()
	if q.Get("order") != "7" || q.Get("id") != link || q.Get("checkoutId") == "" {
		s.t.Fatalf("the return has the query %v, want order, id and checkoutId", q)
	}
	return q.Get("checkoutId")
}

func TestALinkIsMade(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.post("paybylink/v1", aLink("createQRCode=true")...).is(200, "000.200.100")
	id := a.text("id")
	if !regexp.MustCompile(`^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$`).MatchString(id) {
		t.Errorf("id = %q, want a UUID", id)
	}
	a.has("link", g.URL+"paymentlink/"+id)
	picture, err := base64.StdEncoding.DecodeString(a.text("qrCode"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := png.Decode(bytes.NewReader(picture)); err != nil {
		t.Errorf("qrCode is no PNG: %v", err)
	}
	g.post("paybylink/v1", aLink()...).is(200, "000.200.100").lacks("qrCode")
	g.state(id).has("paymentLinks.0.paymentLinkId", id, "paymentLinks.0.creationDate", "2026-11-22 12:00:00+0000",
		"paymentLinks.0.validUntil", "2027-02-20 12:00:00+0000").lacks("paymentLinks.0.checkoutId", "paymentLinks.1")
}

func TestWhatALinkMayAskFor(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, param, wrong string }{
		{"no amount", "-amount", "amount"},
		{"no currency", "-currency", "currency"},
		{"no type", "-paymentType", "paymentType"},
		{"a type of the back office", "paymentType=RF", "paymentType"},
		{"a colour that is none", "layout.payButtonColor=red;}", "layout.payButtonColor"},
		{"a unit that is none", "validUntilUnit=WEEK", "validUntilUnit"},
		{"a life of nothing", "validUntil=0", "validUntil"},
		{"a life beyond all bounds", "validUntil=99999999999999999999", "validUntil"},
		{"a return address that runs", "shopperResultUrl=javascript:alert(1)", "shopperResultUrl"},
		{"a card", "card.number=4200000000000000", "card.number"},
		{"a brand", "paymentBrand=VISA", "paymentBrand"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			start(t).post("paybylink/v1", aLink(tt.param)...).is(400, "200.300.404").
				has("result.parameterErrors.0.name", tt.wrong).lacks("id", "link")
		})
	}
}

func TestALinkLivesAsLongAsItSays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		params []string
		life   time.Duration
	}{
		{"by default", nil, 90 * 24 * time.Hour},
		{"hours", []string{"validUntil=3", "validUntilUnit=HOUR"}, 3 * time.Hour},
		{"days", []string{"validUntil=2", "validUntilUnit=DAY"}, 48 * time.Hour},
		{"a number alone", []string{"validUntil=2"}, 48 * time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			id := g.link(tt.params...)
			g.wall.pass(tt.life - time.Second)
			s := g.opens(id).sees(200, "Card number")
			g.wall.pass(time.Second)
			g.opens(id).sees(410, "This link has expired")
			s.enter(card()...).sees(410, "This link has expired")
			g.state(id).lacks("paymentLinks.0.transactionId")
		})
	}
}

func TestALinkIsPaidOnce(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	other := g.opens(id)
	s := g.opens(id).sees(200, "Tea &amp; Co", ">92.00<", ">Pay now<")
	checkout := s.enter(card()...).atShop(id)
	paid := g.get("paybylink/v1/"+id+"/checkouts/"+checkout+"/payment").is(200, "000.100.110").
		has("paymentType", "DB", "amount", "92.00", "merchantTransactionId", "link-0001", "card.last4Digits", "0000")
	g.state(id).has("paymentLinks.1.transactionId", paid.text("id"), "paymentLinks.1.result.code", "000.100.110",
		"paymentLinks.1.checkoutId", checkout, "paymentLinks.0.result.code", "000.200.000").lacks("paymentLinks.2")
	other.enter(card()...).sees(200, "This link has been paid")
	g.opens(id).sees(200, "This link has been paid")
	s.open("GET", s.at, "")
	s.sees(200, "Payment received", "Back to the shop")
	if n := strings.Count(g.get("v1/query", "merchantTransactionId=link-0001").raw, `"card"`); n != 1 {
		t.Errorf("%d payments were made, want 1", n)
	}
}

// However many shoppers press the button at the same time, one pays.
func TestACrowdPaysALinkOnce(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	var crowd sync.WaitGroup
	for range 8 {
		s := g.opens(id)
		crowd.Go(func() { s.enter(card()...) })
	}
	crowd.Wait()
	if n := strings.Count(g.get("v1/query", "merchantTransactionId=link-0001").raw, `"card"`); n != 1 {
		t.Errorf("%d payments were made, want 1", n)
	}
}

func TestADeclineLeavesTheLinkOpen(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	s := g.opens(id)
	s.enter(card("holder=800.100.153")...).
		sees(200, `role="alert"`, "The payment was declined: transaction declined (invalid CVV)")
	for _, secret := range []string{"4200", "123\"", "Jane"} {
		if strings.Contains(strings.ReplaceAll(s.page.raw, "4200 0000 0000 0000", ""), secret) {
			t.Errorf("the page shows %q again", secret)
		}
	}
	g.state(id).has("paymentLinks.0.result.code", "800.100.153")
	s.enter(card()...).atShop(id)
	if n := strings.Count(g.get("v1/query", "merchantTransactionId=link-0001").raw, `"card"`); n != 2 {
		t.Errorf("%d payments were made, want both attempts", n)
	}
}

func TestWhatIsMissingOnThePageIsNamed(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link("collectBilling=street1, billing.city", "mandatoryBilling=postcode")
	s := g.opens(id).sees(200, "Street (optional)", "City (optional)", ">Postcode<")
	s.enter(card("expiry=4", "postcode=")...).sees(200, "Please look at: postcode, expiry date.")
	g.state(id).lacks("paymentLinks.0.transactionId")
	checkout := s.enter(card("postcode=1010", "city=Vienna")...).atShop(id)
	g.get("paybylink/v1/"+id+"/checkouts/"+checkout+"/payment").is(200, "000.100.110").
		has("billing.postcode", "1010", "billing.city", "Vienna")
}

func TestTheShopperGoesOnToABrand(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	s := g.opens(id).sees(200, `<option value="PAYPAL">`)
	page := s.at
	s.enter("action=brand", "brand=PAYPAL").sees(200, "Log in to your wallet")
	s.open("GET", page, "")
	s.sees(409, "A payment is under way", "Continue the payment")
	g.opens(id).enter(card()...).sees(409, "A payment is under way")
	s.at = regexp.MustCompile(`href="([^"]+)">Continue`).FindStringSubmatch(s.page.raw)[1]
	s.enter("action=cancel").sees(200, "The payment was declined: ")
	s.enter("action=brand", "brand=PAYPAL").enter("action=login", "user=shopper", "password=secret").
		enter("action=approve", "source=Wallet balance").atShop(id)
	g.opens(id).sees(200, "This link has been paid")
}

func TestABrandThatIsNotOfferedIsRefused(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, brand := range []string{"VISA", "NOBODY", "SOFORTUEBERWEISUNG", ""} { // the third needs a country
		id := g.link()
		g.opens(id).enter("action=brand", "brand="+brand).sees(200, "Please look at: way to pay.")
		g.state(id).lacks("paymentLinks.0.transactionId")
	}
}

func TestAFewBrandsHaveAButtonEach(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{Brands: []string{"VISA", "PAYPAL", "KNET"}}}})
	g.opens(g.link()).enter(card("cardBrand=MASTER")...).sees(200, "Please look at: way to pay.")
	g.opens(g.link()).sees(200, `value="brand PAYPAL"`, `<option value="VISA">`).
		enter("action=brand PAYPAL").sees(200, "Log in to your wallet")
}

func TestALinkWithoutAShopEndsWithAReceipt(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.opens(g.link("-shopperResultUrl")).enter(card()...).sees(200, "Payment received", ">92.00<")
}

func TestALinkSwitchedOff(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	s := g.opens(id)
	g.switchOff(id).is(200, "000.200.102").has("id", id)
	g.switchOff(id).is(200, "000.200.102")
	s.enter(card()...).sees(410, "This link is switched off")
	g.opens(id).sees(410, "This link is switched off")
}

func TestTheIssuerIsAsked(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{ThreeDSecure: true}}})
	id := g.link()
	g.opens(id).enter(card("number="+cardChallenge)...).sees(200, "Confirm that it is you").
		enter("action=approve", "code=123456").atShop(id)
}

func TestWhatIsAskedOfUnknownLinks(t *testing.T) {
	t.Parallel()
	g := start(t)
	const nobody = "00000000-0000-4000-a000-000000000000"
	g.get("paybylink/v1/"+nobody).is(400, "200.300.404")
	g.switchOff(nobody).is(400, "200.300.404")
	g.post("paybylink/v1/"+nobody+"/sms", "smsTo=+431234567").is(400, "200.300.404")
	id := g.link()
	g.get("paybylink/v1/"+id+"/checkouts/none/payment").is(400, "200.300.404")
	g.opens(nobody).sees(404, "Payment not found")
	g.do("HEAD", "paymentlink/"+id, "", "")
	g.state(id).lacks("paymentLinks.0.checkoutId")
	g.opens(id+"/none").sees(404, "Payment not found")
	g.post("paybylink/v1/"+id+"/sms", "smsTo=+431234567").is(400, "600.200.700")
	g.post("paybylink/v1/"+id+"/sms").is(400, "200.300.404").has("result.parameterErrors.0.name", "smsTo")
}

func TestAFreshVisitHasNoPaymentYet(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	g.opens(id)
	checkout := g.state(id).text("paymentLinks.0.checkoutId")
	if !regexp.MustCompile(`^[0-9A-F]{32}\.[a-z0-9-]+$`).MatchString(checkout) {
		t.Errorf("checkoutId = %q, want the form of D22", checkout)
	}
	g.get("paybylink/v1/"+id+"/checkouts/"+checkout+"/payment").is(200, "000.200.000").has("id", checkout)
}

// What a request says reaches the page as text, and its colours as colours.
func TestThePageIsNobodysToWrite(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link("merchant.name=<script>alert(1)</script>", "layout.payButtonColor=#AABBCC",
		"termsAndConditionsUrl=javascript:alert(1)", "privacyPolicyUrl=https://shop.example/privacy",
		"cart.items[0].name=<b>Tea</b>", "cart.items[0].quantity=2", "cart.items[0].price=46.00")
	s := g.opens(id).sees(200, "&lt;script&gt;", "2 × &lt;b&gt;Tea", `href="https://shop.example/privacy"`)
	if strings.Contains(s.page.raw, "<script>") || strings.Contains(s.page.raw, "javascript:") {
		t.Errorf("the page has a script\n%s", s.page.raw)
	}
	checkPage(t, s)
	s.open("GET", g.URL+"paymentlink/"+id+"/layout.css", "")
	s.sees(200, "background: #aabbcc;")
}

// A link remembers only so many visits, and a channel only so many links.
func TestLinksAreBounded(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.link()
	for range 60 {
		g.opens(id)
	}
	g.state(id).lacks("paymentLinks.50")
	for range 1000 {
		g.link()
	}
	g.get("paybylink/v1/"+id).is(400, "200.300.404")
}
