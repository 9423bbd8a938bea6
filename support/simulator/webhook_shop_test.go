package simulator_test

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// secretOfHook is the published key of the known-answer vectors.
const secretOfHook = "000102030405060708090A0B0C0D0E0F000102030405060708090A0B0C0D0E0F"

// hookShop is a merchant with a webhook: it decrypts for itself and answers as
// it is told.
type hookShop struct {
	g *gateway
	*httptest.Server

	slow time.Duration // passes on the wall while it answers; set before anything comes

	mu      sync.Mutex
	answers []int // to come; then 200
	always  int   // not 0: answered when none are left
	got     []told
}

// told is a notification as the shop got it.
type told struct {
	answer      // the decrypted body
	contentType string
	vector      string
	at          string // the channel's clock
}

func openHookShop(t *testing.T, g *gateway) *hookShop {
	t.Helper()
	s := &hookShop{g: g}
	s.Server = httptest.NewServer(http.HandlerFunc(s.take))
	t.Cleanup(s.Close)
	return s
}

func (s *hookShop) take(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		s.g.t.Error(err)
	}
	n := told{contentType: r.Header.Get("Content-Type"), vector: r.Header.Get("X-Initialization-Vector")}
	n.t = s.g.t
	text := string(raw)
	if strings.HasPrefix(n.contentType, "application/json") {
		var wrapped struct {
			Body string `json:"encryptedBody"`
		}
		if err := json.Unmarshal(raw, &wrapped); err != nil {
			s.g.t.Error(err)
		}
		text = wrapped.Body
	}
	tag := r.Header.Get("X-Authentication-Tag")
	n.raw = decryptFor(s.g.t, text, n.vector, tag)
	if err := json.Unmarshal([]byte(n.raw), &n.body); err != nil {
		s.g.t.Errorf("%v in %s", err, n.raw)
	}
	if n.text("type") == "TEST" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if s.slow > 0 {
		s.g.wall.pass(s.slow)
		s.g.get("v1/query/" + n.text("payload.id")) // as a shop does that wants to know more
	}
	n.at = s.g.manage("GET", "clock?entityId="+s.g.Channel.EntityID, "").text("now")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.got = append(s.got, n)
	status := http.StatusOK
	if len(s.answers) > 0 {
		status, s.answers = s.answers[0], s.answers[1:]
	} else if s.always != 0 {
		status = s.always
	}
	w.WriteHeader(status)
}

var upperHexOnly = regexp.MustCompile(`^[0-9A-F]+$`)

func decryptFor(t *testing.T, body, vector, tag string) string {
	t.Helper()
	if !upperHexOnly.MatchString(body + vector + tag) {
		t.Errorf("body %q, vector %q or tag %q is no upper-case hex", body, vector, tag)
		return "{}"
	}
	key, _ := hex.DecodeString(secretOfHook)
	sealed, _ := hex.DecodeString(body + tag)
	nonce, _ := hex.DecodeString(vector)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Error(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Error(err)
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		t.Error(err)
		return "{}"
	}
	return string(plain)
}

// hook is a webhook of the shop as the management port is told of it.
func (s *hookShop) hook(more ...string) string {
	h := map[string]any{"url": s.URL, "secret": secretOfHook}
	for _, m := range more {
		name, value, _ := strings.Cut(m, "=")
		h[name] = value
		if name == "types" {
			h[name] = strings.Split(value, ",")
		}
	}
	raw, err := json.Marshal(h)
	if err != nil {
		s.g.t.Fatal(err)
	}
	return string(raw)
}

// hooked is a gateway whose channel has one active webhook.
func hooked(t *testing.T, more ...string) (*gateway, *hookShop) {
	t.Helper()
	g := start(t)
	s := openHookShop(t, g)
	g.configure(`{"webhooks":[` + s.hook(more...) + `]}`).activate()
	return g, s
}

func (g *gateway) configure(patch string) *gateway {
	g.t.Helper()
	if a := g.manage("PATCH", "channels/"+g.Channel.EntityID, patch); a.status != 200 {
		g.t.Fatal(a.raw)
	}
	return g
}

func (g *gateway) activate() answer {
	g.t.Helper()
	return g.manage("POST", "webhooks/activate", `{"entityId":"`+g.Channel.EntityID+`"}`)
}

// deliveries waits until all that is due was tried, and takes what came.
func (s *hookShop) deliveries() []told {
	s.g.t.Helper()
	if a := s.g.manage("POST", "webhooks/flush", `{"entityId":"`+s.g.Channel.EntityID+`"}`); a.status != 200 {
		s.g.t.Fatal(a.raw)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	got := s.got
	s.got = nil
	return got
}

// one is deliveries of which there must be one.
func (s *hookShop) one() told {
	s.g.t.Helper()
	all := s.deliveries()
	if len(all) != 1 {
		s.g.t.Fatalf("%d notifications came, want one: %v", len(all), all)
	}
	return all[0]
}

func (s *hookShop) refuse(statuses ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.answers = append(s.answers, statuses...)
}

func (s *hookShop) alwaysAnswer(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.always = status
}

// failed is the channel's list of failures of a day.
func (g *gateway) failed(day string) []string {
	g.t.Helper()
	a := g.manage("GET", "webhooks/failures?entityId="+g.Channel.EntityID+"&day="+day, "")
	rows, _ := a.get("failures").([]any)
	var all []string
	for i := range rows {
		at := fmt.Sprint("failures.", i, ".")
		all = append(all, a.text(at+"at")+" "+a.text(at+"reason"))
	}
	return all
}

// since is how long after the wall's start something came, without the
// milliseconds that the test itself took.
func (n told) since(start time.Time) time.Duration {
	at, err := time.Parse(time.RFC3339Nano, n.at)
	if err != nil {
		n.t.Error(err)
	}
	return at.Sub(start).Round(time.Second)
}

func pemOf(c *x509.Certificate) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw})
}
