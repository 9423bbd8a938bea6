package shop

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// maxNotifications bounds what one webhook remembers, maxBody what it reads.
const (
	maxNotifications = 1000
	maxBody          = 1 << 20
)

// WebhookOptions say how a webhook is reached and read.
type WebhookOptions struct {
	// Secret is the key of the notifications, 64 hex digits; "" makes one up.
	Secret string
	// Shared puts the webhook at the address that all others share, too
	// ([Shop.WebhookURL]), for a gateway where that is configured once, by hand.
	// It then gets what others cause as well.
	Shared bool
	// Observe may be nil; it hears of every notification, masked. With Shared,
	// only of those that were waited for: the others are somebody else's.
	Observe func(Notification)
}

// Webhook receives what a gateway tells. It is safe for concurrent use.
type Webhook struct {
	shop    *Shop
	token   string
	shared  bool
	observe func(Notification)

	mu       sync.Mutex
	secret   string
	failures int // answers to come that are refusals
	status   int // of these refusals
	received []*Notification
	dropped  int           // notifications that came before these
	unread   int           // that came to the shared address and did not open
	changed  chan struct{} // closed and replaced at every notification
}

// Notification is one message of the gateway's, as it came.
type Notification struct {
	At          time.Time
	URL         string // of the webhook, as it was called; masked
	ContentType string
	Vector      string // the initialization vector, in hex
	Wrapped     bool   // the body was an object with an encryptedBody
	Status      int    // what the shop answered
	Type        string // PAYMENT, REGISTRATION, ...; "" when there is none
	Action      string // CREATED, ...; "" when there is none
	Body        []byte // decrypted: {"type":...,"payload":{...}}; nil when it did not open
	Err         error  // why it did not

	id       string // of the transaction
	observed bool   // the observer has heard of it
}

// ID returns the id of the transaction that is told of.
func (n Notification) ID() string { return n.id }

// idIn finds the id of the transaction in a notification. Without one it tells of
// nothing.
func idIn(body []byte) string {
	var told struct {
		Payload struct {
			ID string `json:"id"`
		} `json:"payload"`
	}
	_ = json.Unmarshal(body, &told)
	return told.Payload.ID
}

// NewWebhook makes a webhook. Its address cannot be guessed, and lives until it
// is closed.
func (s *Shop) NewWebhook(o WebhookOptions) *Webhook {
	h := &Webhook{
		shop: s, token: rand.Text(), shared: o.Shared, observe: o.Observe, secret: o.Secret,
		changed: make(chan struct{}),
	}
	if h.secret == "" {
		h.secret = newSecret()
	}
	s.mask.Learn(h.secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.webhooks[h.token] = h
	return h
}

func newSecret() string {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	return hex.EncodeToString(key)
}

// URL returns the address to configure at the gateway.
func (h *Webhook) URL() string {
	if h.shared {
		return h.shop.WebhookURL()
	}
	return h.shop.address("webhook/"+h.token, nil)
}

// WebhookURL returns the address of all shared webhooks.
func (s *Shop) WebhookURL() string { return s.address("webhook", nil) }

// Secret returns the key that the gateway is to encrypt with.
func (h *Webhook) Secret() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.secret
}

// LoseSecret makes the shop read with another key than the gateway has.
func (h *Webhook) LoseSecret() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.secret = newSecret()
	h.shop.mask.Learn(h.secret)
}

// Refuse answers the next n notifications with a status that is no success.
func (h *Webhook) Refuse(n, status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures, h.status = n, status
}

// Close forgets the webhook; what comes later is answered with 404.
func (h *Webhook) Close() {
	h.shop.mu.Lock()
	defer h.shop.mu.Unlock()
	delete(h.shop.webhooks, h.token)
}

// Received returns the notifications so far, in the order in which they came.
func (h *Webhook) Received() []Notification {
	all, _, _ := h.find(0, func(Notification) bool { return true })
	return all
}

// Unread returns how many notifications came to the shared address that the
// webhook's secret does not open.
func (h *Webhook) Unread() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.unread
}

// Wait waits until n notifications fit and returns these; with an ended context
// it returns those that are there, and an error that says how long was waited.
// Each notification is looked at once: where all share an address, most are
// somebody else's.
func (h *Webhook) Wait(ctx context.Context, n int, fits func(Notification) bool) ([]Notification, error) {
	started := time.Now()
	var found []Notification
	for seen := 0; ; {
		more, all, changed := h.find(seen, fits)
		found, seen = append(found, more...), all
		if len(found) >= n {
			return found, nil
		}
		var cause error
		select {
		case <-changed:
			continue
		case <-h.shop.shut:
			cause = ErrClosed
		case <-ctx.Done():
			cause = context.Cause(ctx)
		}
		return found, fmt.Errorf("shop: %d of %d notifications came within %v: %w",
			len(found), n, time.Since(started).Round(time.Millisecond), cause)
	}
}

// find returns the notifications that fit, without the first few that were seen
// already, how many there have been, and what closes when there are more.
func (h *Webhook) find(seen int, fits func(Notification) bool) (found []Notification, all int, changed <-chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, n := range h.received[max(0, seen-h.dropped):] {
		if fits(*n) {
			h.show(n)
			found = append(found, *n)
		}
	}
	return found, h.dropped + len(h.received), h.changed
}

// show tells the observer of a notification, once; with mu held.
func (h *Webhook) show(n *Notification) {
	if n.observed || h.observe == nil {
		return
	}
	n.observed = true
	shown := *n
	shown.Body = h.shop.mask.Bytes(n.Body)
	shown.ContentType = h.shop.mask.String(n.ContentType)
	h.observe(shown)
}

// notified answers the address of one webhook.
func (s *Shop) notified(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	h := s.webhooks[r.PathValue("webhook")]
	s.mu.Unlock()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	switch {
	case h == nil || h.shared:
		w.WriteHeader(http.StatusNotFound)
	case err != nil:
		w.WriteHeader(http.StatusRequestEntityTooLarge)
	default:
		w.WriteHeader(h.take(h.read(r, body)))
	}
}

// notifiedAll answers the address that is shared: each webhook takes what it can
// read. What nobody can read is accepted too, the gateway's test among it:
// refused, it would come again for a month.
func (s *Shop) notifiedAll(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		w.WriteHeader(http.StatusRequestEntityTooLarge)
		return
	}
	s.mu.Lock()
	var sharing []*Webhook
	for _, h := range s.webhooks {
		if h.shared {
			sharing = append(sharing, h)
		}
	}
	s.mu.Unlock()
	for _, h := range sharing {
		if n := h.read(r, body); n.Err == nil {
			h.take(n)
		} else {
			h.mu.Lock()
			h.unread++
			h.mu.Unlock()
		}
	}
}

// read decrypts a notification.
func (h *Webhook) read(r *http.Request, body []byte) Notification {
	address := h.URL()
	if r.URL.RawQuery != "" {
		address += "?" + r.URL.RawQuery
	}
	n := Notification{
		At: time.Now(), URL: h.shop.mask.URL(address), ContentType: r.Header.Get("Content-Type"),
		Vector: r.Header.Get(vectorHeader),
	}
	n.Body, n.Wrapped, n.Err = Decrypt(h.Secret(), n.Vector, r.Header.Get(tagHeader), body)
	if n.Err != nil {
		return n
	}
	var told struct{ Type, Action string }
	if err := json.Unmarshal(n.Body, &told); err != nil {
		n.Body, n.Err = nil, fmt.Errorf("the notification is not JSON: %w", err)
		return n
	}
	n.Type, n.Action, n.id = told.Type, told.Action, idIn(n.Body)
	return n
}

// take keeps a notification and decides on the answer: what cannot be read is
// refused. The observer has heard of it before anybody who waits.
func (h *Webhook) take(n Notification) (status int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	n.Status = http.StatusOK
	switch {
	case n.Err != nil:
		n.Status = http.StatusBadRequest
	case h.failures > 0:
		h.failures--
		n.Status = h.status
	}
	if len(h.received) >= maxNotifications {
		h.received = slices.Delete(h.received, 0, 1)
		h.dropped++
	}
	h.received = append(h.received, &n)
	if !h.shared {
		h.show(&n)
	}
	close(h.changed)
	h.changed = make(chan struct{})
	return n.Status
}
