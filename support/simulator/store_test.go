package simulator

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// pending sends an asynchronous debit through the handler and returns its
// session's page.
func pendingDebit(t *testing.T, s *Server, c Channel) string {
	t.Helper()
	form := url.Values{
		"entityId": {c.EntityID}, "paymentType": {"DB"}, "amount": {"1.00"}, "currency": {"EUR"}, "paymentBrand": {"KNET"},
		"shopperResultUrl": {"https://shop.example/"}, "merchantTransactionId": {"reference-1"},
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/payments", strings.NewReader(form.Encode()))
	r.Header.Set("Authorization", "Bearer "+c.AccessToken)
	w := httptest.NewRecorder()
	s.API().ServeHTTP(w, r)
	if w.Code != http.StatusOK {
		t.Fatalf("HTTP %d: %s", w.Code, w.Body)
	}
	all := s.channel(c.EntityID).payments()
	return all[len(all)-1].session.key
}

func (s *store) held() (keys, places int) {
	for i := range s.shards {
		keys += len(s.shards[i].byID)
	}
	for i := range s.ring {
		if s.ring[i].Load() != nil {
			places++
		}
	}
	return keys, places
}

func TestAReleasedChannelLeavesNothing(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 100})
	for range 10 {
		pendingDebit(t, s, s.first)
	}
	c := s.channel(s.first.EntityID)
	if keys, places := s.store.held(); keys != 20 || places != 10 || len(c.clock.queue) != 10 {
		t.Fatalf("held %d keys, %d places, %d events, want 20, 10, 10", keys, places, len(c.clock.queue))
	}
	s.release(s.first.EntityID)
	if keys, places := s.store.held(); keys != 0 || places != 0 || len(c.clock.queue) != 0 || len(c.payments()) != 0 {
		t.Errorf("held %d keys, %d places, %d events after the release", keys, places, len(c.clock.queue))
	}
}

func TestD36MemoryIsBoundedEvenWhenAllIsPending(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 5})
	for range 500 {
		pendingDebit(t, s, s.first)
	}
	c := s.channel(s.first.EntityID)
	if keys, places := s.store.held(); keys != 10 || places != 5 || len(c.clock.queue) != 5 || len(c.payments()) != 5 {
		t.Errorf("held %d keys, %d places, %d events, %d listed, want 10, 5, 5, 5",
			keys, places, len(c.clock.queue), len(c.payments()))
	}
	if got := len(c.referred("reference-1")); got != 5 {
		t.Errorf("%d are found by reference, want 5", got)
	}
}

func TestAFinishedPaymentIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 5})
	key := pendingDebit(t, s, s.first)
	p := s.store.find(key)
	p.chain.mu.Lock()
	s.act(visit{p: p}, url.Values{"action": {"cancel"}})
	p.chain.mu.Unlock()
	if got := len(p.channel.clock.queue); got != 0 {
		t.Errorf("%d events wait", got)
	}
	if p.code != codeCancelled || p.waiting.Load() {
		t.Errorf("code = %s, waiting = %v", p.code, p.waiting.Load())
	}
}

func TestAChangeLeavesTheOldProfileAlone(t *testing.T) {
	t.Parallel()
	s := New(Config{Channels: []Channel{{Brands: []string{"VISA"}, Settings: map[string]string{"D10": "single-capture"}}}})
	c := s.channel(s.first.EntityID)
	before := c.profile.Load()
	body := `{"brands":["MASTER"],"settings":{"D11":"rv-pa-only"}}`
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPatch, "/channels/"+s.first.EntityID, strings.NewReader(body))
	s.Management().ServeHTTP(w, r)
	after := c.profile.Load()
	if w.Code != 200 || !slices.Equal(before.Brands, []string{"VISA"}) || !slices.Equal(after.Brands, []string{"MASTER"}) {
		t.Errorf("HTTP %d: brands %v became %v", w.Code, before.Brands, after.Brands)
	}
	if r := after.settings.rules; !r.singleCapture || !r.reversePAOnly || before.settings.rules.reversePAOnly {
		t.Errorf("settings are not merged: %+v", r)
	}
}

// TestNothingKeptHoldsACardNumber looks at all that a payment keeps.
func TestNothingKeptHoldsACardNumber(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 5})
	form := url.Values{
		"entityId": {s.first.EntityID}, "paymentType": {"PA"}, "amount": {"1.00"}, "currency": {"EUR"},
		"card.number": {"4200000000000000"}, "card.cvv": {"987"}, "card.expiryMonth": {"05"}, "card.expiryYear": {"2049"},
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/payments", strings.NewReader(form.Encode()))
	r.Header.Set("Authorization", "Bearer "+s.first.AccessToken)
	s.API().ServeHTTP(httptest.NewRecorder(), r)
	p := s.channel(s.first.EntityID).payments()[0]
	if kept := string(p.echo); !strings.Contains(kept, "420000") || strings.Contains(kept, "42000000") ||
		strings.Contains(kept, "987") {
		t.Errorf("kept %s", kept)
	}
	e := &exchange{body: make([]byte, 0, 512)}
	e.r = httptest.NewRequest(http.MethodPost, "/v1/payments", strings.NewReader(form.Encode()))
	if e.readBody() != 0 || e.form.get("card.cvv") != "987" {
		t.Fatal("the body is not read")
	}
	e.wipe()
	if used := string(e.body[:cap(e.body)]); strings.Contains(used, "4200000000000000") {
		t.Error("the buffer still holds the card number")
	}
}
