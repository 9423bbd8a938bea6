package simulator_test

import (
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/support/browser"
	"assay/support/simulator"
)

// merchant is a shop on another origin whose page shows the widget. It remembers
// all that ever reaches it.
type merchant struct {
	*httptest.Server
	page    string
	options string // a script of the shop's own

	mu      sync.Mutex
	heard   strings.Builder
	arrived chan url.Values
}

// openMerchant opens a shop whose page allows no scripts, styles or connections
// but the gateway's, and none within the page.
func openMerchant(t *testing.T, gateway string) *merchant {
	t.Helper()
	m := &merchant{arrived: make(chan url.Values, 1)}
	host := strings.TrimSuffix(gateway, "/")
	policy := fmt.Sprintf("default-src 'none'; script-src 'self' %[1]s; connect-src %[1]s; frame-src %[1]s; "+
		"form-action 'self' %[1]s", host)
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		m.mu.Lock()
		fmt.Fprintln(&m.heard, r.Method, r.URL.String(), r.Header, string(body))
		m.mu.Unlock()
		w.Header().Set("Content-Security-Policy", policy)
		switch r.URL.Path {
		case "/pay":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = io.WriteString(w, m.page)
		case "/options.js":
			w.Header().Set("Content-Type", "text/javascript")
			_, _ = io.WriteString(w, m.options)
		case "/done":
			m.arrived <- r.URL.Query()
			_, _ = io.WriteString(w, "Thank you")
		}
	}))
	t.Cleanup(m.Close)
	return m
}

// shows puts the widget of a checkout on the page, and the shopper before it.
func (m *merchant) shows(t *testing.T, b *browser.Browser, script, hash, brands string) *browser.Tab {
	t.Helper()
	if hash != "" {
		hash = `integrity="` + hash + `"`
	}
	m.page = fmt.Sprintf(`<!doctype html><html lang="en"><title>Shop</title><script src="/options.js"></script>
		<script src="%s" %s crossorigin="anonymous" async></script><h1>Pay</h1>
		<form action="%s/done?order=7" class="paymentWidgets" data-brands="%s"></form>`, script, hash, m.URL, brands)
	tab, err := b.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	if err := tab.Go(t.Context(), m.URL+"/pay"); err != nil {
		t.Fatal(err)
	}
	return tab
}

// returns waits for the shopper and checks that they bring the checkout along.
func (m *merchant) returns(t *testing.T, id, resource string) {
	t.Helper()
	select {
	case q := <-m.arrived:
		want := "/v1/checkouts/" + id + "/" + resource
		if q.Get("id") != id || q.Get("resourcePath") != want || q.Get("order") != "7" {
			t.Errorf("the shopper comes back with %v, want id %s and resourcePath %s", q, id, want)
		}
	case <-time.After(20 * time.Second): // never, unless something is wrong
		t.Fatal("the shopper does not come back")
	}
}

// enters is what the shopper does with the plain test card.
func enters(number, holder string) []browser.Action {
	return []browser.Action{
		{Fill: "Card number", With: number},
		{Fill: "Expiry date (MM/YY)", With: "05/34"},
		{Fill: "Card holder", With: holder},
		{Fill: "Security code", With: "737"},
		{Press: "Pay now"},
	}
}

const plainCard = "4200000000000000"

func TestTheWidget(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{Name: "Test_Channel"}}})
	b := shoppers(t)
	tests := []struct {
		name    string
		options string
		brands  string
		walk    []browser.Action
		code    string
	}{
		{"a card", "", "VISA MASTER PAYPAL", enters("4200 0000 0000 0000", "Jane Jones"), "000.100.110"},
		{
			"a wrong number, then the right one", "", "VISA",
			append(append(enters("4200000000000001", "Jane Jones"), browser.Action{See: "not a card number"}),
				enters(plainCard, "Jane Jones")...), "000.100.110",
		},
		{
			"a card that the shop does not take", "", "MASTER VISA",
			append(append(enters("377777777777770", "Jane Jones"), browser.Action{See: "does not take this card"}),
				enters(plainCard, "Jane Jones")...), "000.100.110",
		},
		{
			"a decline, then another try", "", "VISA",
			append(append(enters(plainCard, "800.100.153"), browser.Action{See: "was declined"}),
				enters(plainCard, "Jane Jones")...), "000.100.110",
		},
		{
			"a decline and back", "", "VISA",
			append(enters(plainCard, "800.100.153"), browser.Action{See: "was declined"},
				browser.Action{Press: "Back to the shop"}), "800.100.153",
		},
		{"no try at all", "", "VISA", []browser.Action{{Press: "Back to the shop"}}, "000.200.000"},
		{
			"an expired card", "", "VISA",
			append([]browser.Action{
				{Fill: "Expiry date (MM/YY)", With: "05/19"},
				{Press: "Pay now"},
				{See: "has expired"},
				{See: "is not a card number"},
				{See: "name on the card"},
				{See: "three or four digits"},
			}, enters(plainCard, "Jane Jones")...), "000.100.110",
		},
		{
			"PayPal", "", "VISA PAYPAL",
			append([]browser.Action{{Press: "Pay with PAYPAL"}}, browser.SimulatorJourneys()["wallet"]["approve"]...),
			"000.100.110",
		},
		{
			"a bank that wants more", "", "GIROPAY",
			append([]browser.Action{
				{Press: "Pay with GIROPAY"},
				{Fill: "Bic", With: "TESTDETT421"},
				{Fill: "Iban", With: "DE14940593100000012346"},
				{Fill: "Country", With: "DE"},
				{Press: "Pay with GIROPAY"},
			}, browser.SimulatorJourneys()["bank"]["approve"]...), "000.100.110",
		},
		{
			"in German, of one's own words, and hooks", `var wpwlOptions = { locale: 'de', style: 'plain', maskCvv: true,
				brandDetection: true, labels: { cardHolder: 'Wer zahlt' }, unknown: 1,
				onReady: () => { document.querySelector('h1').textContent = 'Bereit'; },
				onBeforeSubmitCard: () => { const first = !window.asked; window.asked = true; return !first; } };`,
			"VISA MASTER",
			[]browser.Action{
				{See: "Bereit"},
				{Fill: "Kartennummer", With: plainCard},
				{Fill: "Gültig bis (MM/JJ)", With: "05/2034"},
				{Fill: "Wer zahlt", With: "Jane Jones"},
				{Fill: "Prüfnummer", With: "737"},
				{Press: "Jetzt bezahlen"},
				{Press: "Jetzt bezahlen"},
			},
			"000.100.110",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := openMerchant(t, g.URL)
			m.options = tt.options
			a := g.post("v1/checkouts", debit("integrity=true")...)
			id := a.is(200, "000.200.100").text("id")
			tab := m.shows(t, b, g.URL+"v1/paymentWidgets.js?checkoutId="+id, a.text("integrity"), tt.brands)
			if err := tab.Walk(t.Context(), tt.walk); err != nil {
				t.Fatal(err)
			}
			m.returns(t, id, "payment")
			if got := g.becomes(id).text("result.code"); got != tt.code {
				t.Errorf("the checkout ends with %q, want %q", got, tt.code)
			}
			m.mu.Lock()
			defer m.mu.Unlock()
			for _, secret := range []string{plainCard, "4200 0000", "4200000000000001", "737", "Jane"} {
				// As a word: three digits may stand in an id by chance.
				if regexp.MustCompile(`\b` + secret + `\b`).MatchString(m.heard.String()) {
					t.Errorf("the shop heard %q:\n%s", secret, m.heard.String())
				}
			}
		})
	}
}

func TestTheWidgetStores(t *testing.T) {
	t.Parallel()
	g := start(t)
	b := shoppers(t)
	m := openMerchant(t, g.URL)
	id := g.prepared("createRegistration=true")
	tab := m.shows(t, b, g.URL+"v1/paymentWidgets.js?checkoutId="+id+"/registration", "", "VISA")
	walk := enters(plainCard, "Jane Jones")
	walk[len(walk)-1].Press = "Store now"
	if err := tab.Walk(t.Context(), walk); err != nil {
		t.Fatal(err)
	}
	m.returns(t, id, "registration")
	token := g.get("v1/checkouts/"+id+"/registration").is(200, "000.100.110").text("id")

	id = g.prepared(debit("registrations[0].id=" + token)...)
	tab = m.shows(t, b, g.URL+"v1/paymentWidgets.js?checkoutId="+id, "", "VISA")
	err := tab.Walk(t.Context(), []browser.Action{
		{Choose: "Stored card", Option: "VISA •••• 0000"}, {Fill: "Security code", With: "737"}, {Press: "Pay now"},
	})
	if err != nil {
		t.Fatal(err)
	}
	m.returns(t, id, "payment")
	g.becomes(id).is(200, "000.100.110").has("registrationId", token)
}

// A card that the issuer asks about, with method data and a window, from a page
// that allows no more than the gateway.
func TestTheWidgetAsksTheIssuer(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{ThreeDSecure: true}}})
	b := shoppers(t)
	for name, number := range map[string]string{"challenge": cardChallenge, "with method data": "6799998900000060018"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := openMerchant(t, g.URL)
			id := g.prepared(debit()...)
			tab := m.shows(t, b, g.URL+"v1/paymentWidgets.js?checkoutId="+id, "", "VISA MAESTRO")
			walk := enters(number, "Jane Jones")
			if name != "challenge" {
				walk = append([]browser.Action{{Choose: "Brand", Option: "MAESTRO"}}, walk...)
			}
			if err := tab.Walk(t.Context(), append(walk, browser.SimulatorJourneys()["issuer page"]["approve"]...)); err != nil {
				t.Fatal(err)
			}
			m.returns(t, id, "payment")
			g.becomes(id).is(200, "000.100.110").has("threeDSecure.authenticationStatus", "Y")
		})
	}
}

// What an onlooker could do with a hash that is wrong: the browser runs nothing.
func TestABrowserRefusesAnotherScript(t *testing.T) {
	t.Parallel()
	g := start(t)
	b := shoppers(t)
	m := openMerchant(t, g.URL)
	id := g.prepared(debit()...)
	sum := sha512.Sum384([]byte("another"))
	hash := "sha384-" + base64.StdEncoding.EncodeToString(sum[:])
	tab := m.shows(t, b, g.URL+"v1/paymentWidgets.js?checkoutId="+id, hash, "VISA")
	text, err := tab.Text(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(text, "Card number") {
		t.Errorf("the widget runs on a page with another hash: %s", text)
	}
}

func TestTheScriptIsTheOneThatWasHashed(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.post("v1/checkouts", debit("integrity=true")...)
	check := func(a answer) {
		t.Helper()
		script := g.do("GET", "v1/paymentWidgets.js", "checkoutId="+a.text("id"), "", "Authorization", "")
		if got := script.header.Get("Access-Control-Allow-Origin"); got != "*" {
			t.Errorf("Access-Control-Allow-Origin = %q", got)
		}
		sum := sha512.Sum384([]byte(script.raw))
		if got, want := a.text("integrity"), "sha384-"+base64.StdEncoding.EncodeToString(sum[:]); got != want {
			t.Errorf("integrity = %q, want %q", got, want)
		}
		for _, unsafe := range []string{"eval(", "new Function", ".innerHTML", "setAttribute('style'"} {
			if strings.Contains(script.raw, unsafe) {
				t.Errorf("the script has %s, which a strict page forbids", unsafe)
			}
		}
	}
	check(a)
	token := g.post("v1/registrations", visa("", "-paymentType", "-amount", "-currency")...).text("id")
	check(g.post("v1/checkouts/"+a.text("id"), "registrations[0].id="+token))
	g.post("v1/checkouts", debit()...).lacks("integrity")
}
