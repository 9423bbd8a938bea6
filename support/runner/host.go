package runner

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"

	"assay/support/mask"
	"assay/support/opp"
	"assay/support/shop"
	"assay/support/target"

	"github.com/cucumber/godog"
)

// openHost connects to a real gateway and makes sure of its credentials, so
// that a wrong token is one message and not a failure of every scenario.
func (s *stage) openHost(ctx context.Context) error {
	t := s.cfg.Target
	options, err := clientOptions(t)
	if err != nil {
		return err
	}
	s.pace = s.newPace()
	options.Wait = s.pace.Second
	options.MaxConns, options.Mask, s.roots, s.proxy = s.cfg.Concurrency, s.mask, options.RootCAs, options.Proxy
	if s.client, err = opp.New(options); err != nil {
		return &Problem{Code: ExitUsage, Text: "target " + t.Name, Err: err}
	}
	for _, c := range t.Channels {
		if err := s.probe(ctx, c); err != nil {
			return err
		}
	}
	if t.CA != "" {
		s.pins = leafPin(ctx, options)
	}
	return nil
}

// ask asks for a payment that does not exist: the cheapest question that needs
// valid credentials.
func (s *stage) ask(ctx context.Context, c target.Channel) (*opp.Payment, error) {
	return s.client.Channel(credentials(c), nil).QueryByMerchantTransactionID(ctx, s.runID+"-probe")
}

// probe makes sure that the host takes a channel's credentials.
func (s *stage) probe(ctx context.Context, c target.Channel) error {
	t := s.cfg.Target
	p, err := s.ask(ctx, c)
	if err != nil {
		if errors.Is(err, context.Canceled) {
			return &Problem{Code: ExitInterrupted, Text: "interrupted before the first scenario"}
		}
		return &Problem{
			Code: ExitUnavailable, Text: fmt.Sprintf("target %s (%s) gives no usable answer", t.Name, t.BaseURL), Err: err,
		}
	}
	if p.HTTPStatus() == http.StatusUnauthorized || p.HTTPStatus() == http.StatusForbidden {
		return &Problem{
			Code: ExitUnavailable, Credentials: true,
			Text: fmt.Sprintf("target %s refuses the credentials of channel %s: HTTP %d, %s %s",
				t.Name, channelName(c), p.HTTPStatus(), p.Code(), p.Description()),
			Help: "check the channel's entityId and accessToken (or userId and password) in assay.yaml and the variables it names",
		}
	}
	return nil
}

func channelName(c target.Channel) string {
	if c.Name != "" {
		return c.Name
	}
	return c.EntityID
}

// clientOptions turns the target's way of reaching its host into the client's.
func clientOptions(t target.Target) (opp.Options, error) {
	options := opp.Options{BaseURL: t.BaseURL, Headers: t.Headers}
	if t.CA != "" {
		pem, err := os.ReadFile(t.CA)
		if err != nil {
			return options, usage("correct ca of the target in assay.yaml", "cannot read the target's CA: %v", err)
		}
		if options.RootCAs, err = pool(pem); err != nil {
			return options, usage("it must hold certificates in PEM form", "%s: %v", t.CA, err)
		}
	}
	if t.ClientCert != "" {
		pair, err := tls.LoadX509KeyPair(t.ClientCert, t.ClientKey)
		if err != nil {
			return options, usage("clientCert and clientKey must be PEM files that belong together",
				"cannot use the target's client certificate: %v", err)
		}
		options.ClientCert = &pair
	}
	if t.Proxy != "" {
		proxy, err := url.Parse(t.Proxy)
		if err != nil {
			return options, usage("write it like http://proxy.example.com:3128", "the target's proxy is not a URL")
		}
		options.Proxy = proxy
	}
	return options, nil
}

func pool(pem []byte) (*x509.CertPool, error) {
	if len(pem) == 0 {
		return nil, nil
	}
	p := x509.NewCertPool()
	if !p.AppendCertsFromPEM(pem) {
		return nil, errors.New("there is no certificate in it")
	}
	return p, nil
}

// leafPin returns the pin of the certificate that the host shows, once the CA
// of the configuration has vouched for it: the browser has no store of ours.
// Without an answer there is no pin, and the browser will say what it misses.
func leafPin(ctx context.Context, o opp.Options) []string {
	config := &tls.Config{RootCAs: o.RootCAs, MinVersion: tls.VersionTLS12}
	if o.ClientCert != nil {
		config.Certificates = []tls.Certificate{*o.ClientCert}
	}
	transport := &http.Transport{Proxy: http.ProxyURL(o.Proxy), TLSClientConfig: config}
	defer transport.CloseIdleConnections()
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, o.BaseURL, http.NoBody)
	if err != nil {
		return nil
	}
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return nil
	}
	defer answer.Body.Close()
	if answer.TLS == nil {
		return nil
	}
	sum := sha256.Sum256(answer.TLS.PeerCertificates[0].RawSubjectPublicKeyInfo)
	return []string{base64.StdEncoding.EncodeToString(sum[:])}
}

// webhookOptions says how a scenario gets notifications: on the simulator at an
// address and with a secret of its own. A real host's webhook is set up by hand,
// once, so that all scenarios share its address; the channel has its secret.
func (s *stage) webhookOptions(entityID string) (shop.WebhookOptions, error) {
	if s.control != nil {
		return shop.WebhookOptions{}, nil
	}
	for _, c := range s.cfg.Target.Channels {
		if secret := c.WebhookSecret.Reveal(); c.EntityID == entityID && secret != "" {
			return shop.WebhookOptions{Secret: secret, Shared: true}, nil
		}
	}
	return shop.WebhookOptions{}, fmt.Errorf("the channel has no webhookSecret in assay.yaml: %w", godog.ErrSkip)
}

// shopOptions reads the target's "shop: http://host:port/": the address the
// shopper returns to. Loopback means listening there; another host is the
// public address of a shop that listens on all of this machine's.
func shopOptions(t target.Target, m *mask.Masker) shop.Options {
	options := shop.Options{Listen: "127.0.0.1:0", Mask: m}
	u, err := url.Parse(t.Shop)
	if t.Shop == "" || err != nil {
		return options
	}
	port := u.Port()
	if port == "" {
		port = "0"
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		options.Listen = net.JoinHostPort(u.Hostname(), port)
		return options
	}
	options.Listen, options.Public = ":"+port, t.Shop
	return options
}
