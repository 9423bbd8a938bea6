package opp

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// worn is a transport whose connections have gone bad, one error for each request.
type worn struct {
	errs  []error
	under http.RoundTripper
	sent  []string // the bodies
}

func (w *worn) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	w.sent = append(w.sent, string(body))
	if len(w.errs) > 0 {
		err, w.errs = w.errs[0], w.errs[1:]
		return nil, err
	}
	r = r.Clone(r.Context())
	r.Body = io.NopCloser(strings.NewReader(string(body)))
	return w.under.RoundTrip(r)
}

// A payment goes to another connection when the gateway cannot have seen it, and
// in no other case.
func TestAConnectionThatWasClosedBeforeIsNoLostAnswer(t *testing.T) {
	t.Parallel()
	idle := errors.New(closedIdle)
	for _, tt := range []struct {
		name string
		errs []error
		sent int
		kind Kind // "" = there is an answer
	}{
		{"one", []error{idle}, 2, ""},
		{"several", []error{idle, idle, idle}, 4, ""},
		{"one that broke", []error{io.EOF}, 1, Unreachable},
		{"one that broke after one that was closed", []error{idle, io.ErrUnexpectedEOF}, 2, Unreachable},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := startGateway(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/json")
				_, _ = w.Write([]byte(paid))
			})
			c := open(t, Options{BaseURL: g.base()})
			transport := c.http.GetClient().Transport.(steady)
			bad := &worn{errs: tt.errs, under: transport.under}
			transport.under = bad
			c.http.SetTransport(transport)
			_, err := c.Channel(bearer(), nil).Pay(t.Context(), card())
			var none *NoVerdictError
			if errors.As(err, &none) != (tt.kind != "") || none != nil && none.Kind != tt.kind {
				t.Errorf("error %v, want kind %q", err, tt.kind)
			}
			if len(bad.sent) != tt.sent {
				t.Errorf("it was sent %d times, want %d", len(bad.sent), tt.sent)
			}
			for _, body := range bad.sent {
				if !strings.Contains(body, "amount=92.00") {
					t.Errorf("it was sent as %q", body)
				}
			}
		})
	}
}
