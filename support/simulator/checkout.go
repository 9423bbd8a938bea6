package simulator

import (
	"container/list"
	"strings"
	"sync"
	"time"
)

// checkoutLife is how long a checkout may be paid and asked about, on the
// channel's clock. Source: COPYandPAY, lifetime of a checkout; D18.
const checkoutLife = 30 * time.Minute

// maxAttempts bounds what one checkout remembers of its shopper's tries.
const maxAttempts = 50

// checkout is what a merchant has prepared for its shopper to complete in the
// widget. It has no card data: those come with each attempt, and go with it.
type checkout struct {
	id      string // ndc of everything about it, too
	channel *channel
	expiry  *event
	place   *list.Element // in the store's order, whose lock guards it

	mu        sync.Mutex // guards all below; a chain's lock may be taken while it is held
	params    []param    // what the merchant has said so far
	integrity bool       // answers have the hash of the script
	stored    []*payment // registrations that the widget offers
	attempts  []*payment // what the shopper has tried, oldest first
	busy      bool       // an attempt is being decided
	consumed  bool       // its success was read
	reads     throttle
	posts     throttle
}

// get returns a value that the merchant has set; with mu held.
func (c *checkout) get(name string) string {
	for i := range c.params {
		if c.params[i].name == name {
			return c.params[i].value
		}
	}
	return ""
}

// take keeps what the merchant says. The words are copies: the request's own
// memory is used again.
func (c *checkout) take(f *form) {
	for i := range f.params {
		p := &f.params[i]
		switch {
		case p.value == "" || isLogin(p.name):
		case p.name == "integrity":
			c.integrity = p.value == "true"
		default:
			c.set(strings.Clone(p.name), strings.Clone(p.value))
		}
	}
}

func (c *checkout) set(name, value string) {
	for i := range c.params {
		if c.params[i].name == name {
			c.params[i].value = value
			return
		}
	}
	c.params = append(c.params, param{name: name, value: value})
}

// isLogin says whether a parameter only says who asks.
func isLogin(name string) bool {
	return name == "entityId" || strings.HasPrefix(name, "authentication.")
}

// forTokens says whether nothing is paid and an account is stored; with mu held.
func (c *checkout) forTokens() bool { return c.get("paymentType") == "" }

// resource is the last segment of where the outcome is read; with mu held.
func (c *checkout) resource() string {
	if c.forTokens() {
		return "registration"
	}
	return "payment"
}

// outcome is what has become of it: what was approved, or else the newest
// attempt, nil if there is none; with mu held.
func (c *checkout) outcome() (p *payment, won bool) {
	for _, p := range c.attempts {
		p.chain.mu.Lock()
		state := p.state()
		p.chain.mu.Unlock()
		if state == approved {
			return p, true
		}
	}
	if n := len(c.attempts); n > 0 {
		return c.attempts[n-1], false
	}
	return nil, false
}

// conclude ends what else is pending once an attempt was approved, in another tab
// say, so that a shopper pays once. Decided; with mu held.
func (c *checkout) conclude(now time.Time) {
	if _, won := c.outcome(); won && !c.channel.profile.Load().faulty(checkoutPaidTwice) {
		c.abandon(now)
	}
}

// abandon ends the attempts that wait for their shopper; with mu held.
func (c *checkout) abandon(now time.Time) {
	for _, p := range c.attempts {
		p.chain.mu.Lock()
		if p.session != nil && p.state() == pending {
			p.fail(codeCancelled, now)
		}
		p.chain.mu.Unlock()
	}
}

// ofChain is what a payment remembers of its checkout; "" for one without.
func (c *checkout) ofChain() string {
	if c == nil {
		return ""
	}
	return c.id
}

// hold remembers an attempt; a payment without a checkout is none.
func (c *checkout) hold(p *payment) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.attempts = append(c.attempts, p)
}

// checkouts holds those of all channels by id, up to a number: a new one takes
// the place of the oldest (D36).
type checkouts struct {
	most int

	mu    sync.RWMutex // guards all below; no other lock is taken while it is held
	byID  map[string]*checkout
	order *list.List // oldest first
}

func newCheckouts(most int) *checkouts {
	if most <= 0 {
		most = DefaultMaxPayments
	}
	return &checkouts{most: most, byID: map[string]*checkout{}, order: list.New()}
}

// find returns the checkout with that id, nil if there is none any more.
func (s *checkouts) find(id string) *checkout {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.byID[id]
}

// put keeps a checkout; if its channel was given back meanwhile, it goes too.
func (s *checkouts) put(c *checkout) {
	var oldest *checkout
	s.mu.Lock()
	s.byID[c.id], c.place = c, s.order.PushBack(c)
	if s.order.Len() > s.most {
		oldest = s.order.Front().Value.(*checkout)
	}
	s.mu.Unlock()
	if oldest != nil {
		s.drop(oldest)
	}
	if c.channel.closed.Load() {
		s.drop(c)
	}
}

// drop forgets a checkout.
func (s *checkouts) drop(c *checkout) {
	s.mu.Lock()
	if s.byID[c.id] == c {
		delete(s.byID, c.id)
		s.order.Remove(c.place)
	}
	s.mu.Unlock()
	c.channel.clock.cancel(c.expiry)
}

// release forgets all checkouts of a channel.
func (s *checkouts) release(ch *channel) {
	var gone []*checkout
	s.mu.RLock()
	for _, c := range s.byID {
		if c.channel == ch {
			gone = append(gone, c)
		}
	}
	s.mu.RUnlock()
	for _, c := range gone {
		s.drop(c)
	}
}
