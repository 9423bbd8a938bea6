package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// soaking is a soak of any server, with the tables of the repository.
func soaking(t *testing.T, answer http.HandlerFunc) *soak {
	t.Helper()
	fake := httptest.NewServer(answer)
	t.Cleanup(fake.Close)
	s := &soak{payments: 200, clients: 4, growth: 2, http: fake.Client(), tables: "../../support/spec"}
	s.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	s.server = &server{url: fake.URL + "/", entity: strings.Repeat("a", 32), token: "t", pid: os.Getpid()}
	if err := s.readTables(); err != nil {
		t.Fatal(err)
	}
	return s
}

// obliging answers every step of the stories as they have it.
func obliging() http.HandlerFunc {
	var made atomic.Int64
	var gone sync.Map // paths that were deleted
	return func(w http.ResponseWriter, r *http.Request) {
		path := r.URL.Path
		_, deleted := gone.Load(path)
		switch {
		case strings.HasPrefix(path, "/paymentlink/"), path == "/page":
			w.Header().Set("Location", "http://"+r.Host+"/page?checkoutId=1")
			w.WriteHeader(http.StatusSeeOther)
		case deleted, strings.HasSuffix(path, "/sms"), strings.Contains(path, "/aggregations/"):
			w.WriteHeader(http.StatusBadRequest)
		}
		if r.Method == http.MethodDelete {
			gone.Store(path, true)
		}
		id := fmt.Sprintf("%032x", made.Add(1))
		fmt.Fprintf(w, `{"id":%q,"registrationId":%q,"records":[{"shortId":"1234.5678.9012"}],`, id, id)
		fmt.Fprintf(w, `"redirect":{"url":"http://%s/page","parameters":[{"value":"7"},{"value":"8"}]},`, r.Host)
		fmt.Fprint(w, `"result":{"code":"000.100.110"}}`)
	}
}

func TestSoakReachesEveryEndpoint(t *testing.T) {
	t.Parallel()
	const missing = "v1/threeDSecure/execute"
	oblige := obliging()
	s := soaking(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/"+missing {
			w.WriteHeader(http.StatusNotFound)
		}
		oblige(w, r)
	})
	report := &soakReport{started: time.Now(), kept: 50}
	report.take("start", s.server.pid)
	if err := s.drive(t.Context(), report); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report.print(&out, s); err != nil {
		t.Fatal(err)
	}
	if s.made.Load() < 200 || len(report.samples) != 5 || !strings.Contains(out.String(), "100 %") {
		t.Errorf("%d payments, %d samples:\n%s", s.made.Load(), len(report.samples), &out)
	}
	for _, e := range s.endpoints {
		if e.calls.Load() == 0 || (e.served.Load() == 0) != (e.shape == missing) {
			t.Errorf("%s %s: %d calls, %d answered", e.verb, e.shape, e.calls.Load(), e.served.Load())
		}
	}
	if got := strings.Count(out.String(), "only HTTP 404 and 405"); got != 1 {
		t.Errorf("%d endpoints are said to be missing, want the one that is:\n%s", got, &out)
	}
}

func TestSoakNoticesWrongAnswers(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, body, want string }{
		{"a page", "<html>", "no JSON"},
		{"an unknown code", `{"result":{"code":"123.456.789"}}`, "without a documented code"},
		{"no result", `{}`, "without a documented code"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := soaking(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, tt.body) })
			if err := s.drive(t.Context(), &soakReport{}); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want %q", err, tt.want)
			}
		})
	}
}

// Some rounds of each kind go without a fault, so that no endpoint is left out.
func TestSoakAsksForFaultsInSomeRounds(t *testing.T) {
	t.Parallel()
	var spoiled atomic.Int64
	oblige := obliging()
	s := soaking(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Assay-Fault") == "bad-gateway" {
			spoiled.Add(1)
			w.WriteHeader(http.StatusNotFound)
			return
		}
		oblige(w, r)
	})
	s.fault = "bad-gateway"
	if err := s.drive(t.Context(), &soakReport{}); err != nil {
		t.Error(err)
	}
	if spoiled.Load() == 0 {
		t.Error("no round asked for a fault")
	}
	for _, e := range s.endpoints {
		if e.served.Load() == 0 {
			t.Errorf("%s %s was never answered", e.verb, e.shape)
		}
	}
}

func TestSoakBoundsMemory(t *testing.T) {
	t.Parallel()
	r := &soakReport{started: time.Now(), ended: time.Now().Add(time.Second)}
	for _, memory := range []float64{20, 80, 100, 110, 130} {
		r.samples = append(r.samples, sample{memory: memory})
	}
	if err := r.print(&strings.Builder{}, &soak{growth: 1.3}); err != nil {
		t.Error(err)
	}
	if err := r.print(&strings.Builder{}, &soak{growth: 1.29}); err == nil || !strings.Contains(err.Error(), "1.30 times") {
		t.Errorf("error = %v", err)
	}
}

func TestHistogram(t *testing.T) {
	t.Parallel()
	var a, b histogram
	for i := 1; i <= 1000; i++ {
		a.add(time.Duration(i) * time.Millisecond)
	}
	b.add(3 * time.Hour)
	b.add(0)
	a.merge(&b)
	if a.total() != 1002 || a.most != 3*time.Hour {
		t.Errorf("%d durations, the longest %v", a.total(), a.most)
	}
	for share, want := range map[float64]time.Duration{
		0.0001: time.Microsecond, 0.5: 500 * time.Millisecond, 0.99: 990 * time.Millisecond, 1: 3 * time.Hour,
	} {
		if got := a.quantile(share); got < want || float64(got) > 1.06*float64(want) {
			t.Errorf("quantile(%v) = %v, want %v to 5 %%", share, got, want)
		}
	}
}
