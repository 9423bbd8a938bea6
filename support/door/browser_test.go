package door_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"testing"
	"time"

	"assay/support/browser"
	"assay/support/spec"
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
		Exec: os.Getenv("ASSAY_BROWSER"), TempRoot: t.TempDir(), Timeout: 30 * time.Second, Workers: 3,
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

// A person tries what sends a shopper away, goes on as the shopper, and another
// window shows the payment as it comes and as it ends.
func TestAPersonTriesAndWatches(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := startBrowser(t, h)
	journeys := browser.SimulatorJourneys()
	tests := []struct {
		example, amount string
		page            string // of the shopper
		code            string
	}{
		{"Debit with a redirect (asynchronous)", "47.11", "wallet", "000.100.110"},
		{"Debit with 3-D Secure, the issuer asks", "48.22", spec.IssuerPage, "000.100.110"},
	}
	for _, tt := range tests {
		t.Run(tt.example, func(t *testing.T) {
			watching := tab(t, b, h.door.URL)
			walk(t, watching, browser.Action{See: "The channel's clock"})
			trying := tab(t, b, h.door.URL+"try")
			walk(t, trying,
				browser.Action{Press: tt.example},
				browser.Action{Fill: "amount", With: tt.amount},
				browser.Action{Press: "Send"},
				browser.Action{See: "Answer: HTTP 200, 000.200.000"},
				browser.Action{See: "Go on as the shopper"})
			walk(t, watching, browser.Action{See: tt.amount + " EUR"}, browser.Action{See: "pending"})

			walk(t, trying, browser.Action{Press: "See it among the payments"}, browser.Action{See: "has not come to the"})
			payment, err := trying.URL(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			walk(t, trying, browser.Action{Press: "Go on as the shopper"})
			walk(t, trying, journeys[tt.page]["approve"]...)
			walk(t, trying, browser.Action{See: "back at the shop"})

			ended := tab(t, b, payment)
			walk(t, ended,
				browser.Action{See: tt.code}, browser.Action{See: "was sent back to the shop"},
				browser.Action{See: "GET with resourcePath /v1/payments/"})
			walk(t, watching, browser.Action{See: tt.code})
		})
	}
}

// The page takes over what is new, and leaves alone where the reader is.
func TestALivePageKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	h := open(t)
	b := startBrowser(t, h)
	watching := tab(t, b, h.door.URL)
	walk(t, watching, browser.Action{See: "Nothing has been sent"})
	h.send("debit", nil)
	walk(t, watching,
		browser.Action{See: "1 transaction, the"}, browser.Action{Fill: "Let time pass", With: "24h"},
		browser.Action{Press: "Advance the clock"}, browser.Action{See: "92.00 EUR"})
	if now, err := h.clock(); err != nil || time.Until(now) < 23*time.Hour {
		t.Errorf("the channel's clock is at %s, %v, want a day ahead", now, err)
	}
	trying := tab(t, b, h.door.URL+"try/debit")
	walk(t, trying,
		browser.Action{Press: "Send"}, browser.Action{Press: "As a curl command"},
		browser.Action{Press: "Copy: curl command"}, browser.Action{See: "cop"})
}
