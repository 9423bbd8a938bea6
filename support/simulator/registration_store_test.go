package simulator

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
)

// TestD36ARegistrationLeavesNothing fills a small store with registrations: their
// places on the clock go with them.
func TestD36ARegistrationLeavesNothing(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 10})
	form := url.Values{
		"entityId": {s.first.EntityID}, "paymentBrand": {"VISA"}, "card.number": {"4200000000000000"},
		"card.holder": {"Jane Jones"}, "card.expiryMonth": {"05"}, "card.expiryYear": {"2049"},
	}
	for range 30 {
		r := httptest.NewRequest(http.MethodPost, "/v1/registrations", strings.NewReader(form.Encode()))
		r.Header.Set("Authorization", "Bearer "+s.first.AccessToken)
		w := httptest.NewRecorder()
		if s.API().ServeHTTP(w, r); w.Code != http.StatusOK {
			t.Fatalf("HTTP %d: %s", w.Code, w.Body)
		}
	}
	c := s.channel(s.first.EntityID)
	if keys, places := s.store.held(); keys != 10 || places != 10 || len(c.clock.queue) != 10 {
		t.Errorf("held %d keys, %d places, %d events, want 10 of each", keys, places, len(c.clock.queue))
	}
	s.release(s.first.EntityID)
	if keys, places := s.store.held(); keys != 0 || places != 0 || len(c.clock.queue) != 0 {
		t.Errorf("held %d keys, %d places, %d events after the release", keys, places, len(c.clock.queue))
	}
}

// TestNoNumberIsKept looks through all that a registration keeps.
func TestNoNumberIsKept(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	f := standing("card.number", "4200000000000000", "card.holder", "Jane", "card.expiryMonth", "05", "card.expiryYear",
		"2034", "card.cvv", "123", "bankAccount.iban", "DE23100000001234567890", "virtualAccount.password", "hush")
	a := s.accountOf(f, binDigits)
	for _, secret := range []string{"4200000000000000", "DE23100000001234567890", "hush", `"123"`} {
		if strings.Contains(string(a.members), secret) || strings.Contains(string(a.mark[:]), secret) {
			t.Errorf("the account keeps %q: %s", secret, a.members)
		}
	}
	if !strings.Contains(string(a.members), `"bin":"420000","last4Digits":"0000"`) {
		t.Errorf("the account is %s", a.members)
	}
}

// TestAnAccountThatIsTooOldIsForgottenInOrder stores cards that expired so long
// ago that the time to forget them has come before they are kept, while others
// move the clock on.
func TestAnAccountThatIsTooOldIsForgottenInOrder(t *testing.T) {
	t.Parallel()
	s := New(Config{})
	v := visitor{s, s.first}
	kept := debit(s, t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 500 {
				v.send("POST", "registrations", "paymentBrand=VISA", "card.number=4200000000000000",
					"card.expiryMonth=05", "card.expiryYear=2019")
			}
		})
	}
	all.Wait()
	s.channel(v.c.EntityID).clock.catchUp()
	left := s.channel(v.c.EntityID).payments()
	if len(left) != 1 || left[0].id != kept {
		t.Errorf("%d transactions are left, want the payment %s", len(left), kept)
	}
}
