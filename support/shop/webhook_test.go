package shop_test

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"assay/support/mask"
	"assay/support/shop"
)

// publishedKey is that of the known-answer vectors.
const publishedKey = "000102030405060708090A0B0C0D0E0F000102030405060708090A0B0C0D0E0F"

// Vectors published with a gateway's documentation, which any client can check
// its decryption against.
const (
	firstVector  = "3D575574536D450F71AC76D8"
	firstTag     = "19FDD068C6F383C173D3A906F7BD1D83"
	firstBody    = "F8E2F759E528CB69375E51DB2AF9B53734E393"
	secondVector = "000000000000000000000000"
	secondTag    = "CE573FB7A41AB78E743180DC83FF09BD"
	secondBody   = "0A3471C72D9BE49A8520F79C66BBD9A12FF9"
)

func TestDecrypt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                      string
		secret, vector, tag, body string
		plain                     string // "" = an error
	}{
		{"the first published vector", publishedKey, firstVector, firstTag, firstBody, `{"type": "PAYMENT"}`},
		{"the second published vector", publishedKey, secondVector, secondTag, secondBody, `{"type":"PAYMENT"}`},
		{
			"lower-case hex", strings.ToLower(publishedKey), strings.ToLower(firstVector), strings.ToLower(firstTag),
			strings.ToLower(firstBody), `{"type": "PAYMENT"}`,
		},
		{
			"a JSON wrapper", publishedKey, firstVector, firstTag, `{"encryptedBody": "` + firstBody + `"}`,
			`{"type": "PAYMENT"}`,
		},
		{"a line break at the end", publishedKey, firstVector, firstTag, firstBody + "\n", `{"type": "PAYMENT"}`},
		{"another secret", strings.Repeat("00", 32), firstVector, firstTag, firstBody, ""},
		{"a secret that is none", "secret", firstVector, firstTag, firstBody, ""},
		{"a short secret", publishedKey[:32], firstVector, firstTag, firstBody, ""},
		{"another vector", publishedKey, secondVector, firstTag, firstBody, ""},
		{"another tag", publishedKey, firstVector, secondTag, firstBody, ""},
		{"no vector", publishedKey, "", firstTag, firstBody, ""},
		{"no tag", publishedKey, firstVector, "", firstBody, ""},
		{"a tag of the wrong length", publishedKey, firstVector, firstTag[:30], firstBody, ""},
		{"a body that was changed", publishedKey, firstVector, firstTag, "00" + firstBody[2:], ""},
		{"a body that is not hex", publishedKey, firstVector, firstTag, "type=PAYMENT", ""},
		{"half a byte", publishedKey, firstVector, firstTag, firstBody + "0", ""},
		{"plain JSON", publishedKey, firstVector, firstTag, `{"type":"PAYMENT"}`, ""},
		{"broken JSON", publishedKey, firstVector, firstTag, `{"encryptedBody":`, ""},
		{"nothing", publishedKey, firstVector, firstTag, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			plain, wrapped, err := shop.Decrypt(tt.secret, tt.vector, tt.tag, []byte(tt.body))
			if string(plain) != tt.plain || (err == nil) != (tt.plain != "") {
				t.Fatalf("Decrypt = %q, %v, want %q", plain, err, tt.plain)
			}
			if wrapped != strings.HasPrefix(tt.body, "{") {
				t.Errorf("wrapped = %v", wrapped)
			}
			if err != nil && strings.Contains(err.Error(), publishedKey[:32]) {
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
}

// FuzzDecrypt holds that whatever comes is either refused or was encrypted with
// the secret: then encrypting the result gives what came.
func FuzzDecrypt(f *testing.F) {
	f.Add(firstVector, firstTag, []byte(firstBody))
	f.Add(secondVector, secondTag, []byte(`{"encryptedBody":"`+secondBody+`"}`))
	f.Add("", "", []byte("{"))
	key, err := hex.DecodeString(publishedKey)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, vector, tag string, body []byte) {
		plain, _, err := shop.Decrypt(publishedKey, vector, tag, body)
		if err != nil {
			if plain != nil {
				t.Fatalf("%q together with the error %v", plain, err)
			}
			return
		}
		again, mark := sealed(t, key, vector, plain)
		if !strings.EqualFold(mark, tag) || !strings.Contains(strings.ToUpper(string(body)), again) {
			t.Fatalf("%q came out of what nobody encrypted", plain)
		}
	})
}

// sealed encrypts as a gateway does.
func sealed(t *testing.T, key []byte, vector string, plain []byte) (body, tag string) {
	t.Helper()
	nonce, err := hex.DecodeString(vector)
	if err != nil {
		t.Fatal(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	all := gcm.Seal(nil, nonce, plain, nil)
	end := len(all) - gcm.Overhead()
	return strings.ToUpper(hex.EncodeToString(all[:end])), strings.ToUpper(hex.EncodeToString(all[end:]))
}

// notify sends a notification as a gateway does, and returns the shop's answer.
func notify(t *testing.T, address, secret, plain string) int {
	t.Helper()
	key, err := hex.DecodeString(secret)
	if err != nil {
		t.Fatal(err)
	}
	body, tag := sealed(t, key, firstVector, []byte(plain))
	return send(t, address, body, tag)
}

func send(t *testing.T, address, body, tag string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "text/plain")
	req.Header.Set("X-Initialization-Vector", firstVector)
	req.Header.Set("X-Authentication-Tag", tag)
	res, err := (&http.Transport{DisableKeepAlives: true}).RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	return res.StatusCode
}

const aPayment = `{"type":"PAYMENT","payload":{"id":"8a1","merchantTransactionId":"run-1"}}`

func anything(shop.Notification) bool { return true }

func TestANotificationIsReceived(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{Mask: mask.New(mask.Options{})})
	seen := make(chan shop.Notification, 1)
	h := s.NewWebhook(shop.WebhookOptions{Observe: func(n shop.Notification) { seen <- n }})
	const pan = "4111111111111111"
	plain := `{"type":"REGISTRATION","action":"CREATED","payload":{"id":"8a1","note":"` + pan + ` ` + h.Secret() + `"}}`
	if status := notify(t, h.URL(), h.Secret(), plain); status != 200 {
		t.Errorf("the shop answers %d", status)
	}
	all, err := h.Wait(t.Context(), 1, anything)
	if err != nil {
		t.Fatal(err)
	}
	n := all[0]
	if n.Type != "REGISTRATION" || n.Action != "CREATED" || n.ID() != "8a1" || string(n.Body) != plain || n.Err != nil ||
		n.ContentType != "text/plain" || n.Vector != firstVector || n.Wrapped || n.Status != 200 || n.At.IsZero() {
		t.Errorf("notification = %+v", n)
	}
	shown := fmt.Sprintf("%+v %s", <-seen, n.URL)
	if strings.Contains(shown, pan) || strings.Contains(shown, h.Secret()) {
		t.Errorf("the observer was shown %s", shown)
	}
}

func TestTheSecretIsMasked(t *testing.T) {
	t.Parallel()
	m := mask.New(mask.Options{})
	s := openShop(t, shop.Options{Mask: m})
	h := s.NewWebhook(shop.WebhookOptions{})
	old := h.Secret()
	h.LoseSecret()
	for _, secret := range []string{old, h.Secret(), s.NewWebhook(shop.WebhookOptions{Secret: publishedKey}).Secret()} {
		if got := m.String("key " + secret + " of the webhook"); got != "key [secret] of the webhook" {
			t.Errorf("masked = %q", got)
		}
	}
}

func TestWhatCannotBeReadIsRefusedAndKept(t *testing.T) {
	t.Parallel()
	h := openShop(t, shop.Options{}).NewWebhook(shop.WebhookOptions{})
	secret := h.Secret()
	if status := notify(t, h.URL(), secret, "no JSON"); status != 400 {
		t.Errorf("what is no JSON: %d", status)
	}
	h.LoseSecret()
	if status := notify(t, h.URL(), secret, aPayment); status != 400 {
		t.Errorf("encrypted with a secret that was lost: %d", status)
	}
	all := h.Received()
	if len(all) != 2 || all[0].Err == nil || !errors.Is(all[1].Err, shop.ErrUnreadable) || all[1].Body != nil ||
		all[1].ID() != "" {
		t.Errorf("notifications = %+v", all)
	}
	if status := send(t, h.URL(), strings.Repeat("0", 2<<20), firstTag); status != 413 {
		t.Errorf("what is too long: %d", status)
	}
}

func TestAWebhookRefusesAsOftenAsItIsTold(t *testing.T) {
	t.Parallel()
	h := openShop(t, shop.Options{}).NewWebhook(shop.WebhookOptions{})
	h.Refuse(2, 503)
	for i, want := range []int{503, 503, 200, 200} {
		if status := notify(t, h.URL(), h.Secret(), aPayment); status != want {
			t.Errorf("answer %d = %d, want %d", i+1, status, want)
		}
	}
}

func TestWebhooksAtOneAddressTakeWhatTheyCanRead(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{})
	var seen []string
	see := func(n shop.Notification) { seen = append(seen, n.ID()) }
	mine := s.NewWebhook(shop.WebhookOptions{Secret: publishedKey, Shared: true, Observe: see})
	other := s.NewWebhook(shop.WebhookOptions{Secret: strings.Repeat("0a", 32), Shared: true})
	own := s.NewWebhook(shop.WebhookOptions{Secret: publishedKey})
	if mine.URL() != s.WebhookURL() || other.URL() != mine.URL() || own.URL() == mine.URL() {
		t.Errorf("addresses %s, %s and %s", mine.URL(), other.URL(), own.URL())
	}
	for _, secret := range []string{publishedKey, strings.Repeat("00", 32)} {
		if status := notify(t, s.WebhookURL(), secret, aPayment); status != 200 {
			t.Errorf("the shared address answers %d", status)
		}
	}
	notify(t, s.WebhookURL(), publishedKey, strings.Replace(aPayment, "8a1", "8a2", 1))
	find := func(id string) int {
		found, err := mine.Wait(t.Context(), 0, func(n shop.Notification) bool { return n.ID() == id })
		if err != nil {
			t.Error(err)
		}
		return len(found)
	}
	if twice := find("8a2") + find("8a2"); twice != 2 || len(seen) != 1 || find("8a1") != 1 {
		t.Errorf("the observer was shown %v, want what was waited for, once", seen)
	}
	if len(mine.Received()) != 2 || len(other.Received()) != 0 || len(own.Received()) != 0 {
		t.Errorf("received: %v, %v and %v", mine.Received(), other.Received(), own.Received())
	}
	if mine.Unread() != 1 || other.Unread() != 3 || own.Unread() != 0 {
		t.Errorf("not read: %d, %d and %d, want 1, 3 and 0", mine.Unread(), other.Unread(), own.Unread())
	}
}

// What is at one address for all is mostly somebody else's: it is looked at once,
// and takes nothing away from what was found before.
func TestWaitingAmongTheNotificationsOfOthers(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{})
	h := s.NewWebhook(shop.WebhookOptions{Secret: publishedKey, Shared: true})
	const others = 1100 // more than a webhook remembers
	looked, first, done := 0, make(chan struct{}), make(chan int)
	go func() {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		found, _ := h.Wait(ctx, 2, func(n shop.Notification) bool {
			if looked++; looked == 1 {
				close(first)
			}
			return n.ID() == "8a1"
		})
		done <- len(found)
	}()
	notify(t, h.URL(), publishedKey, aPayment)
	<-first
	for range others {
		notify(t, h.URL(), publishedKey, strings.Replace(aPayment, "8a1", "8a2", 1))
	}
	notify(t, h.URL(), publishedKey, aPayment)
	if found := <-done; found != 2 || looked > others+2 {
		t.Errorf("%d of 2 were found by looking %d times at %d notifications", found, looked, others+2)
	}
}

func TestWaitingForANotification(t *testing.T) {
	t.Parallel()
	s := openShop(t, shop.Options{})
	h := s.NewWebhook(shop.WebhookOptions{})
	notify(t, h.URL(), h.Secret(), aPayment)
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if all, err := h.Wait(ctx, 2, anything); len(all) != 1 || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait = %v, %v, want the one that came and the deadline", all, err)
	}
	if all, err := h.Wait(ctx, 0, func(shop.Notification) bool { return false }); len(all) != 0 || err != nil {
		t.Errorf("Wait for none = %v, %v", all, err)
	}
	late := make(chan error, 1)
	go func() { _, err := h.Wait(t.Context(), 2, anything); late <- err }()
	notify(t, h.URL(), h.Secret(), aPayment)
	if err := <-late; err != nil {
		t.Error(err)
	}
	h.Close()
	for _, address := range []string{h.URL(), s.URL() + "webhook/guess"} {
		if status := notify(t, address, h.Secret(), aPayment); status != 404 {
			t.Errorf("%s: %d, want 404", address, status)
		}
	}
}
