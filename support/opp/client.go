package opp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"assay/support/mask"

	"github.com/go-resty/resty/v2"
)

// Options says which gateway to talk to and how to reach it. Only BaseURL is
// required.
type Options struct {
	BaseURL    string            // "https://eu-test.example.com/", ends in "/"; may have a path
	RootCAs    *x509.CertPool    // whom to trust; nil: the system's
	ClientCert *tls.Certificate  // shown to gateways that ask for one
	Proxy      *url.URL          // nil: none; the environment is not asked
	Headers    map[string]string // sent with every request
	Timeout    time.Duration     // for a whole exchange; default 30 s
	MaxConns   int               // connections kept open; default 2
	Mask       *mask.Masker      // learns the credentials, masks what is observed

	// Wait is asked before each request and may hold it back, for a gateway
	// that allows only so many a second. An error of it keeps the request from
	// being sent. nil: nothing is held back.
	Wait func(context.Context) error
}

// DefaultTimeout is how long an exchange may take when the options do not say.
const DefaultTimeout = 30 * time.Second

// connectTimeout is how long a connection may take to be made.
const connectTimeout = 10 * time.Second

// Client holds the connections to one gateway. It is safe for concurrent use;
// a process needs one.
type Client struct {
	http      *resty.Client
	transport *http.Transport
	base      string // ends in "/"
	mask      *mask.Masker
	wait      func(context.Context) error
}

// New returns a client for the gateway at o.BaseURL. Nothing is sent yet. The
// error is a [*BaseURLError].
func New(o Options) (*Client, error) {
	if err := checkBaseURL(o.BaseURL); err != nil {
		return nil, err
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	transport := newTransport(o)
	// Resty's own constructor brings a cookie jar that all requests share,
	// and net/http would follow redirects.
	client := resty.NewWithClient(&http.Client{
		Transport:     steady{transport},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Timeout:       o.Timeout,
	})
	client.SetLogger(silent{}).SetRetryCount(0).
		SetHeader("User-Agent", "assay").SetHeader("Accept", "application/json").
		SetHeader("Accept-Encoding", "identity").SetHeaders(o.Headers)
	return &Client{http: client, transport: transport, base: o.BaseURL, mask: o.Mask, wait: o.Wait}, nil
}

// Close closes the idle connections.
func (c *Client) Close() { c.transport.CloseIdleConnections() }

// String names the gateway, and keeps fmt away from what the client holds.
func (c *Client) String() string { return "gateway at " + c.base }

// GoString is String, for %#v.
func (c *Client) GoString() string { return c.String() }

// newTransport returns the one transport of a client. HTTP/2 is off, so that
// concurrent scenarios are concurrent connections, as merchants' are.
func newTransport(o Options) *http.Transport {
	t := &http.Transport{
		DialContext:         (&net.Dialer{Timeout: connectTimeout, KeepAlive: 30 * time.Second}).DialContext,
		TLSHandshakeTimeout: connectTimeout,
		TLSClientConfig:     &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12},
		MaxIdleConnsPerHost: max(o.MaxConns, 2),
		IdleConnTimeout:     90 * time.Second,
		DisableCompression:  true, // what is recorded is what was sent
		Protocols:           new(http.Protocols),
	}
	t.Protocols.SetHTTP1(true)
	if o.Proxy != nil {
		t.Proxy, t.OnProxyConnectResponse = http.ProxyURL(o.Proxy), letThrough
	}
	if o.ClientCert != nil {
		t.TLSClientConfig.Certificates = []tls.Certificate{*o.ClientCert}
	}
	return t
}

// checkBaseURL refuses what no request could be made from.
//
// Source: Server-to-Server, "Get Payment Status" (S11: the base URL ends in a
// slash).
func checkBaseURL(base string) error {
	u, err := url.Parse(base)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return &BaseURLError{"it is not an http or https URL", `write it like "https://eu-test.example.com/"`}
	case u.User != nil:
		return &BaseURLError{"it carries a user", "give credentials to the channel, not to the URL"}
	case strings.ContainsAny(base, "?#"):
		return &BaseURLError{"it carries a query or a fragment", "end it after the path"}
	case !strings.HasSuffix(base, "/"):
		return &BaseURLError{fmt.Sprintf("%q does not end in a slash", base), fmt.Sprintf("write %q", base+"/")}
	}
	return nil
}

// silent drops Resty's log: warnings of its own taste, on stderr.
type silent struct{}

func (silent) Errorf(string, ...any) {}
func (silent) Warnf(string, ...any)  {}
func (silent) Debugf(string, ...any) {}
