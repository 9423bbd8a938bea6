package simulator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assay/support/simulator"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// wall is a clock in hand.
type wall struct {
	mu  sync.Mutex
	now time.Time
}

func (w *wall) time() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *wall) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// gateway is a running simulator and a client of one of its channels. It is
// plain net/http: nothing is shared with the product's own client.
type gateway struct {
	t *testing.T
	*simulator.Running
	http     *http.Client
	wall     *wall
	tolerant bool // of parameters that nobody knows (D07)
}

// start runs a simulator with one channel that has these settings
// ("D07=lenient").
func start(t *testing.T, settings ...string) *gateway {
	t.Helper()
	c := simulator.Channel{Name: "Test_Channel", Settings: map[string]string{}}
	for _, s := range settings {
		name, value, _ := strings.Cut(s, "=")
		c.Settings[name] = value
	}
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{c}})
	g.tolerant = c.Settings["D07"] == "lenient"
	return g
}

func startWith(t *testing.T, c simulator.Config) *gateway {
	t.Helper()
	clock := &wall{now: time.Date(2026, 11, 22, 12, 0, 0, 575_000_000, time.UTC)}
	if c.Now == nil {
		c.Now = clock.time
	}
	r, err := simulator.Start(context.Background(), c, simulator.Listen{HTTP: true, Manage: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	g := &gateway{t: t, Running: r, wall: clock, http: &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := r.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return g
}

// answer is what came back.
type answer struct {
	t      *testing.T
	status int
	header http.Header
	raw    string
	body   map[string]any
}

func (g *gateway) do(verb, path, query, body string, header ...string) answer {
	g.t.Helper()
	address := g.URL + path
	if query != "" {
		address += "?" + query
	}
	req, err := http.NewRequest(verb, address, strings.NewReader(body))
	if err != nil {
		g.t.Fatal(err)
	}
	if verb == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
	}
	req.Header.Set("Authorization", "Bearer "+g.Channel.AccessToken)
	for i := 0; i+1 < len(header); i += 2 {
		if req.Header.Del(header[i]); header[i+1] != "" {
			req.Header.Set(header[i], header[i+1])
		}
	}
	return g.send(req)
}

func (g *gateway) send(req *http.Request) answer {
	g.t.Helper()
	resp, err := g.http.Do(req)
	if err != nil {
		g.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		g.t.Fatal(err)
	}
	g.judge(resp, raw)
	a := answer{t: g.t, status: resp.StatusCode, header: resp.Header, raw: string(raw)}
	if strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		if err := json.Unmarshal(raw, &a.body); err != nil {
			g.t.Fatalf("%s %s: %v in %s", req.Method, req.URL.Path, err, raw)
		}
	}
	return a
}

// post sends parameters given as "name=value", unescaped; the channel's
// entityId is added unless one is given. "-name" takes one out.
func (g *gateway) post(path string, params ...string) answer {
	g.t.Helper()
	return g.do(http.MethodPost, path, "", g.form(params...))
}

func (g *gateway) form(params ...string) string {
	pairs := []string{"entityId=" + g.Channel.EntityID}
	for _, p := range params {
		if name, out := strings.CutPrefix(p, "-"); out {
			pairs = drop(pairs, name)
			continue
		}
		name, value, _ := strings.Cut(p, "=")
		pairs = append(drop(pairs, name), url.QueryEscape(name)+"="+url.QueryEscape(value))
	}
	return strings.Join(pairs, "&")
}

func drop(pairs []string, name string) []string {
	var left []string
	for _, p := range pairs {
		if !strings.HasPrefix(p, url.QueryEscape(name)+"=") {
			left = append(left, p)
		}
	}
	return left
}

func (g *gateway) get(path string, params ...string) answer {
	g.t.Helper()
	return g.do(http.MethodGet, path, g.form(params...), "")
}

// visa is a payment of 92.00 EUR with the plain test card.
func visa(kind string, more ...string) []string {
	return append([]string{
		"paymentType=" + kind, "amount=92.00", "currency=EUR", "paymentBrand=VISA", "card.number=4200000000000000",
		"card.holder=Jane Jones", "card.expiryMonth=05", "card.expiryYear=2034", "card.cvv=123",
	}, more...)
}

// sofort is an asynchronous debit of 10.00 EUR.
func sofort(more ...string) []string {
	return append([]string{
		"paymentType=DB", "amount=10.00", "currency=EUR", "paymentBrand=SOFORTUEBERWEISUNG", "bankAccount.country=AT",
		"shopperResultUrl=https://shop.example/result?order=7",
	}, more...)
}

func (g *gateway) pay(params []string) answer {
	g.t.Helper()
	return g.post("v1/payments", params...)
}

// approved makes a payment that must succeed and returns its id.
func (g *gateway) approved(params []string) string {
	g.t.Helper()
	a := g.pay(params)
	a.is(200, "000.100.110")
	return a.text("id")
}

// get returns the value at a dotted path: "result.parameterErrors.0.name".
func (a answer) get(path string) any {
	var v any = a.body
	for _, key := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			var i int
			if _, err := fmt.Sscan(key, &i); err != nil || i >= len(at) {
				return nil
			}
			v = at[i]
		default:
			return nil
		}
	}
	return v
}

func (a answer) text(path string) string {
	s, _ := a.get(path).(string)
	return s
}

// is checks status and result code.
func (a answer) is(status int, code string) answer {
	a.t.Helper()
	if got := a.text("result.code"); a.status != status || got != code {
		a.t.Fatalf("answer = HTTP %d, %q, want HTTP %d, %q\n%s", a.status, got, status, code, a.raw)
	}
	return a
}

// passes checks that a step was let through.
func (a answer) passes() answer {
	a.t.Helper()
	if a.status != 200 {
		a.t.Fatalf("answer = HTTP %d, want 200\n%s", a.status, a.raw)
	}
	return a
}

// has checks values by path.
func (a answer) has(pairs ...string) answer {
	a.t.Helper()
	for i := 0; i+1 < len(pairs); i += 2 {
		if got := a.text(pairs[i]); got != pairs[i+1] {
			a.t.Errorf("%s = %q, want %q\n%s", pairs[i], got, pairs[i+1], a.raw)
		}
	}
	return a
}

// lacks checks that paths are absent.
func (a answer) lacks(paths ...string) answer {
	a.t.Helper()
	for _, path := range paths {
		if got := a.get(path); got != nil {
			a.t.Errorf("%s = %v, want none\n%s", path, got, a.raw)
		}
	}
	return a
}

// complains checks that exactly this parameter is said to be wrong.
func (a answer) complains(name, message string) answer {
	a.t.Helper()
	a.is(400, "200.300.404").lacks("id", "result.parameterErrors.1")
	return a.has("result.parameterErrors.0.name", name, "result.parameterErrors.0.message", message)
}

// manage calls the management port.
func (g *gateway) manage(verb, path, body string, header ...string) answer {
	g.t.Helper()
	req, err := http.NewRequest(verb, g.ManageURL+path, strings.NewReader(body))
	if err != nil {
		g.t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	return g.send(req)
}

// advance moves the channel's clock.
func (g *gateway) advance(d string) {
	g.t.Helper()
	body := fmt.Sprintf(`{"advance":%q,"entityId":%q}`, d, g.Channel.EntityID)
	if a := g.manage("POST", "clock", body); a.status != 200 {
		g.t.Fatal(a.raw)
	}
}
