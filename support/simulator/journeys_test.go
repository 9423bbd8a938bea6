package simulator_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"testing"
	"time"

	"assay/support/browser"
	"assay/support/formwalk"
	"assay/support/simulator"
	"assay/support/spec"
)

// ends are the result codes that the journeys lead to.
var ends = map[string]string{
	"approve": "000.100.110", "approve again": "000.100.110", "decline": "100.396.102", "cancel": "100.396.101", "wrong login": "100.380.401",
	"wrong TAN": "100.380.401", "wrong code": "100.380.401", "refused": "100.400.002", "refuse terms": "100.396.106", "pay later": "000.200.000",
}

func TestEveryKindHasItsJourneys(t *testing.T) {
	t.Parallel()
	journeys := browser.SimulatorJourneys()
	for _, kind := range spec.PageKinds {
		wants := []string{"approve", "decline", "cancel"}
		if len(walks[kind].wrong) > 0 {
			wants = append(wants, "wrong login")
		}
		if kind == "bnpl" {
			wants = append(wants, "refused", "refuse terms")
		}
		for _, outcome := range wants {
			if len(journeys[kind][outcome]) == 0 {
				t.Errorf("no journey for %s, %s", kind, outcome)
			}
		}
	}
	for _, kind := range spec.IssuerPages {
		for _, outcome := range []string{"approve", "cancel", "wrong code"} {
			if len(journeys[kind][outcome]) == 0 {
				t.Errorf("no journey for the %s, %s", kind, outcome)
			}
		}
	}
	for kind := range journeys {
		if !slices.Contains(spec.PageKinds, kind) && !slices.Contains(spec.IssuerPages, kind) &&
			!slices.Contains(spec.IssuerPhones, kind) && kind != spec.WidgetPage && kind != spec.LinkPage {
			t.Errorf("journeys for %s, which no page is", kind)
		}
	}
}

// TestJourneys walks every kind of page that a payment leads to, to every outcome,
// in a real browser.
func TestJourneys(t *testing.T) {
	t.Parallel()
	walkEverywhere(t, inBrowser(shoppers(t)))
}

// TestJourneysWithoutABrowser walks the same by what the pages' forms say alone.
func TestJourneysWithoutABrowser(t *testing.T) {
	t.Parallel()
	w := formwalk.New(formwalk.Options{})
	t.Cleanup(w.Close)
	walkEverywhere(t, func(ctx context.Context) (window, error) { return w.Open(ctx, nil) })
}

func walkEverywhere(t *testing.T, open opener) {
	t.Helper()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{
		Name: "Test_Channel", Settings: map[string]string{"D26": "GET"},
	}}})
	for kind, outcomes := range browser.SimulatorJourneys() {
		switch {
		case kind == spec.WidgetPage, kind == spec.LinkPage: // no payment leads there: TestTheWidget, features of links
			continue
		case slices.Contains(spec.IssuerPhones, kind): // parts of a way: TestThePageNoticesThePhone
			continue
		}
		for outcome, actions := range outcomes {
			if outcome == "approve and stay" { // nobody arrives who could be asked about: features of redirects
				continue
			}
			t.Run(kind+": "+outcome, func(t *testing.T) {
				t.Parallel()
				v := g.walkIn(t, open, kind)
				if err := v.tab.Walk(t.Context(), actions); err != nil {
					t.Fatal(err)
				}
				id := v.arrives()
				want := ends[outcome]
				if outcome == "pay later" && kind == "voucher" {
					want = walks[kind].code
				}
				if got := g.get("v1/query/" + id).text("result.code"); want == "" || got != want {
					t.Errorf("the payment ends with %q, want %q", got, want)
				}
			})
		}
	}
}

// TestThePageNoticesThePhone decides in a second tab; the first comes back to
// the shop by itself, out of the issuer's window if it is in one.
func TestThePageNoticesThePhone(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{{Settings: map[string]string{"D26": "GET"}}}})
	b, journeys := shoppers(t), browser.SimulatorJourneys()
	for _, kind := range []string{"qr", spec.WaitingPage, spec.WaitingWindow} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			v := g.walkIn(t, inBrowser(b), kind)
			first := v.tab.(*browser.Tab)
			var phone *browser.Tab
			if kind == "qr" {
				phone = besides(t, b, first)
			} else {
				if err := first.Walk(t.Context(), journeys[kind]["open phone"]); err != nil {
					t.Fatal(err)
				}
				var err error
				if phone, err = first.Opened(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			defer phone.Close()
			if err := phone.Walk(t.Context(), journeys[spec.IssuerPhone]["approve"]); err != nil {
				t.Fatal(err)
			}
			if got := g.get("v1/query/" + v.arrives()).text("result.code"); got != "000.100.110" {
				t.Errorf("the payment ends with %q", got)
			}
			if err := first.Walk(t.Context(), journeys[kind]["return"]); err != nil {
				t.Error(err)
			}
		})
	}
}

// besides opens the phone's page of a page that waits in a tab of its own.
func besides(t *testing.T, b *browser.Browser, first *browser.Tab) *browser.Tab {
	t.Helper()
	if err := first.Perform(t.Context(), browser.Action{See: "Waiting for your phone"}); err != nil {
		t.Fatal(err)
	}
	address, err := first.URL(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	device, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	phone, err := b.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := phone.Go(t.Context(), device.JoinPath("..", "device").String()); err != nil {
		t.Fatal(err)
	}
	return phone
}

func shoppers(t *testing.T) *browser.Browser {
	t.Helper()
	b, err := browser.Start(t.Context(), browser.Options{Exec: os.Getenv("ASSAY_BROWSER"), Workers: 2, TempRoot: t.TempDir()})
	if err != nil {
		var hint interface{ Hint() string }
		if errors.As(err, &hint) {
			t.Fatalf("%v (%s)", err, hint.Hint())
		}
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return b
}

// window is where a shopper sees pages: a tab of a browser, or what reads forms.
type window interface {
	Go(ctx context.Context, url string) error
	Walk(ctx context.Context, actions []browser.Action) error
	Perform(ctx context.Context, a browser.Action) error
	Close()
}

type opener func(context.Context) (window, error)

func inBrowser(b *browser.Browser) opener {
	return func(ctx context.Context) (window, error) { return b.Open(ctx, nil) }
}

// sent is a shopper at a page, with the shop that they come back to.
type sent struct {
	t       *testing.T
	tab     window
	arrival chan string
}

// paymentAt is a payment whose shopper comes to a kind of page.
func paymentAt(kind string) []string {
	switch kind {
	case spec.IssuerPage:
		return secure("VISA", cardChallenge)
	case spec.IssuerWindow:
		return secure("VISA", cardChallenge, "customer.browser.challengeWindow=02")
	case spec.WaitingPage:
		return secure("VISA", cardOnPhone)
	case spec.WaitingWindow:
		return secure("VISA", cardOnPhone, "customer.browser.challengeWindow=02")
	}
	return walks[kind].pay
}

// walkIn makes a payment and opens its page.
func (g *gateway) walkIn(t *testing.T, open opener, kind string) sent {
	t.Helper()
	arrival := make(chan string, 2) // who tries again comes back twice
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if id := r.URL.Query().Get("id"); id != "" {
			arrival <- id
		}
		_, _ = w.Write([]byte("Thank you"))
	}))
	t.Cleanup(shop.Close)
	a := g.pay(append(slices.Clone(paymentAt(kind)), "shopperResultUrl="+shop.URL+"/?order=7"))
	tab, err := open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	query := url.Values{}
	for _, i := range []string{"0", "1"} {
		query.Set(a.text("redirect.parameters."+i+".name"), a.text("redirect.parameters."+i+".value"))
	}
	if err := tab.Go(t.Context(), a.text("redirect.url")+"&"+query.Encode()); err != nil {
		t.Fatal(err)
	}
	return sent{t, tab, arrival}
}

// arrives waits for the shopper in the shop and returns the payment's id.
func (v sent) arrives() string {
	v.t.Helper()
	select {
	case id := <-v.arrival:
		return id
	case <-time.After(20 * time.Second): // never, unless something is wrong
		v.t.Fatal("the shopper does not come back")
		return ""
	}
}
