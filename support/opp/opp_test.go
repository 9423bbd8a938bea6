package opp

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"

	"assay/support/mask"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Credentials of no one.
const (
	entity   = "8ac7a4c9aaaa00000000000000000001"
	token    = "Y2FuYXJ5LXRva2VuLTE2MzE3fGNhbmFyeQ=="
	userID   = "8ac7a4c9bbbb00000000000000000002"
	password = "canary-pw/19+7"
)

// received is a request as the gateway saw it.
type received struct {
	Method, URI, Body string
	Header            http.Header
}

// gateway is a server under a path prefix that answers all alike and keeps
// what it received.
type gateway struct {
	*httptest.Server
	mu   sync.Mutex
	seen []received
}

func (g *gateway) base() string { return g.URL + "/prefix/" }

// received returns the requests so far.
func (g *gateway) received() []received {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.seen)
}

// only returns the one request that was received.
func (g *gateway) only(t *testing.T) received {
	t.Helper()
	seen := g.received()
	if len(seen) != 1 {
		t.Fatalf("the gateway received %d requests, want 1", len(seen))
	}
	return seen[0]
}

// startGateway serves with answer until the test ends.
func startGateway(t *testing.T, answer http.HandlerFunc) *gateway {
	t.Helper()
	g := &gateway{}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Errorf("reading the request: %v", err)
		}
		g.mu.Lock()
		g.seen = append(g.seen, received{r.Method, r.RequestURI, string(body), r.Header})
		g.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(g.Close)
	return g
}

// says answers with a status and a file of testdata.
func says(t *testing.T, status int, file string) http.HandlerFunc {
	t.Helper()
	body := testdata(t, file)
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		w.WriteHeader(status)
		_, _ = w.Write(body)
	}
}

func testdata(t testing.TB, file string) []byte {
	t.Helper()
	body, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// open returns a client that is closed when the test ends.
func open(t testing.TB, o Options) *Client {
	t.Helper()
	if o.Mask == nil {
		o.Mask = mask.New(mask.Options{})
	}
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// bearer are the credentials of today's merchants.
func bearer() Credentials { return Credentials{EntityID: entity, AccessToken: token} }

// setup returns a gateway that answers so, and a channel to it.
func setup(t *testing.T, answer http.HandlerFunc) (*gateway, *Channel) {
	t.Helper()
	g := startGateway(t, answer)
	return g, open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil)
}

// card is a request with everything that must not be shown.
func card() Params {
	return Params{
		{"paymentType", "PA"},
		{"paymentBrand", "VISA"},
		{"amount", "92.00"},
		{"currency", "EUR"},
		{"card.number", "4200000000000000"},
		{"card.cvv", "7z9"},
		{"card.holder", "Jane Doe"},
		{"card.expiryMonth", "05"},
		{"card.expiryYear", "2034"},
	}
}
