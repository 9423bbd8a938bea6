package control_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"assay/support/simulator"
	"assay/support/simulator/control"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func start(t *testing.T) (*simulator.Running, *control.Client) {
	t.Helper()
	r, err := simulator.Start(t.Context(), simulator.Config{}, simulator.Listen{
		HTTP: true, Manage: "127.0.0.1:0", ManageToken: "a-token",
	})
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := r.Close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return r, control.New(r.ManageURL, "a-token", &http.Client{Transport: transport})
}

func TestALeasedChannelWorksUntilItIsReleased(t *testing.T) {
	t.Parallel()
	r, c := start(t)
	ctx := t.Context()
	channels, err := c.Lease(ctx, 3, map[string]any{"mode": "EXTERNAL", "settings": map[string]string{"D15": "5"}})
	if err != nil {
		t.Fatal(err)
	}
	one := channels[0]
	if one.EntityID == channels[1].EntityID || one.AccessToken != channels[1].AccessToken {
		t.Errorf("channels do not share a token of several entities: %v", channels)
	}
	if got := pay(t, r.URL, one); got != "000.100.112" {
		t.Errorf("a payment on a leased channel = %q", got)
	}
	if err := c.Configure(ctx, one.EntityID, map[string]any{"currencies": []string{"USD"}}); err != nil {
		t.Fatal(err)
	}
	if got := pay(t, r.URL, one); got != "600.200.500" {
		t.Errorf("a payment in a currency the channel lost = %q", got)
	}
	raw, err := c.Payments(ctx, one.EntityID)
	var listed struct {
		Payments []struct{ ID, Code, State string }
	}
	if err != nil || json.Unmarshal(raw, &listed) != nil ||
		len(listed.Payments) != 2 || listed.Payments[1].State != "rejected" {
		t.Errorf("payments = %s, %v", raw, err)
	}
	if err := c.Release(ctx, one.EntityID, "unknown"); err != nil {
		t.Fatal(err)
	}
	if got := pay(t, r.URL, one); got != "800.900.300" {
		t.Errorf("a payment on a released channel = %q", got)
	}
	if got := pay(t, r.URL, channels[1]); got != "000.100.112" {
		t.Errorf("a payment on its neighbour = %q", got)
	}
}

func pay(t *testing.T, base string, c control.Channel) string {
	t.Helper()
	form := url.Values{
		"entityId": {c.EntityID}, "paymentType": {"DB"}, "amount": {"1.00"}, "currency": {"EUR"}, "paymentBrand": {"VISA"},
		"card.number": {"4200000000000000"}, "card.expiryMonth": {"05"}, "card.expiryYear": {"2049"},
	}
	req, err := http.NewRequestWithContext(t.Context(), "POST", base+"v1/payments", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+c.AccessToken)
	req.Close = true
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var body struct{ Result struct{ Code string } }
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	return body.Result.Code
}

func TestClocks(t *testing.T) {
	t.Parallel()
	_, c := start(t)
	ctx := t.Context()
	channels, err := c.Lease(ctx, 2, nil)
	if err != nil {
		t.Fatal(err)
	}
	read := func(id string) time.Time {
		now, err := c.Clock(ctx, id)
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	one, two := channels[0].EntityID, channels[1].EntityID
	if err := c.Advance(ctx, one, 31*time.Minute); err != nil {
		t.Fatal(err)
	}
	if ahead := read(one).Sub(read(two)).Round(time.Minute); ahead != 31*time.Minute {
		t.Errorf("one channel's clock is %s ahead, want 31m", ahead)
	}
	if err := c.Advance(ctx, "", time.Hour); err != nil {
		t.Fatal(err)
	}
	if ahead := time.Until(read(one)).Round(time.Minute); ahead != 91*time.Minute {
		t.Errorf("after advancing all it is %s ahead of the wall, want 1h31m", ahead)
	}
	if ahead := time.Until(read("")).Round(time.Minute); ahead != time.Hour {
		t.Errorf("new channels start %s ahead, want 1h", ahead)
	}
}

func TestRefusalsCarryTheirHint(t *testing.T) {
	t.Parallel()
	r, c := start(t)
	ctx := t.Context()
	html := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadGateway)
	}))
	t.Cleanup(html.Close)
	closed := httptest.NewServer(nil)
	closed.Close()
	tests := []struct {
		name string
		call func() error
		want string
	}{
		{"a setting that is none", func() error {
			return c.Configure(ctx, r.Channel.EntityID, map[string]any{"settings": map[string]string{"D99": "x"}})
		}, `no setting is called "D99"`},
		{"a key that is none", func() error {
			return c.Configure(ctx, r.Channel.EntityID, map[string]any{"curencies": []string{"EUR"}})
		}, "unknown field"},
		{"a channel that is none", func() error { return c.Advance(ctx, "nobody", time.Hour) }, "no channel has"},
		{"a wrong token", func() error {
			return control.New(r.ManageURL, "wrong", nil).Advance(ctx, "", 0)
		}, "token is missing or wrong"},
		{"another server", func() error { return control.New(html.URL, "", nil).Advance(ctx, "", 0) }, "HTTP 502"},
		{"no server", func() error { return control.New(closed.URL, "", nil).Advance(ctx, "", 0) }, "no answer"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.call()
			var refused *control.Error
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.want) || refused.Hint() == "" {
				t.Errorf("error = %v, want %q and a hint", err, tt.want)
			}
		})
	}
	http.DefaultClient.CloseIdleConnections()
}

// Whoever watches is told everything but the credentials.
func TestChannelsAndPaymentsAreShown(t *testing.T) {
	t.Parallel()
	r, c := start(t)
	leased, err := c.Lease(t.Context(), 1, map[string]any{"name": "Watched"})
	if err != nil {
		t.Fatal(err)
	}
	pay(t, r.URL, leased[0])
	raw, err := c.Channels(t.Context())
	if err != nil || !strings.Contains(string(raw), `"Watched"`) {
		t.Errorf("channels = %s, %v, want the leased one", raw, err)
	}
	for _, secret := range []string{leased[0].AccessToken, leased[0].Password} {
		if strings.Contains(string(raw), secret) {
			t.Errorf("the list of channels shows %s", secret)
		}
	}
	var list struct {
		Payments []struct{ ID string }
	}
	if raw, err = c.Payments(t.Context(), leased[0].EntityID); err == nil {
		err = json.Unmarshal(raw, &list)
	}
	if err != nil || len(list.Payments) != 1 {
		t.Fatalf("payments = %s, %v, want one", raw, err)
	}
	raw, err = c.Payment(t.Context(), list.Payments[0].ID)
	for _, part := range []string{`"answer":{"id":"` + list.Payments[0].ID, `"linked":[{`, `"state":"approved"`} {
		if err != nil || !strings.Contains(string(raw), part) {
			t.Errorf("the payment is shown as %s (%v), want %s in it", raw, err, part)
		}
	}
	if _, err := c.Payment(t.Context(), "8a00"); err == nil {
		t.Error("a payment that nobody knows is shown")
	}
}

func TestAReviewThatNobodyWaitsFor(t *testing.T) {
	t.Parallel()
	_, c := start(t)
	err := c.Review(t.Context(), "8a000000000000000000000000000000", "accept")
	var refused *control.Error
	if !errors.As(err, &refused) || refused.Hint() == "" || !strings.Contains(err.Error(), "no payment has the id") {
		t.Errorf("error = %v, want that of the management port, with its hint", err)
	}
}
