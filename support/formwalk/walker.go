package formwalk

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"assay/support/browser"
	"assay/support/mask"
)

// ErrNeedsScripts is what an action fails with on a page that only a browser can
// show or use.
var ErrNeedsScripts = errors.New("the page is made by scripts, which only a browser runs")

// Options say how pages are fetched. The zero value is usable.
type Options struct {
	RootCAs *x509.CertPool // authorities beyond the system's; nil = the system's
	Proxy   *url.URL       // leads to all hosts but this machine; nil = none
	Timeout time.Duration  // of each page; default 15 seconds
	Mask    *mask.Masker   // hides what errors and events must not show
}

// Walker opens tabs. It is safe for concurrent use.
type Walker struct {
	options   Options
	transport *http.Transport
}

// New makes a walker.
func New(o Options) *Walker {
	if o.Timeout <= 0 {
		o.Timeout = 15 * time.Second
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.TLSClientConfig = &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12}
	transport.Proxy = o.proxyOf
	return &Walker{options: o, transport: transport}
}

// proxyOf returns the proxy of a request, as a browser would: what is on this
// machine, such as the shop, needs none.
func (o Options) proxyOf(r *http.Request) (*url.URL, error) {
	host := r.URL.Hostname()
	if ip, err := netip.ParseAddr(host); err == nil && ip.IsLoopback() {
		return nil, nil
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return nil, nil
	}
	return o.Proxy, nil
}

// Open makes a tab with cookies of its own. observe, if not nil, is told of
// everything that the shopper does in it.
func (w *Walker) Open(_ context.Context, observe func(browser.Event)) (*Tab, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Transport: w.transport, Jar: jar, Timeout: w.options.Timeout, CheckRedirect: limited}
	return &Tab{client: client, mask: w.options.Mask, observe: observe}, nil
}

// Close frees the connections of all tabs.
func (w *Walker) Close() { w.transport.CloseIdleConnections() }

var errRound = errors.New("the page leads on and on")

// maxRedirects is what browsers follow.
const maxRedirects = 20

func limited(_ *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errRound
	}
	return nil
}
