package simulator_test

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"assay/support/simulator"
)

func TestTLSIsTheDefault(t *testing.T) {
	t.Parallel()
	public := simulator.Config{PublicURL: "https://gateway:8443/"}
	r, err := simulator.Start(t.Context(), public, simulator.Listen{})
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(r.CA) {
		t.Fatalf("CA is no PEM: %q", r.CA)
	}
	port := r.URL[strings.LastIndex(r.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost"} {
		transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
		resp, err := (&http.Client{Transport: transport}).Get("https://" + host + port + "v1/resultcodes")
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		transport.CloseIdleConnections()
		chain := resp.TLS.PeerCertificates
		sum := sha256.Sum256(chain[0].RawSubjectPublicKeyInfo)
		if err := chain[0].VerifyHostname("gateway"); err != nil {
			t.Error(err)
		}
		if got := base64.StdEncoding.EncodeToString(sum[:]); got != r.SPKI || len(chain) != 2 {
			t.Errorf("leaf's key hashes to %q, want %q; chain of %d", got, r.SPKI, len(chain))
		}
		if resp.StatusCode != 200 || !strings.HasPrefix(r.URL, "https://") || !strings.HasSuffix(r.URL, "/") {
			t.Errorf("%s answers %d", r.URL, resp.StatusCode)
		}
	}
	if err := r.Close(context.Background()); err != nil {
		t.Error(err)
	}
	if err := r.Close(context.Background()); err != nil {
		t.Errorf("second Close = %v", err)
	}
}

func TestStartRefusesWithAHint(t *testing.T) {
	t.Parallel()
	g := start(t)
	taken := strings.TrimSuffix(strings.TrimPrefix(g.URL, "http://"), "/")
	twins := []simulator.Channel{{EntityID: strings.Repeat("a", 32)}, {EntityID: strings.Repeat("a", 32)}}
	with := func(name, value string) simulator.Config {
		return simulator.Config{Channels: []simulator.Channel{{Settings: map[string]string{name: value}}}}
	}
	tests := []struct {
		name   string
		config simulator.Config
		listen simulator.Listen
		want   string
	}{
		{"a port that is taken", simulator.Config{}, simulator.Listen{Addr: taken}, "in use"},
		{"a management port that is taken", simulator.Config{}, simulator.Listen{Manage: taken}, "in use"},
		{"no address", simulator.Config{}, simulator.Listen{Addr: "nowhere"}, "cannot listen on nowhere"},
		{"no port", simulator.Config{}, simulator.Listen{Addr: "127.0.0.1", HTTP: true}, "cannot listen on 127.0.0.1"},
		{"no port for management", simulator.Config{}, simulator.Listen{Manage: "127.0.0.1"}, "cannot listen on 127.0.0.1"},
		{"plain HTTP for everybody", simulator.Config{}, simulator.Listen{Addr: "0.0.0.0:0", HTTP: true}, "on loopback only"},
		{
			"management for everybody without a token",
			simulator.Config{},
			simulator.Listen{Manage: "0.0.0.0:0"},
			"open to others",
		},
		{
			"an entityId that is too short",
			simulator.Config{Channels: []simulator.Channel{{EntityID: "short"}}},
			simulator.Listen{},
			"32 letters and digits",
		},
		{
			"an entityId with quotes",
			simulator.Config{Channels: []simulator.Channel{{EntityID: strings.Repeat(`"`, 32)}}},
			simulator.Listen{},
			"32 letters and digits",
		},
		{"one entityId for two channels", simulator.Config{Channels: twins}, simulator.Listen{}, "is taken"},
		{
			"a mode that is none",
			simulator.Config{Channels: []simulator.Channel{{Mode: "LIVE"}}},
			simulator.Listen{},
			"no mode",
		},
		{"a setting that is none", with("D7", "strict"), simulator.Listen{}, "no setting"},
		{"a value that is none", with("D07", "yes"), simulator.Listen{}, `cannot be "yes"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := simulator.Start(t.Context(), tt.config, tt.listen)
			var hinted interface{ Hint() string }
			if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.As(err, &hinted) || hinted.Hint() == "" {
				t.Errorf("error = %v, want %q and a hint", err, tt.want)
			}
		})
	}
}

func TestTheContextEndsIt(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := simulator.Start(ctx, simulator.Config{}, simulator.Listen{HTTP: true})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	for {
		resp, err := http.Get(r.URL)
		if err != nil {
			break
		}
		_ = resp.Body.Close()
		http.DefaultClient.CloseIdleConnections()
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestManagementPortKeepsItsDoor(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.manage("GET", "health", "")
	if a := g.manage("POST", "clock", `{"advance":"1h"}`, "Origin", "https://evil.example"); a.status != 403 {
		t.Errorf("a web page may use the management port: %s", a.raw)
	}
	bad := []string{
		"", "{", `{"advance":"soon"}`, `{"advance":"-1h"}`, `{"advence":"1h"}`, `{"advance":"1000000h"}`,
	}
	for _, body := range bad {
		if a := g.manage("POST", "clock", body); a.status != 400 || a.text("error") == "" || a.text("hint") == "" {
			t.Errorf("POST /clock %q = %d %s", body, a.status, a.raw)
		}
	}
	if a := g.manage("GET", "nothing", ""); a.status != 400 || a.text("hint") == "" {
		t.Errorf("GET /nothing = %d %s", a.status, a.raw)
	}
	if a := g.manage("GET", "health", ""); a.status != 200 || a.text("status") != "ok" {
		t.Errorf("GET /health = %d %s", a.status, a.raw)
	}
}

// A page whose host was made to lead to this machine reads without an Origin: the
// name of that host gives it away.
func TestManagementPortIsForThisMachine(t *testing.T) {
	t.Parallel()
	ask := func(manageURL, host, token string) int {
		req, err := http.NewRequest(http.MethodGet, manageURL+"channels", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = host
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		resp, err := http.DefaultTransport.RoundTrip(req)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		return resp.StatusCode
	}
	open := start(t).ManageURL
	for host, want := range map[string]int{
		"127.0.0.1:1": 200, "127.0.0.1": 200, "localhost:1": 200, "[::1]:1": 200, "[::1]": 200,
		"shop.example:1": 403, "localhost.example": 403, "127.0.0.1.example:1": 403, "192.0.2.1": 403,
	} {
		if got := ask(open, host, ""); got != want {
			t.Errorf("without a token, as %s: %d, want %d", host, got, want)
		}
	}
	r, err := simulator.Start(t.Context(), simulator.Config{}, simulator.Listen{
		HTTP: true, Manage: "127.0.0.1:0", ManageToken: "made-up",
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(r.ManageURL, "gateway:8081", "made-up"); got != 200 {
		t.Errorf("with the token, as another machine: %d", got)
	}
	if got := ask(r.ManageURL, "gateway:8081", "wrong"); got != 403 {
		t.Errorf("with another token: %d", got)
	}
}

func TestLeasesAreCheapAndGoWithTheirPayments(t *testing.T) {
	t.Parallel()
	g := start(t)
	own := g.approved(visa("DB"))
	a := g.manage("POST", "channels", `{"count":100,"template":{"settings":{"D10":"single-capture"}}}`)
	list, _ := a.get("channels").([]any)
	if len(list) != 100 {
		t.Fatalf("leased %d channels", len(list))
	}
	leased := a.text("channels.42.entityId")
	id := g.pay(visa("DB", "entityId="+leased)).is(200, "000.100.110").text("id")
	var ids []string
	for _, c := range list {
		ids = append(ids, fmt.Sprintf("%q", c.(map[string]any)["entityId"]))
	}
	if a := g.manage("DELETE", "channels", `{"entityIds":[`+strings.Join(ids, ",")+`]}`); a.get("released") != 100.0 {
		t.Errorf("released %s", a.raw)
	}
	g.get("v1/payments/"+id, "entityId="+leased).is(403, "800.900.300")
	g.follow(id, "RF", amount("1.00")...).is(400, "600.200.500") // nobody knows it any more
	g.get("v1/payments/"+own).is(200, "000.100.110")
}

func TestD36OldFinalPaymentsLeaveFirst(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{MaxPayments: 3})
	oldest := g.approved(visa("DB", "merchantTransactionId=oldest-1"))
	waiting := g.pay(sofort()).text("id")
	third := g.approved(visa("DB"))
	g.get("v1/query/"+oldest).is(200, "000.100.110")
	fourth := g.approved(visa("DB"))
	g.get("v1/query/"+oldest).is(400, "700.400.580")
	g.get("v1/query", "merchantTransactionId=oldest-1").is(400, "700.400.580")
	g.follow(oldest, "RF", amount("1.00")...).is(400, "600.200.500")
	g.get("v1/query/"+waiting).is(200, "000.200.000")
	_, _ = third, fourth
	for range 10 {
		g.approved(visa("DB"))
	}
	g.get("v1/query/"+waiting).is(200, "000.200.000")
	rows, _ := g.manage("GET", "payments?entityId="+g.Channel.EntityID, "").get("payments").([]any)
	if len(rows) != 3 {
		t.Errorf("%d payments are kept, want 3", len(rows))
	}
}

func TestTheSameSeedMakesTheSameGateway(t *testing.T) {
	t.Parallel()
	one, two := startWith(t, simulatorConfig(0)), startWith(t, simulatorConfig(0))
	other := startWith(t, simulator.Config{Seed: 43})
	if one.Channel.EntityID != two.Channel.EntityID || one.Channel.AccessToken != two.Channel.AccessToken {
		t.Error("the same seed makes other channels")
	}
	if a, b := one.pay(visa("DB")).raw, two.pay(visa("DB")).raw; a != b {
		t.Errorf("the same seed answers\n%s\n%s", a, b)
	}
	if one.Channel.EntityID == other.Channel.EntityID || one.Channel.AccessToken == other.Channel.AccessToken {
		t.Error("another seed makes the same channel")
	}
}

// TestChannelsDoNotDisturbEachOther runs whole payments on many channels at
// once, with the clocks going their own ways; it is for the race detector.
func TestChannelsDoNotDisturbEachOther(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{MaxPayments: 60})
	a := g.manage("POST", "channels", `{"count":8}`)
	var all sync.WaitGroup
	for i := range 8 {
		entity := a.text(fmt.Sprintf("channels.%d.entityId", i))
		all.Go(func() {
			for n := range 15 {
				id := g.pay(visa("PA", "entityId="+entity, "merchantTransactionId=reference-1")).is(200, "000.100.110").text("id")
				g.pay(sofort("entityId=" + entity))
				g.follow(id, "CP", append(amount("1.00"), "entityId="+entity)...)
				g.get("v1/query", "entityId="+entity, "merchantTransactionId=reference-1")
				g.manage("POST", "clock", fmt.Sprintf(`{"advance":"20m","entityId":%q}`, entity))
				if n == 10 {
					g.manage("DELETE", "channels", fmt.Sprintf(`{"entityIds":[%q]}`, entity))
					return
				}
			}
		})
	}
	all.Wait()
}

// TestOneChainHasOneOwner lets many captures race for one PA.
func TestOneChainHasOneOwner(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.approved(visa("PA", "amount=10.00"))
	var mu sync.Mutex
	var all sync.WaitGroup
	codes := map[string]int{}
	for range 25 {
		all.Go(func() {
			code := g.follow(id, "CP", amount("1.00")...).text("result.code")
			mu.Lock()
			codes[code]++
			mu.Unlock()
		})
	}
	all.Wait()
	if codes["000.100.110"] != 10 || codes["700.400.100"] != 15 {
		t.Errorf("25 captures of 1.00 on a PA of 10.00 = %v", codes)
	}
}
