package steps

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"assay/support/opp"
)

// waitingWorld is a world with a pending payment whose status is what the codes
// say, the last one for ever, and where time that passes is only written down.
func waitingWorld(t *testing.T, perMinute int, codes ...string) (*World, *[]time.Duration) {
	t.Helper()
	looks := 0
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		code := "000.200.000"
		if r.Method == http.MethodGet {
			code = codes[min(looks, len(codes)-1)]
			looks++
		}
		rw.Header().Set("Content-Type", "application/json")
		if code == "800.120.100" {
			rw.WriteHeader(throttled)
		}
		fmt.Fprintf(rw, `{"id":"8ac7a4a1000000000000000000000101","result":{"code":%q,"description":"x"}}`, code)
	}))
	t.Cleanup(server.Close)
	client, err := opp.New(opp.Options{BaseURL: server.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	var waits []time.Duration
	w := NewWorld()
	w.Begin(Env{
		Gateway:         client.Channel(opp.Credentials{EntityID: strings.Repeat("a", 32), AccessToken: "token-of-a-test"}, nil),
		StatusPerMinute: perMinute,
		Wait: func(_ context.Context, d time.Duration) error {
			waits = append(waits, d)
			return nil
		},
	})
	params := opp.Params{{Name: "paymentType", Value: "DB"}, {Name: "paymentBrand", Value: "PAYPAL"}}
	if err := w.Pay(t.Context(), params); err != nil {
		t.Fatal(err)
	}
	w.judge(w.last)
	return w, &waits
}

const (
	waits    = "000.200.000"
	approves = "000.100.110"
	declines = "800.100.100"
	tooOften = "800.120.100"
)

func TestWaitingForAStatus(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, want, budget string
		codes              []string
		waited             int
		says               string // "" = it comes about
	}{
		{"what is as hoped for is not waited for", "approved", "3 tries", []string{approves}, 0, ""},
		{"it is asked again until it is as hoped for", "approved", "3 tries", []string{waits, waits, approves}, 2, ""},
		{"the last try counts, and no other comes", "approved", "3 tries", []string{waits, waits, waits, approves}, 2, "still pending (000.200.000) after 3 looks in 1m0s"},
		{"a time ends with its last look", "approved", "1 minute", []string{waits, waits, approves}, 2, ""},
		{"no look comes after its time", "approved", "1 minute", []string{waits}, 2, "after 3 looks in 1m0s"},
		{"what is settled otherwise is given up at once", "approved", "2 hours", []string{waits, declines}, 1, "rejected (800.100.100) for good"},
		{"to be turned away is no end", "approved", "3 tries", []string{tooOften, approves}, 1, ""},
		{"to be turned away is not to be rejected", "rejected", "2 tries", []string{tooOften}, 1, "still turned away as asked too often"},
		{"not to be found yet is not to be rejected", "rejected", "2 tries", []string{notFound}, 1, "still nothing (700.400.580)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w, waited := waitingWorld(t, 2, tt.codes...)
			err := w.statusBecomes(t.Context(), tt.want, tt.budget)
			if tt.says == "" && err != nil || tt.says != "" && (err == nil || !strings.Contains(err.Error(), tt.says)) {
				t.Errorf("error = %v, want %q", err, tt.says)
			}
			if len(*waited) != tt.waited {
				t.Errorf("it waits %v, want %d times", *waited, tt.waited)
			}
			if err := w.End(t.Context()); err != nil {
				t.Errorf("an answer is left over: %v", err)
			}
		})
	}
}

func TestAStatusIsAskedForNoOftenerThanTheTargetAllows(t *testing.T) {
	t.Parallel()
	for perMinute, every := range map[int]time.Duration{0: 30 * time.Second, 1: time.Minute, 6: 10 * time.Second} {
		w, waited := waitingWorld(t, perMinute, waits, approves)
		if err := w.statusBecomes(t.Context(), "approved", "2 tries"); err != nil {
			t.Fatal(err)
		}
		if len(*waited) != 1 || (*waited)[0] != every {
			t.Errorf("%d a minute: it waits %v, want %s", perMinute, *waited, every)
		}
	}
}

func TestWaitingEndsWithTheScenario(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := wait(ctx, time.Hour); err == nil {
		t.Error("an hour has passed at once")
	}
}
