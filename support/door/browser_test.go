package door_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"testing"
	"time"

	"assay/support/browser"
)

func trust(t *testing.T, pem []byte) *tls.Config {
	t.Helper()
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		t.Fatal("the gateway has no authority")
	}
	return &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS12}
}

func startBrowser(t *testing.T, h house) *browser.Browser {
	t.Helper()
	b, err := browser.Start(t.Context(), browser.Options{
		Exec: os.Getenv("ASSAY_BROWSER"), TempRoot: t.TempDir(), Timeout: 30 * time.Second,
		TrustedKeys: []string{h.gateway.SPKI},
	})
	if err != nil {
		var hint interface{ Hint() string }
		if errors.As(err, &hint) {
			t.Fatalf("%v (%s)", err, hint.Hint())
		}
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	return b
}

func tab(t *testing.T, b *browser.Browser, url string) *browser.Tab {
	t.Helper()
	opened, err := b.Open(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(opened.Close)
	if err := opened.Go(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	return opened
}

func walk(t *testing.T, opened *browser.Tab, actions ...browser.Action) {
	t.Helper()
	if err := opened.Walk(t.Context(), actions); err != nil {
		t.Fatal(err)
	}
}

// A person tries a debit with a redirect, goes on as the shopper, and another
// window shows the payment as it comes and as it ends.
func TestAPersonTriesAndWatches(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := startBrowser(t, h)
	watching := tab(t, b, h.door.URL)
	walk(t, watching, browser.Action{See: "Nothing has been sent on this channel yet"})

	trying := tab(t, b, h.door.URL+"try")
	walk(t, trying,
		browser.Action{Press: "Debit with a redirect (asynchronous)"},
		browser.Action{Fill: "amount", With: "47.11"},
		browser.Action{Press: "Send"},
		browser.Action{See: "Answer: HTTP 200, 000.200.000"},
		browser.Action{See: "Go on as the shopper"})
	walk(t, watching, browser.Action{See: "47.11 EUR"}, browser.Action{See: "pending"})

	walk(t, trying, browser.Action{Press: "See it among the payments"}, browser.Action{See: "has not come to the wallet page yet"})
}
