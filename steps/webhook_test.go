package steps

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"assay/support/shop"
)

func TestANotificationRepeatsTheStatus(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000101"
	const told = `{"type":"PAYMENT","payload":{"id":"` + id + `","paymentType":"PA","amount":"92.00","currency":"EUR",
		"result":{"code":"000.100.110","description":"Request successfully processed"},"shortId":"1",
		"card":{"bin":"420000","last4Digits":"0000","type":"DEBIT"},"timestamp":"2026-11-22 12:00:02.100+0000"}}`
	for _, tt := range []struct{ name, old, changed, path string }{
		{"that says more", "", "", ""},
		{"of another amount", "92.00", "29.00", "payload.amount"},
		{"that says less of the card", `"last4Digits":"0000",`, "", "payload.card"},
		{"without a currency", `"currency":"EUR",`, "", "payload.currency"},
		{"with a number for a text", `"amount":"92.00"`, `"amount":92.00`, "payload.amount"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := paid(t, 200, approvedPA)
			w.notice = shop.Notification{Body: []byte(strings.Replace(told, tt.old, tt.changed, 1))}
			err := w.noticeRepeats(w.last)
			var failed *AssertionError
			if tt.path == "" && err != nil || tt.path != "" && (!errors.As(err, &failed) || failed.Path != tt.path) {
				t.Errorf("error = %v, want one about %q", err, tt.path)
			}
		})
	}
}

func TestANotificationThatNobodyWaitedForHasNothing(t *testing.T) {
	t.Parallel()
	w := paid(t, 200, approvedPA)
	var failed *AssertionError
	for name, err := range map[string]error{
		"without a webhook":        w.isNotified(context.Background(), "payment", "approved"),
		"without a notification":   w.expectNotice("type", "PAYMENT"),
		"a webhook that is absent": w.webhookFails("once"),
	} {
		if err == nil || errors.As(err, &failed) {
			t.Errorf("%s: error = %v, want one that is not the gateway's failure", name, err)
		}
	}
}

// A real host's webhook is set up by hand, and what is wrong there can be told
// from what has come.
func TestASilentWebhookSaysWhatHasComeInstead(t *testing.T) {
	t.Parallel()
	s, err := shop.Open(shop.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	const key = "000102030405060708090A0B0C0D0E0F000102030405060708090A0B0C0D0E0F"
	w, _ := worldAt(t, answers{})
	w.webhook = s.NewWebhook(shop.WebhookOptions{Secret: key, Shared: true})
	want := func(part string) {
		t.Helper()
		got := w.heardOf("8a1")
		if !strings.HasPrefix(got, "nothing (") || !strings.Contains(got, part) || !strings.Contains(got, s.WebhookURL()) {
			t.Errorf("it says %q, want %q", got, part)
		}
	}
	come := func(tag string) {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.WebhookURL(),
			strings.NewReader("F8E2F759E528CB69375E51DB2AF9B53734E393"))
		if err != nil {
			t.Fatal(err)
		}
		r.Header = http.Header{"X-Initialization-Vector": {"3D575574536D450F71AC76D8"}, "X-Authentication-Tag": {tag}}
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = answer.Body.Close()
	}
	want("none has come to")
	come("00FDD068C6F383C173D3A906F7BD1D83")
	want("1 came to")
	want("webhookSecret does not open")
	come("19FDD068C6F383C173D3A906F7BD1D83")
	want("1 of other transactions came to")
}
