package opp

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"fmt"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// startTLS serves an approval over TLS until the test ends.
func startTLS(t *testing.T, config *tls.Config) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(says(t, 200, "approved.json"))
	s.TLS = config
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

// pay sends a payment through a client with the given options.
func pay(ctx context.Context, t *testing.T, o Options) error {
	t.Helper()
	_, err := open(t, o).Channel(bearer(), nil).Pay(ctx, card())
	return err
}

// wantNoVerdict fails unless err is of that kind with those words.
func wantNoVerdict(t *testing.T, err error, kind Kind, text, hint string) {
	t.Helper()
	var noVerdict *NoVerdictError
	if !errors.As(err, &noVerdict) {
		t.Fatalf("error %v, want a NoVerdictError", err)
	}
	if noVerdict.Kind != kind || !strings.Contains(err.Error(), text) || !strings.Contains(noVerdict.Hint(), hint) {
		t.Errorf("%s: %v (%s), want %s: %s (%s)", noVerdict.Kind, err, noVerdict.Hint(), kind, text, hint)
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	err = pay(t.Context(), t, Options{BaseURL: "http://" + addr + "/"})
	wantNoVerdict(t, err, Unreachable, "cannot be reached: dial tcp "+addr, "check that the gateway is up")
}

func TestNoSuchHost(t *testing.T) {
	t.Parallel()
	err := pay(t.Context(), t, Options{BaseURL: "http://gateway.invalid/"})
	wantNoVerdict(t, err, Unreachable, "gateway.invalid", "check the host name")
}

func TestTLS(t *testing.T) {
	t.Parallel()
	s := startTLS(t, nil)
	trusted := x509.NewCertPool()
	trusted.AddCert(s.Certificate())

	t.Run("a gateway of an unknown authority is not trusted", func(t *testing.T) {
		err := pay(t.Context(), t, Options{BaseURL: s.URL + "/"})
		wantNoVerdict(t, err, Unreachable, "certificate", "give the target its certificate (ca)")
	})
	t.Run("a known authority is", func(t *testing.T) {
		if err := pay(t.Context(), t, Options{BaseURL: s.URL + "/", RootCAs: trusted}); err != nil {
			t.Error(err)
		}
	})
	t.Run("its certificate must name the host", func(t *testing.T) {
		base := strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/"
		err := pay(t.Context(), t, Options{BaseURL: base, RootCAs: trusted})
		wantNoVerdict(t, err, Unreachable, "localhost", "host name that the certificate")
	})
	t.Run("HTTP is not HTTPS", func(t *testing.T) {
		err := pay(t.Context(), t, Options{BaseURL: strings.Replace(s.URL, "https", "http", 1) + "/"})
		wantNoVerdict(t, err, NotJSON, "HTTP 400", "write https://")
	})
	t.Run("and HTTPS is not HTTP", func(t *testing.T) {
		g := startGateway(t, says(t, 200, "approved.json"))
		err := pay(t.Context(), t, Options{BaseURL: strings.Replace(g.base(), "http", "https", 1)})
		wantNoVerdict(t, err, Unreachable, "HTTP response to HTTPS client", "write http://")
	})
}

// What a gateway or a proxy refuses on the way to it has a remedy of its own.
func TestHandshakesThatAreRefused(t *testing.T) {
	t.Parallel()
	s := startTLS(t, &tls.Config{ClientAuth: tls.RequireAnyClientCert})
	old := startTLS(t, &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11})
	trusted := x509.NewCertPool()
	trusted.AddCert(s.Certificate())
	closed := func(conn net.Conn) {
		_, _ = http.ReadRequest(bufio.NewReader(conn)) // the request is taken, and refused
		_ = conn.Close()
	}
	answers := func(status string) func(net.Conn) {
		return func(conn net.Conn) {
			if r, err := http.ReadRequest(bufio.NewReader(conn)); err == nil && r.Method == http.MethodConnect {
				_, _ = io.WriteString(conn, "HTTP/1.1 "+status+"\r\nContent-Length: 0\r\n\r\n")
			}
			_ = conn.Close()
		}
	}
	for _, tt := range []struct {
		name       string
		base       string
		proxy      string
		text, hint string
	}{
		{"no certificate of the merchant", s.URL, "", "certificate required", "give the target clientCert"},
		{"TLS that is too old", old.URL, "", "protocol version", "no TLS 1.2"},
		{"plain HTTP, and the connection ends", "http://" + peer(t, closed), "", "broke off", "write https://"},
		{"no proxy", s.URL, "http://127.0.0.1:1", "proxyconnect", "check the target's proxy"},
		{"a proxy of another scheme", s.URL, "https://" + peer(t, answers("200 OK")), "proxyconnect", "check the target's proxy"},
		{
			"a proxy that does not let through", s.URL, "http://" + peer(t, answers("403 Forbidden")),
			"the proxy answered 403 Forbidden", "check the target's proxy",
		},
		{
			"a proxy that wants a password", s.URL, "http://" + peer(t, answers("407 Proxy Authentication Required")),
			"the proxy answered 407", "user and the password",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := Options{BaseURL: tt.base + "/", RootCAs: trusted}
			if tt.proxy != "" {
				via, err := url.Parse(tt.proxy)
				if err != nil {
					t.Fatal(err)
				}
				o.Proxy = via
			}
			_, err := open(t, o).Channel(bearer(), nil).Query(t.Context(), "x")
			wantNoVerdict(t, err, Unreachable, tt.text, tt.hint)
		})
	}
}

// peer listens until the test ends and returns its address; serve gets every
// connection.
func peer(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go serve(conn)
		}
	}()
	return l.Addr().String()
}

func TestClientCertificate(t *testing.T) {
	t.Parallel()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "merchant"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	merchants := x509.NewCertPool()
	merchants.AddCert(leaf)
	s := startTLS(t, &tls.Config{ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: merchants})
	trusted := x509.NewCertPool()
	trusted.AddCert(s.Certificate())

	o := Options{BaseURL: s.URL + "/", RootCAs: trusted}
	if err := pay(t.Context(), t, o); err == nil {
		t.Error("the gateway accepted a client without a certificate")
	}
	o.ClientCert = &tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
	if err := pay(t.Context(), t, o); err != nil {
		t.Error(err)
	}
}

// TestProxy cannot be parallel: it changes the environment.
func TestProxy(t *testing.T) {
	proxy := startGateway(t, says(t, 200, "approved.json"))
	gateway := startGateway(t, says(t, 200, "approved.json"))
	via, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	t.Setenv("NO_PROXY", "")
	if err := pay(t.Context(), t, Options{BaseURL: "http://gateway.invalid/", Proxy: via}); err != nil {
		t.Fatal(err)
	}
	if got := proxy.only(t).URI; got != "http://gateway.invalid/v1/payments" {
		t.Errorf("the proxy was asked for %q", got)
	}
	// net/http spares loopback hosts the environment's proxy; the setting
	// itself is what must be empty.
	c := open(t, Options{BaseURL: gateway.base()})
	if c.transport.Proxy != nil {
		t.Error("a proxy is used that nobody asked for")
	}
}

func TestACertificateOutOfDateMayBeTheClock(t *testing.T) {
	t.Parallel()
	err := &tls.CertificateVerificationError{Err: x509.CertificateInvalidError{Reason: x509.Expired}}
	if got, want := unreachableHint(err), "this machine's clock"; !strings.Contains(got, want) {
		t.Errorf("hint %q, want one about %s", got, want)
	}
}

func TestTimeOut(t *testing.T) {
	t.Parallel()
	slow := func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	g := startGateway(t, slow)

	t.Run("of the client, on a payment", func(t *testing.T) {
		err := pay(t.Context(), t, Options{BaseURL: g.base(), Timeout: 20 * time.Millisecond})
		wantNoVerdict(t, err, Timeout, "did not answer within", "outcome is unknown")
	})
	t.Run("of the step, on a question", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, err := open(t, Options{BaseURL: g.base()}).Channel(bearer(), nil).Query(ctx, "x")
		wantNoVerdict(t, err, Timeout, "did not answer within", "try again later")
	})
	t.Run("in the middle of the answer", func(t *testing.T) {
		g := startGateway(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = fmt.Fprint(w, `{"id":`)
			_ = http.NewResponseController(w).Flush()
			slow(w, r)
		})
		err := pay(t.Context(), t, Options{BaseURL: g.base(), Timeout: 50 * time.Millisecond})
		wantNoVerdict(t, err, Timeout, "did not answer within", "outcome is unknown")
	})
}

func TestAConnectionThatWasNeverMadeIsNoTimeOut(t *testing.T) {
	t.Parallel()
	slow := os.ErrDeadlineExceeded
	for op, want := range map[string]Kind{
		"dial": Unreachable, "proxyconnect": Unreachable, "socks connect": Unreachable, "read": Timeout, "write": Timeout,
	} {
		if got := kindOf(&net.OpError{Op: op, Net: "tcp", Err: slow}); got != want {
			t.Errorf("a time-out on %s is %s, want %s", op, got, want)
		}
	}
}
