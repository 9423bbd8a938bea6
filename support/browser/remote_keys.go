package browser

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/security"
	"github.com/chromedp/chromedp"
)

// A browser elsewhere cannot be told which keys to trust: it can only be told to
// trust any. So what it accepts beyond its own store is looked at afterwards, and
// before anybody acts on it: a key that this run does not trust ends the tab.
//
// Sent by then is the request itself, which holds what led to the page and
// nothing that a shopper types into it.

// suspects returns the origin of an answer whose certificate the browser would
// not have accepted by itself, "" for any other.
func suspects(r *network.Response) string {
	if r == nil || r.SecurityState == security.StateSecure {
		return ""
	}
	if u, err := url.Parse(r.URL); err == nil && u.Scheme == "https" {
		return u.Scheme + "://" + u.Host
	}
	return ""
}

// suspect has an origin examined, once in a tab. The caller holds the lock.
func (p *page) suspect(ev *network.EventResponseReceived) {
	if p.examine == nil {
		return
	}
	origin := suspects(ev.Response)
	if _, known := p.proven[origin]; known || origin == "" {
		return
	}
	p.proven[origin] = false
	p.examine(origin)
}

// unproven says whether there is an origin that is being examined. The caller
// holds the lock.
func (p *page) unproven() bool {
	for _, proven := range p.proven {
		if !proven {
			return true
		}
	}
	return false
}

// examineKey makes sure that an origin has a key that this run trusts, or ends
// the tab.
func (t *Tab) examineKey(origin string) {
	t.errands.Go(func() {
		_, _, err := guard(context.Background(), t.life, t.browser.options.Timeout,
			func(call context.Context) (struct{}, error) {
				leaf, err := t.certificate(call, origin)
				if err == nil {
					err = trusts(t.browser.options.TrustedKeys, leaf)
				}
				return struct{}{}, err
			})
		if err != nil {
			t.end(t.distrust(origin, err))
			return
		}
		t.page.mu.Lock()
		defer t.page.mu.Unlock()
		t.page.proven[origin] = true
		close(t.page.changed)
		t.page.changed = make(chan struct{})
	})
}

// certificate returns the one that the browser was shown by an origin. It is
// told once the page that came with it is there.
func (t *Tab) certificate(ctx context.Context, origin string) (*x509.Certificate, error) {
	for {
		t.page.mu.Lock()
		changed := t.page.changed
		t.page.mu.Unlock()
		shown, err := chromedp.Call(ctx, network.GetCertificate, network.GetCertificateParams{Origin: origin})
		if err == nil && len(shown.TableNames) > 0 {
			der, err := base64.StdEncoding.DecodeString(shown.TableNames[0])
			if err != nil {
				return nil, err
			}
			return x509.ParseCertificate(der)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, errors.New("the browser does not say which certificate it was shown")
		}
	}
}

// trusts says what is wrong with a certificate, unless it has one of the keys.
func trusts(keys []string, leaf *x509.Certificate) error {
	sum := sha256.Sum256(leaf.RawSubjectPublicKeyInfo)
	if key := base64.StdEncoding.EncodeToString(sum[:]); !slices.Contains(keys, key) {
		return fmt.Errorf("its key is %s, made out to %q", key, leaf.Subject.CommonName)
	}
	return nil
}

func (t *Tab) distrust(origin string, err error) error {
	u, _ := url.Parse(origin)
	return &Error{
		Kind: Navigation, host: u.Host,
		Err: fmt.Errorf("%s has shown the remote browser a certificate that neither it nor this run trusts: %w", u.Host, err),
		hint: "something between the remote browser and that host takes the connection apart, " +
			"or the host has another certificate there: have the remote browser trust its authority",
	}
}
