package simulator_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"assay/support/simulator"
)

// outcome is what a client knows after a request, in words.
func (g *gateway) outcome(req *http.Request) string {
	resp, err := g.http.Do(req)
	if err != nil {
		return failure(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return fmt.Sprintf("HTTP %d, then %s", resp.StatusCode, failure(err))
	}
	media, _, _ := strings.Cut(resp.Header.Get("Content-Type"), ";")
	said := fmt.Sprintf("HTTP %d %s", resp.StatusCode, media)
	var body struct{ Result struct{ Code string } }
	if len(raw) == 0 {
		return strings.TrimSpace(said)
	}
	if json.Unmarshal(raw, &body) != nil {
		return said + ", no JSON"
	}
	return said + ", " + body.Result.Code
}

func failure(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "time-out"
	case errors.Is(err, syscall.ECONNRESET):
		return "reset"
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "end"
	}
	return err.Error()
}

// request makes a PA, or with an empty form a look at the reports.
func (g *gateway) request(ctx context.Context, form string, header ...string) *http.Request {
	g.t.Helper()
	verb, path := http.MethodPost, "v1/payments"
	if form == "" {
		verb, path = http.MethodGet, "v1/query?merchantTransactionId=disturbed&"+g.form()
	}
	req, err := http.NewRequestWithContext(ctx, verb, g.URL+path, strings.NewReader(form))
	if err != nil {
		g.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+g.Channel.AccessToken)
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return req
}

// disturbedPA is what each disturbance makes of a PA: what the client gets, and
// how many payments there are afterwards.
var disturbedPA = map[string]struct {
	fault    string
	gets     string
	payments int
}{
	"delay":           {"delay=1ms", "HTTP 200 application/json, 000.100.110", 1},
	"timeout-before":  {"timeout-before=1ms", "end", 0},
	"timeout-after":   {"timeout-after=1ms", "end", 1},
	"reset-before":    {"reset-before", "reset", 0},
	"reset-after":     {"reset-after", "reset", 1},
	"html-before":     {"html-before", "HTTP 502 text/html, no JSON", 0},
	"html-after":      {"html-after=504", "HTTP 504 text/html, no JSON", 1},
	"error":           {"error", "HTTP 500 application/json, 999.999.999", 0},
	"empty":           {"empty", "HTTP 503", 0},
	"throttled":       {"throttled", "HTTP 429 application/json, 800.120.100", 0},
	"redirect":        {"redirect", "HTTP 307", 0},
	"truncated":       {"truncated", "HTTP 200 application/json, no JSON", 1},
	"cut":             {"cut", "HTTP 200, then end", 1},
	"malformed":       {"malformed", "HTTP 200 application/json, no JSON", 1},
	"content-type":    {"content-type=text/html", "HTTP 200 text/html, 000.100.110", 1},
	"drip":            {"drip=20ms", "HTTP 200 application/json, 000.100.110", 1},
	"unknown-members": {"unknown-members", "HTTP 200 application/json, 000.100.110", 1},
	"twice":           {"twice", "HTTP 200 application/json, 000.100.110", 2},
}

// Every disturbance of the API is asked for in the header over plain HTTP; those
// that end connections are tried over TLS, too, where there is more to end.
func TestDisturbances(t *testing.T) {
	t.Parallel()
	for _, d := range simulator.Disturbances() {
		tt, known := disturbedPA[d.Name]
		if d.Pages {
			continue
		}
		t.Run(d.Name, func(t *testing.T) {
			t.Parallel()
			if !known {
				t.Fatalf("the table has no row for %s", d.Name)
			}
			disturbOnce(t, startWith(t, simulator.Config{}), tt.fault, tt.gets, tt.payments)
			if slices.Contains([]string{"end", "reset", "HTTP 200, then end"}, tt.gets) {
				disturbOnce(t, startTLS(t), tt.fault, tt.gets, tt.payments)
			}
		})
	}
}

// startTLS runs a simulator as it runs by default.
func startTLS(t *testing.T) *gateway {
	t.Helper()
	r, err := simulator.Start(t.Context(), simulator.Config{}, simulator.Listen{})
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(r.CA)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		_ = r.Close(context.Background()) // what matters is what the client saw
	})
	return &gateway{t: t, Running: r, http: &http.Client{Transport: transport}}
}

func disturbOnce(t *testing.T, g *gateway, fault, gets string, payments int) {
	t.Helper()
	form := g.form(visa("PA", "merchantTransactionId=disturbed")...)
	if got := g.outcome(g.request(t.Context(), form, "Assay-Fault", fault)); got != gets {
		t.Errorf("the client gets %q, want %q", got, gets)
	}
	listed, _ := g.get("v1/query", "merchantTransactionId=disturbed").get("payments").([]any)
	if len(listed) != payments {
		t.Errorf("there are %d payments, want %d", len(listed), payments)
	}
}

func TestFaultsHoldForTheRequestTheChannelOrTheGateway(t *testing.T) {
	t.Parallel()
	const fault, gets = "error=502;on=GET:query", "HTTP 502 application/json, 999.999.999"
	const ok = "HTTP 200 application/json, 000.100.110"
	for _, tt := range []struct {
		where  string
		config simulator.Config
		patch  string
		header []string
	}{
		{where: "gateway", config: simulator.Config{Faults: []string{fault}}},
		{where: "channel", config: simulator.Config{Channels: []simulator.Channel{{Faults: []string{fault}}}}},
		{where: "changed channel", patch: `{"faults":["` + fault + `"]}`},
		{where: "request", header: []string{"Assay-Fault", fault}},
	} {
		t.Run(tt.where, func(t *testing.T) {
			t.Parallel()
			g := startWith(t, tt.config)
			if tt.patch != "" {
				if a := g.manage("PATCH", "channels/"+g.Channel.EntityID, tt.patch); a.status != 200 {
					t.Fatal(a.raw)
				}
			}
			if got := g.outcome(g.request(t.Context(), g.form(visa("PA")...), tt.header...)); got != ok {
				t.Errorf("another endpoint gives %q, want %q", got, ok)
			}
			if got := g.outcome(g.request(t.Context(), "", tt.header...)); got != gets {
				t.Errorf("the endpoint gives %q, want %q", got, gets)
			}
		})
	}
}

// What else is changed of a channel leaves the count of a fault as it is; faults
// that are sent begin anew.
func TestLimitsCountPerChannel(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{})
	patch := func(body string) {
		t.Helper()
		if a := g.manage("PATCH", "channels/"+g.Channel.EntityID, body); a.status != 200 {
			t.Fatal(a.raw)
		}
	}
	expect := func(throttled ...bool) {
		t.Helper()
		for i, want := range throttled {
			if got := g.outcome(g.request(t.Context(), "")); strings.Contains(got, "HTTP 429") != want {
				t.Errorf("request %d gives %q, throttled: want %v", i+1, got, want)
			}
		}
	}
	patch(`{"faults":["throttled;first=3"]}`)
	expect(true, true)
	patch(`{"settings":{"D23":"duplicates"}}`)
	expect(true, false, false)
	patch(`{"faults":["throttled;nth=2"]}`)
	expect(false, true, false)
	patch(`{"faults":["throttled;p=0"]}`)
	expect(false, false)
	patch(`{"faults":["throttled;p=1"]}`)
	expect(true, true)
	patch(`{"faults":[]}`)
	expect(false)
}

// The same seed strikes the same requests, another one others.
func TestChanceFollowsTheSeed(t *testing.T) {
	t.Parallel()
	struck := func(seed int64) (pattern string) {
		g := startWith(t, simulator.Config{Seed: seed, Faults: []string{"empty=503;p=0.5"}})
		for range 40 {
			pattern += g.outcome(g.request(t.Context(), ""))[:8]
		}
		return pattern
	}
	first := struck(7)
	if again := struck(7); again != first {
		t.Errorf("with the same seed other requests are struck:\n%s\n%s", first, again)
	}
	if other := struck(8); other == first || !strings.Contains(first, "503") || !strings.Contains(first, "400") {
		t.Errorf("chance is none: %s, with another seed %s", first, other)
	}
}

// A client that gives up frees the connection that is held, and so does the end
// of the server; goleak looks for what is left.
func TestHeldConnectionsEndWithTheirClientAndTheServer(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Faults: []string{
		"timeout-before=50s;on=POST:payments", "timeout-after=50s;on=GET:query",
	}})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if got := g.outcome(g.request(ctx, g.form(visa("PA")...))); got != "time-out" {
		t.Errorf("an impatient client gets %q, want a time-out", got)
	}
	ended := make(chan string)
	held, err := http.NewRequest(http.MethodGet, g.URL+"v1/query?merchantTransactionId=a&"+g.form(), nil)
	if err != nil {
		t.Fatal(err)
	}
	reached := make(chan struct{})
	held.Body = io.NopCloser(notifier{reached})
	go func() { ended <- g.outcome(held) }()
	<-reached
	if err := g.Close(context.Background()); err != nil {
		t.Errorf("Close = %v", err)
	}
	if got := <-ended; got == "time-out" || strings.HasPrefix(got, "HTTP") {
		t.Errorf("when the server ends, a held client gets %q", got)
	}
}

// notifier is an empty body that tells when it is read.
type notifier struct{ read chan struct{} }

func (n notifier) Read([]byte) (int, error) { close(n.read); return 0, io.EOF }

func TestPagesAreDisturbedOnTheirOwn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		fault, gets string
	}{
		{"expired", "HTTP 410 text/html, no JSON"},
		{"reset-before;on=page", "reset"},
		{"timeout-before=1ms;on=page", "end"},
		{"reset-before", "HTTP 200 text/html, no JSON"}, // is for the API
	} {
		t.Run(tt.fault, func(t *testing.T) {
			t.Parallel()
			g := startWith(t, simulator.Config{})
			page := g.visitWith(sofort()...).at
			if a := g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"faults":["`+tt.fault+`"]}`); a.status != 200 {
				t.Fatal(a.raw)
			}
			req, err := http.NewRequest(http.MethodGet, page, nil)
			if err != nil {
				t.Fatal(err)
			}
			if got := g.outcome(req); got != tt.gets {
				t.Errorf("the shopper gets %q, want %q", got, tt.gets)
			}
		})
	}
}

// A double click sends the form twice: the payment is approved once, and the
// shopper sees the answer to the second.
func TestAFormMayArriveTwice(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{})
	s := g.visit("wallet").enter("action=login", "user=shopper", "password=secret")
	if a := g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"faults":["twice;on=page"]}`); a.status != 200 {
		t.Fatal(a.raw)
	}
	s.enter("action=approve", "source=Wallet balance").sees(409, "finished")
	s.ends(200, "000.100.110")
}

func TestARequestIsToldWhatIsWrongWithItsFault(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{})
	for fault, says := range map[string]string{
		"no-such-thing":            "no fault is called",
		"throttled;nth=2":          "it is the only one that it counts",
		"delay=1s, reset-befor":    "no fault is called",
		"html-before=200":          "cannot be",
		"refund-ignores-amount=no": "takes neither value nor limits",
	} {
		a := g.do(http.MethodGet, "v1/resultcodes", "", "", "Assay-Fault", fault)
		if a.status != 400 || !strings.Contains(a.text("error"), says) || a.text("hint") == "" {
			t.Errorf("%s: HTTP %d %s, want an error with %q and a hint", fault, a.status, a.raw, says)
		}
	}
}
