package opp

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tidwall/gjson"
)

// straight is a gate that holds nothing back.
func straight(_ context.Context, _ Turn, send func() Sent) error {
	send()
	return nil
}

// report is an answer to a search for payments.
func report(payments ...string) string {
	return `{"result":{"code":"000.000.100"},"payments":[` + strings.Join(payments, ",") + `]}`
}

const (
	paid    = `{"id":"a1","paymentType":"PA","amount":"92.00","result":{"code":"000.100.110"}}`
	other   = `{"id":"a2","paymentType":"PA","amount":"15.00","result":{"code":"000.100.110"}}`
	capture = `{"id":"a3","paymentType":"CP","amount":"92.00","result":{"code":"000.100.110"}}`
	sentOff = `{"id":"a4","paymentType":"PA","amount":"92.00","result":{"code":"000.200.000"}}`
	nothing = `{"result":{"code":"700.400.580"}}`
)

// TestALostAnswerIsLookedFor loses the answers to payments, or what a test says,
// and counts how often each payment is sent.
func TestALostAnswerIsLookedFor(t *testing.T) {
	t.Parallel()
	cut := func(http.ResponseWriter) { panic(http.ErrAbortHandler) }
	page := func(w http.ResponseWriter) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
	}
	for _, tt := range []struct {
		name      string
		lose      func(http.ResponseWriter)
		reference string
		report    string
		known     string // a payment whose answer came
		id        string // of the payment that is found; "" = none is
		says      string // of the lost exchange
	}{
		{"found", cut, "ref-1", report(paid), "", "a1", "; looked up by its merchantTransactionId, it was found as payment a1 (000.100.110)"},
		{"found after an error page", page, "ref-1", report(paid), "", "a1", "instead of JSON; looked up by its"},
		{"found among others", cut, "ref-1", report(other, capture, paid), "", "a1", "found as payment a1"},
		{"not found", cut, "ref-1", nothing, "", "", "it was found 0 times (700.400.580)"},
		{"found twice", cut, "ref-1", report(paid, paid), "", "", "it was found 2 times (000.000.100)"},
		{"only what was answered before is found", cut, "ref-1", report(paid), "a1", "", "it was found 0 times"},
		{"its redirect is lost", cut, "ref-1", report(sentOff), "", "", "found as payment a4 (000.200.000), which cannot go on"},
		{"the search has no answer", cut, "ref-1", "", "", "", "it could not be looked up by its merchantTransactionId: the gateway"},
		{"there is nothing to look for", cut, "", report(paid), "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := startGateway(t, func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					tt.lose(w)
					return
				}
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write([]byte(tt.report))
			})
			var told []Exchange
			ch := open(t, Options{BaseURL: g.base()}).Channel(bearer(), func(x Exchange) { told = append(told, x) }).Through(straight)
			ch.answered.add(tt.known)
			form := card()
			if tt.reference != "" {
				form.Add("merchantTransactionId", tt.reference)
			}
			p, err := ch.With(bearer()).Pay(t.Context(), form)
			var noVerdict *NoVerdictError
			switch {
			case tt.id != "" && (err != nil || p.ID() != tt.id || p.Code() != "000.100.110"):
				t.Errorf("payment %v, error %v, want %s", p, err, tt.id)
			case tt.id == "" && !errors.As(err, &noVerdict):
				t.Errorf("payment %v, error %v, want no verdict", p, err)
			case tt.id == "" && tt.says != "" && (!strings.Contains(err.Error(), tt.says) || !strings.Contains(noVerdict.Hint(), "stays unknown")):
				t.Errorf("error %v (%s), want %q", err, noVerdict.Hint(), tt.says)
			}
			if len(told) == 0 || told[0].Method != http.MethodPost || !strings.Contains(told[0].Err, tt.says) {
				t.Fatalf("told %+v, want first of the payment, and %q", told, tt.says)
			}
			posts, searches := 0, 0
			for _, r := range g.received() {
				if r.Method == http.MethodPost {
					posts++
				} else if strings.Contains(r.URI, "v1/query?") && strings.Contains(r.URI, "merchantTransactionId=ref-1") {
					searches++
				}
			}
			if want := len(told) - 1; posts != 1 || searches != want || (tt.reference != "") != (want == 1) {
				t.Errorf("%d payments and %d searches were sent, %d exchanges told", posts, searches, len(told))
			}
		})
	}
}

func TestWhatARecordMayBeOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, paymentType, amount, record string
		want                              bool
	}{
		{"the same", "PA", "92.00", paid, true},
		{"another amount", "PA", "92.00", other, false},
		{"another type", "PA", "92.00", capture, false},
		{"an amount without decimals", "PA", "92", paid, true},
		{"an amount that is none", "PA", "much", paid, false},
		{"no amount that was asked for", "PA", "", paid, true},
		{"turned away", "DB", "92.00", `{"id":"a5","paymentType":"DB","result":{"code":"800.100.153"}}`, true},
		{"a PA with its capture", "PA.CP", "92.00", paid, true},
		{"that capture", "PA.CP", "92.00", capture, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			form := Params{{"paymentType", tt.paymentType}, {"amount", tt.amount}}
			if got := matches(form, gjson.Parse(tt.record)); got != tt.want {
				t.Errorf("%v and %s: %t, want %t", form, tt.record, got, tt.want)
			}
		})
	}
}

// What was turned away unseen was not paid, and is no rejected payment either.
func TestAPaymentTooManyHasNoVerdict(t *testing.T) {
	t.Parallel()
	for contentType, body := range map[string]string{
		"application/json": `{"result":{"code":"800.120.100"}}`, "text/html": "<h1>Too Many Requests</h1>",
	} {
		g := startGateway(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(http.StatusTooManyRequests)
			_, _ = w.Write([]byte(body))
		})
		form := append(card(), Param{"merchantTransactionId", "ref-1"})
		ch := open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil).Through(straight)
		_, err := ch.Pay(t.Context(), form)
		wantNoVerdict(t, err, TooMany, "turned the request away as one too many", "requestsPerSecond")
		if n := len(g.received()); n != 1 {
			t.Errorf("%s: %d requests, want the payment alone", contentType, n)
		}
	}
	g := startGateway(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"result":{"code":"800.120.100"}}`))
	})
	ch := open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil).Through(straight)
	if p, err := ch.Hasty().Pay(t.Context(), card()); err != nil || p.Code() != "800.120.100" {
		t.Errorf("payment %v, error %v, want what the gateway says to one too many", p, err)
	}
}

func TestWhatWasNeverSentIsNotLookedFor(t *testing.T) {
	t.Parallel()
	sent := 0
	ch := open(t, Options{BaseURL: "http://127.0.0.1:1/"}).Channel(bearer(), nil)
	ch = ch.Through(func(_ context.Context, _ Turn, send func() Sent) error {
		sent++
		send()
		return nil
	})
	_, err := ch.Pay(t.Context(), append(card(), Param{"merchantTransactionId", "ref-1"}))
	wantNoVerdict(t, err, Unreachable, "cannot be reached", "check that the gateway is up")
	if sent != 1 {
		t.Errorf("%d requests, want 1", sent)
	}
}

func TestAGateIsToldWhatIsSent(t *testing.T) {
	t.Parallel()
	g := startGateway(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
		_, _ = w.Write([]byte(`{"result":{"code":"800.120.100"}}`))
	})
	var turns []Turn
	var sent Sent
	refused := errors.New("not today")
	plain := open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil)
	ch := plain.Through(func(_ context.Context, turn Turn, send func() Sent) error {
		turns = append(turns, turn)
		if len(turns) == 5 {
			return refused
		}
		sent = send()
		return nil
	})
	ask := func(ch *Channel, path string) error {
		_, err := ch.Do(t.Context(), Request{Path: path})
		return err
	}
	for _, err := range []error{
		ask(ch, "v1/payments/a"), ask(ch.Hasty(), "v1/payments/a"), ask(ch.With(bearer()), "v1/checkouts/c/payment"),
		ask(ch, "v1/query/a?x=y"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := ask(ch, "v1/payments/a"); !errors.Is(err, refused) {
		t.Errorf("error %v, want the one of the gate", err)
	}
	for i, want := range []Turn{
		{"GET", "v1/payments/a", true, false},
		{"GET", "v1/payments/a", true, true},
		{"GET", "v1/checkouts/c/payment", true, false},
		{"GET", "v1/query/a", false, false},
	} {
		if turns[i] != want {
			t.Errorf("turn %d: %+v, want %+v", i, turns[i], want)
		}
	}
	if sent.Status != 429 || sent.RetryAfter != 7*time.Second || sent.Failure != nil {
		t.Errorf("sent %+v", sent)
	}
	if len(g.received()) != 4 {
		t.Errorf("%d requests were sent, want 4", len(g.received()))
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"": 0, "soon": 0, "12": 12 * time.Second, "-1": 0, "Wed, 02 Jan 2030 03:04:35 GMT": 30 * time.Second,
		"Wed, 02 Jan 2030 03:04:00 GMT": 0,
	} {
		if got := retryAfter(header, now); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
}

func TestWhichRequestsAreLimited(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]bool{
		"GET v1/payments/a": true, "GET v1/threeDSecure/a": true, "GET v1/checkouts/a/payment": true,
		"GET v1/payments": false, "GET v1/payments/": false, "GET v1/payments/a/b": false, "POST v1/payments/a": false,
		"GET v1/checkouts/a/registration": false, "GET v1/query/a": false, "GET v1/checkouts//payment": false,
	} {
		method, path, _ := strings.Cut(path, " ")
		if got := limited(method, path); got != want {
			t.Errorf("%s %s: %t, want %t", method, path, got, want)
		}
	}
}

func TestAnAnsweredPaymentIsNotFoundInPlaceOfALostOne(t *testing.T) {
	t.Parallel()
	sent := 0
	g := startGateway(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		switch {
		case r.Method == http.MethodGet:
			_, _ = w.Write([]byte(report(paid)))
		case sent == 0:
			sent++
			_, _ = w.Write([]byte(paid))
		default:
			panic(http.ErrAbortHandler)
		}
	})
	ch := open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil).Through(straight)
	form := append(card(), Param{"merchantTransactionId", "ref-1"})
	if p, err := ch.Pay(t.Context(), form); err != nil || p.ID() != "a1" {
		t.Fatalf("payment %v, error %v", p, err)
	}
	_, err := ch.Pay(t.Context(), form)
	wantNoVerdict(t, err, Unreachable, "it was found 0 times", "stays unknown")
}
