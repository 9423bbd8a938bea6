package runner

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"

	"assay/support/opp"
)

// tunnel is a proxy that leads everywhere, and the only way to where a name is
// known to nobody.
func tunnel(t *testing.T, to string) *url.URL {
	t.Helper()
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		up, err := net.Dial("tcp", to)
		if r.Method != http.MethodConnect || err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer up.Close()
		w.WriteHeader(http.StatusOK)
		down, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer down.Close()
		go func() { _, _ = io.Copy(up, down) }()
		_, _ = io.Copy(down, up)
	}))
	t.Cleanup(proxy.Close)
	u, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// The browser trusts the host's certificate by its key, by whatever way the host
// is reached.
func TestTheHostsKeyIsFound(t *testing.T) {
	t.Parallel()
	host := httptest.NewUnstartedServer(http.NotFoundHandler())
	host.TLS = &tls.Config{ClientAuth: tls.RequireAnyClientCert, MaxVersion: tls.VersionTLS12}
	host.StartTLS()
	t.Cleanup(host.Close)
	roots := x509.NewCertPool()
	roots.AddCert(host.Certificate())
	sum := sha256.Sum256(host.Certificate().RawSubjectPublicKeyInfo)
	want := base64.StdEncoding.EncodeToString(sum[:])
	shown := &host.TLS.Certificates[0]
	for _, tt := range []struct {
		name string
		o    opp.Options
		want bool
	}{
		{"with a certificate of the merchant", opp.Options{BaseURL: host.URL + "/", RootCAs: roots, ClientCert: shown}, true},
		{"without one", opp.Options{BaseURL: host.URL + "/", RootCAs: roots}, false},
		{"by an authority that did not sign it", opp.Options{BaseURL: host.URL + "/", ClientCert: shown}, false},
		{"through a proxy", opp.Options{
			BaseURL: "https://example.com/", RootCAs: roots, ClientCert: shown, Proxy: tunnel(t, host.Listener.Addr().String()),
		}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if pins := leafPin(t.Context(), tt.o); len(pins) > 1 || tt.want != (len(pins) == 1 && pins[0] == want) {
				t.Errorf("pins %q, want %s: %t", pins, want, tt.want)
			}
		})
	}
}
