package runner

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"assay/reports"

	"go.uber.org/goleak"
)

// pageHost is a gateway whose shoppers decide on a page of its own. It dies when
// the page of one payment is asked for, and comes back after some probes.
type pageHost struct {
	*httptest.Server
	dies   int    // the payment whose page it dies of
	back   int    // how many probes it misses then
	framed string // what each action says of its frame, when the page is in one
	name   string // of its host, when it is also the proxy that leads there

	mu       sync.Mutex
	shops    []string // where the shopper of each payment returns to
	approved map[string]bool
	dead     bool
}

func openPageHost(t *testing.T, h *pageHost) *pageHost {
	t.Helper()
	h.approved = map[string]bool{}
	h.Server = httptest.NewServer(http.HandlerFunc(h.serve))
	t.Cleanup(h.Close)
	return h
}

const decisionPage = `<!doctype html><title>Wallet</title><h1>Log in to your wallet</h1>
<form action="%s"><input type="hidden" name="id" value="%s">
<input type="hidden" name="resourcePath" value="/v1/payments/%[2]s">
<button>Approve payment</button></form>`

func (h *pageHost) serve(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	id := filepath.Base(r.URL.Path)
	if n := len(h.shops); r.URL.Path == "/page/"+paymentOf(n) && n == h.dies && h.back > 0 {
		h.dead = true
	}
	if h.dead {
		if r.URL.Path == "/v1/query" {
			h.back--
			h.dead = h.back > 0
		}
		panic(http.ErrAbortHandler) // the connection breaks
	}
	answer := func(status int, id, code, more string) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"id":%q,"paymentType":"DB","paymentBrand":"PAYPAL","amount":"92.00","currency":"EUR",`+
			`"result":{"code":%q,"description":"x"}%s}`, id, code, more)
	}
	switch {
	case r.Method == http.MethodPost:
		h.shops = append(h.shops, r.PostFormValue("shopperResultUrl"))
		id = paymentOf(len(h.shops))
		away := fmt.Sprintf(`,"redirect":{"url":"%s/%s/%s","method":"GET","parameters":[]}`, h.address(), h.way(), id)
		answer(200, id, "000.200.000", away)
	case r.URL.Path == "/v1/query":
		answer(404, "", "700.400.580", "")
	case strings.HasPrefix(r.URL.Path, "/around/"):
		fmt.Fprintf(w, `<!doctype html><h1>Around</h1><iframe title="Wallet" src="/page/%s"></iframe>`, id)
	case strings.HasPrefix(r.URL.Path, "/page/"):
		h.approved[id] = true // whoever sees the page approves
		fmt.Fprintf(w, decisionPage, h.shops[len(h.shops)-1], id)
	case h.approved[id]:
		answer(200, id, "000.100.110", "")
	default:
		answer(200, id, "000.200.000", "")
	}
}

func (h *pageHost) address() string {
	if h.name != "" {
		return "http://" + h.name
	}
	return h.URL
}

func (h *pageHost) way() string {
	if h.framed != "" {
		return "around"
	}
	return "page"
}

func paymentOf(n int) string { return fmt.Sprintf("8ac7a4a1%024d", n) }

const walletJourneys = `wallet: {approve: [{see: Log in to your wallet%[1]s}, {press: Approve payment%[1]s}]}`

// run runs scenarios whose shoppers decide on the host's page, one by one.
func (h *pageHost) run(t *testing.T, cfg Config, scenarios int) Outcome {
	t.Helper()
	text := `@redirects
Feature: Pages
  @ZZ-001 @DB @async @browser
  Scenario Outline: Payment <n> is approved on the page
    Given a pending DB of 92.00 EUR with PAYPAL
    When the shopper approves it on the brand's page
    Then the status of the payment is approved
    Examples:
      | n |
`
	for n := range scenarios {
		text += fmt.Sprintf("      | %d |\n", n+1)
	}
	cfg.Target.Abilities = []string{"browser"}
	cfg.Target.Journeys = write(t, "journeys.yaml", fmt.Sprintf(walletJourneys, h.framed))
	cfg.Concurrency, cfg.Ordered = 1, true
	return runOn(t, h.address(), cfg, text)
}

// Where only a proxy leads to the target, it leads to its pages, too. The shop is
// on this machine.
func TestPagesAreReachedByTheTargetsProxy(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	for name, cfg := range map[string]Config{"in a browser": {}, "without a browser": {NoBrowser: true}} {
		h := openPageHost(t, &pageHost{name: "gateway.test"})
		cfg.Target.Proxy = h.URL
		o := h.run(t, cfg, 1)
		if o.ExitCode() != ExitPassed {
			t.Errorf("%s: exit code %d, %v; %s", name, o.ExitCode(), o.Counts, of(t, o, "1").Attempts[0].Cause)
		}
		h.Close()
	}
}

// What a page of the target does not answer is the target's outage, whether a
// browser or nobody shows pages, and wherever the page is.
func TestAPageThatDoesNotComeIsAnOutage(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	const inFrame = `, frame: Wallet`
	for _, tt := range []struct {
		name   string
		cfg    Config
		framed string
	}{
		{"in a browser", Config{}, ""},
		{"in a frame of its page", Config{}, inFrame},
		{"without a browser", Config{NoBrowser: true}, ""},
	} {
		h := openPageHost(t, &pageHost{dies: 2, back: 2, framed: tt.framed})
		o := h.run(t, tt.cfg, 3)
		if o.ExitCode() != ExitPassed || o.Counts[reports.Passed] != 3 {
			t.Errorf("%s: exit code %d, %v", tt.name, o.ExitCode(), o.Counts)
		}
		for key, want := range map[string]string{"1": "passed", "2": "unavailable, passed outage", "3": "passed"} {
			if s := of(t, o, key); words(s) != want {
				t.Errorf("%s: scenario %s: %s, want %s (%s)", tt.name, key, words(s), want, s.Attempts[0].Cause)
			}
		}
		if len(o.Notes) != 1 || !strings.HasPrefix(o.Notes[0], "the target gave no usable answer for ") {
			t.Errorf("%s: notes %q", tt.name, o.Notes)
		}
		h.Close()
	}
}

// A target that dies for good under browsers alone ends the run as unavailable.
func TestARunOfPagesEndsWithItsTarget(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	h := openPageHost(t, &pageHost{dies: 1, back: 1 << 30})
	cfg := Config{}
	cfg.Target.Limits.OutageSeconds = 0.2
	o := h.run(t, cfg, 2)
	if o.ExitCode() != ExitUnavailable || o.Cause != stopUnavailable {
		t.Errorf("exit code %d, cause %q, %v", o.ExitCode(), o.Cause, o.Counts)
	}
	s := of(t, o, "1")
	if cause := s.Attempts[0].Cause; s.Verdict != reports.Unavailable || !strings.Contains(cause, "without an answer") {
		t.Errorf("%s (%s), want it unavailable", words(s), cause)
	}
	h.Close()
}

func TestTheOriginOfAnAddress(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://gw.example/":      "gw.example",
		"https://gw.example:443/":  "gw.example",
		"https://gw.example:8443/": "gw.example:8443",
		"http://gw.example:443/v1": "gw.example:443",
		"http://127.0.0.1:80/":     "127.0.0.1",
		"://":                      "",
	} {
		if got := originOf(address); got != want {
			t.Errorf("originOf(%s) = %q, want %q", address, got, want)
		}
	}
}
