package simulator

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// caller is the network of a test: a shop that takes notifications, or does not.
type caller struct {
	mu    sync.Mutex
	fails bool
	tries map[string]int // by the payment's id
	taken map[string]int
}

func (c *caller) RoundTrip(r *http.Request) (*http.Response, error) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	id, err := idIn(string(raw), r.Header.Get("X-Initialization-Vector"), r.Header.Get("X-Authentication-Tag"))
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tries[id]++
	status := http.StatusOK
	if c.fails {
		status = http.StatusInternalServerError
	} else {
		c.taken[id]++
	}
	return &http.Response{StatusCode: status, Body: http.NoBody, Request: r}, nil
}

const hookKey = "000102030405060708090A0B0C0D0E0F000102030405060708090A0B0C0D0E0F"

func idIn(body, vector, tag string) (string, error) {
	key, _ := hex.DecodeString(hookKey)
	sealed, _ := hex.DecodeString(body + tag)
	nonce, _ := hex.DecodeString(vector)
	block, err := aes.NewCipher(key)
	if err != nil {
		return "", err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return "", err
	}
	plain, err := gcm.Open(nil, nonce, sealed, nil)
	if err != nil {
		return "", err
	}
	var told struct{ Payload struct{ ID string } }
	err = json.Unmarshal(plain, &told)
	return told.Payload.ID, err
}

// posted is a gateway with a webhook, whose calls the caller answers.
func posted(t rapid.TB, c *caller) (*Server, *channel) {
	t.Helper()
	s, err := build(Config{
		Now: func() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) },
		Channels: []Channel{{
			AccessToken: "token", Webhooks: []Webhook{{URL: "http://127.0.0.1:1/hook", Secret: hookKey, Active: true}},
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.office.client.Transport = c
	return s, s.channel(s.first.EntityID)
}

// payOn makes a payment and returns its id.
func payOn(t rapid.TB, s *Server) string {
	t.Helper()
	form := url.Values{
		"entityId": {s.first.EntityID}, "paymentType": {"PA"}, "amount": {"92.00"}, "currency": {"EUR"},
		"paymentBrand": {"VISA"}, "card.number": {"4200000000000000"}, "card.holder": {"Jane Jones"},
		"card.expiryMonth": {"05"}, "card.expiryYear": {"2034"}, "card.cvv": {"123"},
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/payments", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Authorization", "Bearer token")
	w := httptest.NewRecorder()
	s.API().ServeHTTP(w, r)
	var answer struct{ ID string }
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || answer.ID == "" {
		t.Fatalf("payment = %s, %v", w.Body, err)
	}
	return answer.ID
}

// TestEveryNotificationArrivesOnce lets payments, time and a shop that is now
// up and now down come as they may, for less than the 30 days of the retries.
func TestEveryNotificationArrivesOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := &caller{tries: map[string]int{}, taken: map[string]int{}}
		s, ch := posted(t, c)
		defer s.Close()
		advance := func(d time.Duration) {
			if _, err := ch.advance(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
		paid := map[string]bool{}
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			switch rapid.IntRange(0, 3).Draw(t, "event") {
			case 0, 1:
				paid[payOn(t, s)] = true
			case 2:
				advance(time.Duration(rapid.IntRange(1, 16*60).Draw(t, "minutes")) * time.Minute)
			case 3:
				advance(0)
				c.mu.Lock()
				c.fails = !c.fails
				c.mu.Unlock()
			}
		}
		advance(0)
		c.mu.Lock()
		c.fails = false
		c.mu.Unlock()
		advance(2 * day)
		for id := range paid {
			if c.taken[id] != 1 {
				t.Errorf("the notification of %s was taken %d times in %d tries, want once", id, c.taken[id], c.tries[id])
			}
		}
		if ch.mail.letters != 0 || len(ch.mail.queues) != 0 {
			t.Errorf("%d notifications and %d queues are left", ch.mail.letters, len(ch.mail.queues))
		}
	})
}

func TestTooManyNotificationsAreListedAsFailed(t *testing.T) {
	t.Parallel()
	c := &caller{fails: true, tries: map[string]int{}, taken: map[string]int{}}
	s, ch := posted(t, c)
	defer s.Close()
	for _, n := range []int{maxLetters, 5} {
		for range n {
			payOn(t, s)
		}
		if err := ch.mail.settle(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	lost := 0
	for _, f := range ch.mail.failures {
		if strings.HasPrefix(f.Reason, "too many") {
			lost++
		}
	}
	if ch.mail.letters != maxLetters || lost != 5 || len(ch.mail.failures) > maxFailures {
		t.Errorf("%d notifications wait and %d are lost, want %d and 5", ch.mail.letters, lost, maxLetters)
	}
}

// silent is a shop that never answers in time.
type silent struct{}

func (silent) RoundTrip(*http.Request) (*http.Response, error) { return nil, os.ErrDeadlineExceeded }

func TestAnAnswerThatIsTooLateIsNone(t *testing.T) {
	t.Parallel()
	s, ch := posted(t, nil)
	defer s.Close()
	s.office.client.Transport = silent{}
	payOn(t, s)
	if err := ch.mail.settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := ch.mail.failures[0].Reason, "no answer within 30s"; got != want {
		t.Errorf("reason = %q, want %q", got, want)
	}
}
