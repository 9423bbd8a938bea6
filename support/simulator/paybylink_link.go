package simulator

import (
	"slices"
	"strings"
	"sync"
	"time"
)

var (
	linkLifeIgnored  = wrongly("paybylink", "link-life-ignored", "validUntil changes nothing about a payment link")
	offLinkPays      = wronglyShown("paybylink", "switched-off-link-pays", "a payment link still pays when it is off")
	expiredLinkPays  = wronglyShown("paybylink", "expired-link-pays", "an expired payment link still pays")
	linkPaysTwice    = wronglyShown("paybylink", "link-pays-twice", "a payment link pays more than once")
	declineUsesUp    = wronglyShown("paybylink", "decline-uses-link-up", "a declined attempt uses a payment link up")
	linkReferenceOut = wronglyShown("paybylink", "link-reference-lost", "payments by link lose merchantTransactionId")
)

// linkStatus is how a link stands, by the number that answers have. Which numbers
// a real gateway has is not published; these are decided.
type linkStatus int

const (
	linkOpen linkStatus = iota + 1
	linkPaid
	linkExpired
	linkOff
)

// paymentLink is what a merchant lets a shopper pay by. It keeps what the request
// said about payments and the page, and no account: the request had none.
type paymentLink struct {
	id          string
	channel     *channel
	made, until time.Time
	params      []param // of its payments
	back        string  // shopperResultUrl; "" = the shopper stays
	show        linkShow

	mu        sync.Mutex // guards all below; taken before that of a chain
	off       bool
	paying    bool // an attempt is being carried out
	checkouts []*linkCheckout
}

// linkCheckout is a visit to a link, with what came of its newest attempt.
type linkCheckout struct {
	id   string
	made time.Time

	// Guarded by the link's mu.
	transaction string   // id of the newest payment; "" = none yet
	waits       *payment // that payment, while it is pending
	code        string   // its result code
	state       state    // its state; pending, too, without a payment
	notice      string   // what the page says about the last attempt
}

// newPaymentLink makes the link that a request asks for.
func newPaymentLink(e *exchange) *paymentLink {
	hours, _ := linkLife(&e.form)
	if e.profile.faulty(linkLifeIgnored) {
		hours = linkDays * 24
	}
	l := &paymentLink{
		id: e.channel.ids.uuid(), channel: e.channel, made: e.now, until: e.now.Add(time.Duration(hours) * time.Hour),
		back: strings.Clone(e.form.get("shopperResultUrl")),
	}
	if e.profile.faulty(linkIDPlain) {
		l.id = e.channel.ids.hex32()
	}
	for _, p := range e.form.params {
		if p.value != "" && !ofTheLink(p.name) && !(p.name == "merchantTransactionId" && e.profile.faulty(linkReferenceOut)) {
			l.params = append(l.params, param{name: strings.Clone(p.name), value: strings.Clone(p.value)})
		}
	}
	l.show = e.linkShow()
	return l
}

// linkNode ends the id of a checkout (D22).
const linkNode = ".uat01-vm-tx01"

// maxCheckouts is how many visits a link remembers; then the oldest goes that
// came to nothing.
const maxCheckouts = 50

// open begins a visit.
func (l *paymentLink) open(now time.Time) *linkCheckout {
	c := &linkCheckout{
		id: strings.ToUpper(l.channel.ids.hex32()) + linkNode, made: now, code: codePending, state: pending,
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.checkouts) >= maxCheckouts {
		l.catchUp()
		i := slices.IndexFunc(l.checkouts, func(c *linkCheckout) bool { return c.waits == nil && c.state != approved })
		l.checkouts = slices.Delete(l.checkouts, max(i, 0), max(i, 0)+1)
	}
	l.checkouts = append(l.checkouts, c)
	return c
}

// checkout finds a visit, nil if there is none.
func (l *paymentLink) checkout(id string) *linkCheckout {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.checkouts, func(c *linkCheckout) bool { return c.id == id })
	if i < 0 {
		return nil
	}
	l.catchUp()
	return l.checkouts[i]
}

// catchUp notes what became of payments that were pending; with mu held. A payment
// that has ended is left to the store: the link knows its id.
func (l *paymentLink) catchUp() {
	for _, c := range l.checkouts {
		if c.waits == nil {
			continue
		}
		c.waits.chain.mu.Lock()
		c.code, c.state = c.waits.code, c.waits.state()
		c.waits.chain.mu.Unlock()
		if c.state != pending || c.waits.gone.Load() {
			c.waits = nil
		}
	}
}

// has says whether a visit's newest attempt is in a state; with mu held.
func (l *paymentLink) has(s state) bool {
	return slices.ContainsFunc(l.checkouts, func(c *linkCheckout) bool { return c.transaction != "" && c.state == s })
}

// status is how the link stands at a time; with mu held, after catchUp.
func (l *paymentLink) status(now time.Time) linkStatus {
	c := l.channel.profile.Load()
	switch {
	case l.has(approved) && !c.faulty(linkPaysTwice), l.has(rejected) && c.faulty(declineUsesUp):
		return linkPaid
	case l.off && !c.faulty(offLinkPays):
		return linkOff
	case !now.Before(l.until) && !c.faulty(expiredLinkPays):
		return linkExpired
	}
	return linkOpen
}

// underWay returns the visit whose payment waits for its shopper or for money, so
// that no other may begin; with mu held, after catchUp.
func (l *paymentLink) underWay() *linkCheckout {
	i := slices.IndexFunc(l.checkouts, func(c *linkCheckout) bool { return c.waits != nil })
	if i < 0 {
		return nil
	}
	return l.checkouts[i]
}

// begin reserves the link for an attempt and says whether that was possible.
func (l *paymentLink) begin(now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.catchUp()
	if l.paying || l.underWay() != nil || l.status(now) != linkOpen {
		return false
	}
	l.paying = true
	return true
}

// attempted ends an attempt with the payment that was made, or with a notice
// alone.
func (l *paymentLink) attempted(c *linkCheckout, p *payment, notice string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.paying, c.notice = false, notice
	if p != nil {
		c.transaction, c.waits = p.id, p
		l.catchUp()
	}
}

// maxLinks is how many links a channel remembers; then the oldest goes.
const maxLinks = 1000

// linkList is the links of a channel.
type linkList struct {
	mu   sync.Mutex
	list []*paymentLink // guarded by mu; oldest first
}

// keepLink stores a link; if its channel was given back meanwhile, it goes too.
func (s *Server) keepLink(l *paymentLink) {
	s.links.Store(l.id, l)
	all := &l.channel.links
	all.mu.Lock()
	all.list = append(all.list, l)
	if len(all.list) > maxLinks {
		s.links.Delete(all.list[0].id)
		all.list[0] = nil
		all.list = all.list[1:]
	}
	all.mu.Unlock()
	if l.channel.closed.Load() {
		s.forgetLinks(l.channel)
	}
}

// link finds a link; one that is older than what a channel remembers is not known
// (D36).
func (s *Server) link(id string) *paymentLink {
	found, known := s.links.Load(id)
	if !known {
		return nil
	}
	l := found.(*paymentLink)
	if l.channel.clock.now().Sub(l.made) > l.channel.retention {
		return nil
	}
	return l
}

// forgetLinks forgets the links of a channel.
func (s *Server) forgetLinks(c *channel) {
	c.links.mu.Lock()
	defer c.links.mu.Unlock()
	for _, l := range c.links.list {
		s.links.Delete(l.id)
	}
	c.links.list = nil
}
