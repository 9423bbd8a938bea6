package control_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"assay/support/simulator/control"
)

func TestWebhooksAreSetActivatedAndFlushed(t *testing.T) {
	t.Parallel()
	r, c := start(t)
	ctx := t.Context()
	var status, calls atomic.Int64
	status.Store(http.StatusNotFound)
	shop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.WriteHeader(int(status.Load()))
	}))
	t.Cleanup(shop.Close)
	channels, err := c.Lease(ctx, 1, nil)
	if err != nil {
		t.Fatal(err)
	}
	id := channels[0].EntityID
	hook := control.Webhook{URL: shop.URL, Secret: strings.Repeat("0a", 32)}
	if err := c.SetWebhooks(ctx, id, hook); err != nil {
		t.Fatal(err)
	}
	if err := c.ActivateWebhooks(ctx, id); err == nil || !strings.Contains(err.Error(), "HTTP 404") {
		t.Errorf("activation of a webhook that is not there = %v", err)
	}
	status.Store(http.StatusOK)
	if err := c.ActivateWebhooks(ctx, id); err != nil {
		t.Error(err)
	}
	status.Store(http.StatusBadGateway)
	calls.Store(0)
	pay(t, r.URL, channels[0])
	if err := c.Flush(ctx, id); err != nil || calls.Load() != 1 {
		t.Errorf("after Flush the shop was called %d times, %v, want once", calls.Load(), err)
	}
	failed, err := c.WebhookFailures(ctx, id, "")
	if err != nil || len(failed) != 1 || failed[0].Reason != "HTTP 502" || failed[0].Try != 1 || failed[0].URL != shop.URL {
		t.Errorf("failures = %+v, %v", failed, err)
	}
	if err := c.SetWebhooks(ctx, id); err != nil {
		t.Fatal(err)
	}
	pay(t, r.URL, channels[0])
	if err := c.Flush(ctx, id); err != nil || calls.Load() != 1 {
		t.Errorf("a webhook that was taken away was called, %v", err)
	}
}
