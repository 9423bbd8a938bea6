package simulator

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// ask sends a request of the default channel through the handler and returns
// the status and the body.
func ask(s *Server, verb, path string, form url.Values) (int, string) {
	form.Set("entityId", s.first.EntityID)
	r := httptest.NewRequest(verb, path+"?"+form.Encode(), nil)
	if verb == http.MethodPost {
		r = httptest.NewRequest(verb, path, strings.NewReader(form.Encode()))
	}
	r.Header.Set("Authorization", "Bearer "+s.first.AccessToken)
	w := httptest.NewRecorder()
	s.API().ServeHTTP(w, r)
	return w.Code, w.Body.String()
}

func debit(s *Server, t *testing.T) string {
	t.Helper()
	status, body := ask(s, "POST", "/v1/payments", url.Values{
		"paymentType": {"DB"}, "amount": {"1.00"}, "currency": {"EUR"}, "paymentBrand": {"VISA"},
		"card.number": {"4200000000000000"}, "card.expiryMonth": {"05"}, "card.expiryYear": {"2099"},
		"merchantTransactionId": {"retention-1"},
	})
	if status != 200 {
		t.Fatalf("HTTP %d: %s", status, body)
	}
	return body[len(`{"id":"`):][:32]
}

// TestD36AfterItsRetentionAPaymentIsUnknown looks at a payment shortly before
// and shortly after, on a wall that does not drop it by an advance.
func TestD36AfterItsRetentionAPaymentIsUnknown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		given, age time.Duration
		known      bool
	}{
		{"14 months less a minute", 0, DefaultRetention - time.Minute, true},
		{"14 months and a minute", 0, DefaultRetention + time.Minute, false},
		{"less than was chosen", time.Hour, 59 * time.Minute, true},
		{"more than was chosen", time.Hour, 61 * time.Minute, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			now := noon
			s := New(Config{Retention: tt.given, Now: func() time.Time { return now }})
			id := debit(s, t)
			now = now.Add(tt.age)
			for _, look := range []struct {
				verb, path string
				form       url.Values
				gone       int
				code       string
			}{
				{"GET", "/v1/payments/" + id, url.Values{}, 404, codeUnknownPayment},
				{"GET", "/v1/query/" + id, url.Values{}, 400, codeUnknownPayment},
				{"GET", "/v1/query", url.Values{"merchantTransactionId": {"retention-1"}}, 400, codeUnknownPayment},
				{"POST", "/v1/payments/" + id, url.Values{
					"paymentType": {"RF"}, "amount": {"1.00"}, "currency": {"EUR"},
				}, 400, codeNotConfigured},
			} {
				status, body := ask(s, look.verb, look.path, look.form)
				if tt.known && status != 200 || !tt.known && (status != look.gone || !strings.Contains(body, look.code)) {
					t.Errorf("%s %s = HTTP %d: %s", look.verb, look.path, status, body)
				}
			}
		})
	}
}

// TestD36WhatIsForgottenIsNowhere looks at the corners that have lists of their
// own: what is linked, and references that may not come twice.
func TestD36WhatIsForgottenIsNowhere(t *testing.T) {
	t.Parallel()
	now := noon
	s := New(Config{
		Now:      func() time.Time { return now },
		Channels: []Channel{{Settings: map[string]string{"D23": "duplicates"}}},
	})
	id := debit(s, t)
	now = now.Add(DefaultRetention - time.Hour)
	_, body := ask(s, "POST", "/v1/payments/"+id, url.Values{
		"paymentType": {"RF"}, "amount": {"1.00"}, "currency": {"EUR"},
	})
	refund := body[len(`{"id":"`):][:32]
	now = now.Add(2 * time.Hour)
	status, body := ask(s, "GET", "/v3/query/"+refund, url.Values{"includeLinkedTransactions": {"true"}})
	if status != 200 || strings.Contains(body, `"id":"`+id) || !strings.Contains(body, `"id":"`+refund) {
		t.Errorf("linked with a refund of what is forgotten: HTTP %d: %s", status, body)
	}
	debit(s, t)
}

func TestD36AnAdvanceOfTheClockForgetsWhatIsOld(t *testing.T) {
	t.Parallel()
	for _, whose := range []string{"", "entityId"} {
		s := New(Config{})
		debit(s, t)
		if whose != "" {
			whose = s.first.EntityID
		}
		wish := fmt.Sprintf(`{"advance":%q,"entityId":%q}`, DefaultRetention+time.Hour, whose)
		w := httptest.NewRecorder()
		s.Management().ServeHTTP(w, httptest.NewRequest("POST", "/clock", strings.NewReader(wish)))
		if keys, places := s.store.held(); w.Code != 200 || keys != 0 || places != 0 {
			t.Errorf("HTTP %d: %d keys and %d places are still held", w.Code, keys, places)
		}
	}
}

func TestD36StoredAccountsDoNotGrowOldLikePayments(t *testing.T) {
	t.Parallel()
	account := &payment{kind: typeRG, made: noon.UnixNano()}
	if account.forgotten(noon.Add(2*DefaultRetention), DefaultRetention) {
		t.Error("a stored account is forgotten by the age of payments")
	}
}
