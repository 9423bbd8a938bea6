package runner

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"assay/reports"
	"assay/support/target"

	"go.uber.org/goleak"
)

// host is a gateway without a clock: each payment is pending, its status may be
// asked for twice in a minute of its own length, and it can be away.
type host struct {
	*httptest.Server
	minute time.Duration

	mu       sync.Mutex
	payments int
	asked    map[string][]time.Time // by path, when the status was answered
	throttle int                    // status requests that were turned away
	third    int                    // payments there were when one was first asked about a third time
	awayAt   int                    // the payment at which the host goes away; 0 = none
	back     int                    // how many probes it misses before it is back
	missed   int
}

func openHost(t *testing.T, h *host) *host {
	t.Helper()
	h.asked = map[string][]time.Time{}
	h.Server = httptest.NewServer(http.HandlerFunc(h.serve))
	t.Cleanup(h.Close)
	return h
}

func (h *host) serve(w http.ResponseWriter, r *http.Request) {
	status, body := h.answer(r)
	if status == 0 {
		panic(http.ErrAbortHandler) // the connection breaks
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(body))
}

func (h *host) answer(r *http.Request) (status int, body string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	probe := strings.HasSuffix(r.URL.Query().Get("merchantTransactionId"), "-probe")
	if away := h.awayAt > 0 && h.payments >= h.awayAt; away && h.missed < h.back {
		if probe {
			h.missed++
		}
		return 0, ""
	}
	const answer = `{"id":"%s","paymentType":"DB","amount":"92.00","result":{"code":"%s","description":"x"}}`
	switch {
	case r.Method == http.MethodPost:
		h.payments++
		return 200, fmt.Sprintf(answer, fmt.Sprintf("8ac7a4a1%024d", h.payments), "000.200.000")
	case r.URL.Path == "/v1/query":
		return 404, `{"result":{"code":"700.400.580","description":"x"}}`
	}
	now, all := time.Now(), h.asked[r.URL.Path]
	if len(all) == 2 && h.third == 0 {
		h.third = h.payments
	}
	h.asked[r.URL.Path] = append(all, now)
	if len(all) > 1 && now.Sub(all[len(all)-2]) < h.minute {
		h.throttle++
		return 429, fmt.Sprintf(answer, filepath.Base(r.URL.Path), "800.120.100")
	}
	return 200, fmt.Sprintf(answer, filepath.Base(r.URL.Path), "000.200.000")
}

// run runs so many scenarios that ask for a status three times.
func (h *host) run(t *testing.T, cfg Config, scenarios int) Outcome {
	t.Helper()
	text := `@payments
Feature: Patience
  @ZZ-001 @DB @async
  Scenario Outline: Payment <n> is looked at three times
    Given a pending DB of 92.00 EUR with PAYPAL
    When the merchant asks for the status of the payment
    Then the payment is pending
    And the status of the payment is pending
    And the status of the payment is pending
    Examples:
      | n |
`
	for n := range scenarios {
		text += fmt.Sprintf("      | %d |\n", n)
	}
	cfg.Target.Limits.StatusPerMinute = 2
	cfg.minute = max(h.minute, time.Millisecond)
	return runOn(t, h.URL, cfg, text)
}

// runOn runs a feature on a host of a test.
func runOn(t *testing.T, address string, cfg Config, text string) Outcome {
	t.Helper()
	cfg.Selection = Selection{Paths: []string{write(t, "host.feature", text)}}
	cfg.Target.Name, cfg.Target.BaseURL = "host", address+"/"
	cfg.Target.Channels = []target.Channel{{EntityID: strings.Repeat("a", 32), AccessToken: "token-of-a-test"}}
	cfg.Out = filepath.Join(t.TempDir(), "out")
	o, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Run.Close() })
	return o
}

func TestAWaitForTheStatusIsSpentOnOthers(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	h := openHost(t, &host{minute: 2 * time.Second})
	const scenarios = 40
	o := h.run(t, Config{Concurrency: 2, StepTimeout: 1500 * time.Millisecond}, scenarios)
	if o.ExitCode() != ExitPassed || o.Counts[reports.Passed] != scenarios {
		t.Errorf("exit code %d, %v; %s", o.ExitCode(), o.Counts, of(t, o, "1").Cause)
	}
	if h.throttle > 0 {
		t.Errorf("%d requests were turned away", h.throttle)
	}
	if h.third < scenarios/2 {
		t.Errorf("%d payments were made before the first wait was over, want most of %d: others wait, too", h.third, scenarios)
	}
	h.Close()
}

func TestARunOutlastsAnOutage(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	h := openHost(t, &host{awayAt: 5, back: 2})
	const scenarios, workers = 12, 3
	o := h.run(t, Config{Concurrency: workers}, scenarios)
	hit := 0
	for _, s := range o.Run.Scenarios {
		switch words(s) {
		case "passed":
		case "unavailable, passed outage":
			hit++
			if !s.AfterOutage() {
				t.Errorf("%s is %s, not passed after an outage", s.ID, s.Verdict)
			}
		default:
			t.Errorf("%s: %s (%s)", s.ID, words(s), s.Cause)
		}
	}
	if hit < 1 || hit > workers || o.ExitCode() != ExitPassed || o.Counts[reports.Passed] != scenarios {
		t.Errorf("%d scenarios were hit, exit code %d, %v", hit, o.ExitCode(), o.Counts)
	}
	if len(o.Notes) != 1 || !strings.HasPrefix(o.Notes[0], "the target gave no usable answer for ") {
		t.Errorf("notes %q", o.Notes)
	}
	h.Close()
}

func TestARunAgainstAHostThatStaysAwayEnds(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	h := openHost(t, &host{awayAt: 5, back: 1 << 30})
	const scenarios, workers = 30, 3
	cfg := Config{Concurrency: workers}
	cfg.Target.Limits.OutageSeconds = 0.2
	o := h.run(t, cfg, scenarios)
	if o.ExitCode() != ExitUnavailable || o.Cause != stopUnavailable {
		t.Errorf("exit code %d, cause %q", o.ExitCode(), o.Cause)
	}
	away, not := o.Counts[reports.Unavailable], o.Counts[reports.NotRun]
	if away < 1 || away > workers || o.Counts[reports.Passed]+away+not != scenarios || not == 0 {
		t.Errorf("%v, want no more than %d unavailable", o.Counts, workers)
	}
	for v, n := range o.Run.Counts {
		if o.Counts[v] != n {
			t.Errorf("%d scenarios are %s, the log says %d", o.Counts[v], v, n)
		}
	}
	for _, s := range o.Run.Scenarios {
		if s.Verdict == reports.NotRun && s.Cause != "the run ended because the target was unavailable" {
			t.Errorf("%s has not run: %s", s.ID, s.Cause)
		}
	}
	h.Close()
}
