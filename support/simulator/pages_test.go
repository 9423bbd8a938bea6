package simulator_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/support/simulator"
)

// shopper is a browser without a browser: it follows the redirect object and
// fills in forms, and stops at the door of the shop.
type shopper struct {
	*gateway
	pay  answer
	at   string // URL of the page
	page answer
}

// visit makes a payment and goes where its redirect object says (S09).
func (g *gateway) visit(kind string, more ...string) *shopper {
	g.t.Helper()
	return g.visitWith(append(slices.Clone(walks[kind].pay), more...)...)
}

// visitWith makes any payment that redirects, and goes there.
func (g *gateway) visitWith(params ...string) *shopper {
	g.t.Helper()
	return g.sentOff(g.pay(params))
}

// sentOff goes where the redirect object of an answer says.
func (g *gateway) sentOff(a answer) *shopper {
	g.t.Helper()
	s := &shopper{gateway: g, pay: a}
	if s.pay.text("redirect.url") == "" {
		g.t.Fatalf("no redirect: %s", s.pay.raw)
	}
	parameters := url.Values{}
	list, _ := s.pay.get("redirect.parameters").([]any)
	for _, p := range list {
		entry, _ := p.(map[string]any)
		parameters.Add(entry["name"].(string), entry["value"].(string))
	}
	address := s.pay.text("redirect.url")
	if s.pay.text("redirect.method") == "GET" {
		s.open("GET", address+"&"+parameters.Encode(), "")
	} else {
		s.open("POST", address, parameters.Encode())
	}
	s.follow303()
	return s
}

func (s *shopper) open(verb, address, body string) {
	s.t.Helper()
	req, err := http.NewRequest(verb, address, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	if verb == "POST" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	s.at, s.page = address, s.send(req)
}

// follow303 follows the gateway's own redirects, not the one to the shop.
func (s *shopper) follow303() {
	s.t.Helper()
	for s.page.status == 303 && strings.HasPrefix(s.page.header.Get("Location"), s.URL) {
		s.open("GET", s.page.header.Get("Location"), "")
	}
}

// enter submits the page's form.
func (s *shopper) enter(fields ...string) *shopper {
	s.t.Helper()
	form := url.Values{}
	for _, f := range fields {
		name, value, _ := strings.Cut(f, "=")
		form.Set(name, value)
	}
	s.open("POST", s.at, form.Encode())
	s.follow303()
	return s
}

func (s *shopper) sees(status int, texts ...string) *shopper {
	s.t.Helper()
	if s.page.status != status {
		s.t.Fatalf("page = HTTP %d, want %d\n%s", s.page.status, status, s.page.raw)
	}
	for _, text := range texts {
		if !strings.Contains(s.page.raw, text) {
			s.t.Errorf("the page does not show %q\n%s", text, s.page.raw)
		}
	}
	return s
}

// returns checks that the shopper is sent back to the shop.
func (s *shopper) returns() *shopper {
	s.t.Helper()
	id := s.pay.text("id")
	want := "https://shop.example/result?order=7&id=" + id + "&resourcePath=%2Fv1%2Fpayments%2F" + id
	if got := s.page.header.Get("Location"); s.page.status != 303 || got != want {
		s.t.Fatalf("page = HTTP %d to %q, want 303 to %q\n%s", s.page.status, got, want, s.page.raw)
	}
	return s
}

func (s *shopper) ends(status int, code string) answer {
	s.t.Helper()
	return s.get("v1/query/"+s.pay.text("id")).is(status, code)
}

func TestPendingAnswer(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay(sofort()).is(200, "000.200.000")
	a.has("result.description", "transaction pending", "amount", "10.00", "currency", "EUR", "bankAccount.country", "AT",
		"resultDetails.AcquirerResponse", "received").lacks("redirect.method", "risk")
	form := "^" + regexp.QuoteMeta(g.URL) + `connectors/bank/[0-9a-f]{32}\?ndcid=`
	if got := a.text("redirect.url"); !regexp.MustCompile(form).MatchString(got) {
		t.Errorf("redirect.url = %q, want %s", got, form)
	}
	g.get("v1/payments/"+a.text("id")).is(200, "000.200.000").has("amount", "10.00")
}

func TestD26RedirectMethod(t *testing.T) {
	t.Parallel()
	tests := []struct{ kind, setting, want string }{
		{"bank", "", ""},
		{"wallet", "", "GET"},
		{"card", "", "POST"},
		{"bank", "D26=GET", "GET"},
		{"wallet", "D26=POST", "POST"},
		{"card", "D26=absent", ""},
	}
	for _, tt := range tests {
		t.Run(tt.kind+" "+tt.setting, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			if tt.setting != "" {
				g = start(t, tt.setting)
			}
			s := g.visit(tt.kind)
			got, _ := s.pay.get("redirect.method").(string)
			if got != tt.want {
				t.Errorf("redirect.method = %q, want %q", got, tt.want)
			}
			s.sees(200, "For testers")
			address := s.pay.text("redirect.url")
			wrong := "GET"
			if tt.want == "GET" {
				wrong = "POST"
			}
			s.open(wrong, address, "")
			s.sees(405, "Wrong way in")
		})
	}
}

func TestD19TheWallPassesToo(t *testing.T) {
	t.Parallel()
	g := start(t, "D19=5m")
	id := g.pay(sofort()).text("id")
	g.wall.pass(5*time.Minute - 1)
	g.get("v1/query/"+id).is(200, "000.200.000")
	g.wall.pass(1)
	g.get("v1/query/"+id).is(400, "100.396.103")
}

func TestAnIncompleteWayIn(t *testing.T) {
	t.Parallel()
	g := start(t)
	bank := g.pay(sofort()).text("redirect.url")
	wallet := g.pay(walks["wallet"].pay)
	token := "token=" + wallet.text("redirect.parameters.1.value")
	address := wallet.text("redirect.url")
	bare, _, _ := strings.Cut(address, "?")
	tests := []struct{ name, verb, address, body string }{
		{"a POST without the token", "POST", bank, ""},
		{"a POST with the token in the url", "POST", bank + "&token=x", ""},
		{"a GET without the token", "GET", address, ""},
		{"a GET that lost the url's own query", "GET", bare + "?" + token, ""},
		{"the page before the way in", "GET", bare + "/page", ""},
		{"a submission before the way in", "POST", bare + "/page", "action=cancel"},
		{"an unknown session", "GET", g.URL + "connectors/bank/ffffffffffffffffffffffffffffffff", ""},
		{"a session under another kind", "GET", strings.Replace(address, "/wallet/", "/card/", 1) + "&" + token, ""},
		{"a payment's id as a session", "GET", g.URL + "connectors/wallet/" + wallet.text("id"), ""},
		{"a kind without a session", "GET", g.URL + "connectors/bank", ""},
		{"too deep", "GET", bare + "/page/more", ""},
		{"a phone that the kind has not", "GET", bare + "/device", ""},
		{"a question that the kind has not", "GET", bare + "/state", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := &shopper{gateway: g}
			s.open(tt.verb, tt.address, tt.body)
			s.sees(404, "Payment not found")
		})
	}
	g.get("v1/query/"+wallet.text("id")).is(200, "000.200.000")
}

func TestHostileInputIsEscaped(t *testing.T) {
	t.Parallel()
	g := start(t)
	hostile := `"><script>alert(1)</script>`
	s := g.visit("bank", "merchant.name="+hostile, `shopperResultUrl=https://shop.example/?x="><script>alert(2)</script>`)
	s.sees(200, "&lt;script&gt;alert(1)")
	s.enter("action=choose", "bank=Assay Bank")
	s.enter("action=login", "user="+hostile, "password="+hostile).sees(200, "2 tries left")
	if strings.Contains(s.page.raw, "<script") {
		t.Errorf("the page runs what it was given:\n%s", s.page.raw)
	}
	page := s.at
	s.enter("action=cancel")
	if location := s.page.header.Get("Location"); strings.ContainsAny(location, "\r\n") {
		t.Errorf("Location = %q", location)
	}
	s.open("GET", page, "")
	if s.sees(200); strings.Contains(s.page.raw, "<script") {
		t.Errorf("the page runs what it was given:\n%s", s.page.raw)
	}
}

func TestPublicURLIsTheBaseOfRedirects(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{PublicURL: "https://gateway.example:8443/"})
	got := g.pay(sofort()).text("redirect.url")
	if !strings.HasPrefix(got, "https://gateway.example:8443/connectors/bank/") {
		t.Errorf("redirect.url = %q", got)
	}
}
