package simulator

import (
	"sync"
	"sync/atomic"
	"time"
)

// payment is one transaction as the gateway keeps it. What never changes is
// read without a lock; the rest is guarded by its chain's.
type payment struct {
	id         string
	on         string // id it refers to; "" for an initial payment
	number     uint64 // order of making within the channel
	made       int64  // Unix nanoseconds; a report by date goes by it, and its age (D36)
	channel    *channel
	chain      *chain
	move       int // in the chain's ledger; -1 when it was refused before it got there
	kind       string
	brand      string
	reference  string // merchantTransactionId
	descriptor string // as sent; "" = the platform's own
	echo       []byte // JSON members that repeat the request; no PAN, no CVV, no secret
	session    *session
	secured    *secured   // nil = 3-D Secure has nothing to do with it
	risk       *screening // nil = its risk was not asked about

	registration *registration // of a stored account (RG); nil for all else

	place   atomic.Uint64 // in the store's ring
	waiting atomic.Bool   // pending, or a schedule in force: mirrors that for whoever may not lock
	gone    atomic.Bool

	// Guarded by chain.mu.
	code        string
	found       findings  // of its card's issuer
	at          time.Time // of the last change
	statusCalls throttle
	postCalls   throttle
	queryCalls  throttle

	row int // in the channel's journal, whose lock guards it
}

// chain is an initial payment with everything that refers to it. Its lock is
// the one owner of their state.
//
// Whoever holds a lock may take those that stand behind it here, and no other:
//
//	clock.advancing   an advance
//	clock.running     an event of the clock
//	checkout.mu       of COPYandPAY
//	chain.mu          of a payment; of two never both, but for
//	chain.mu          of the registration (RG) that the payment stores or is paid with
//	mailroom.mu       what webhooks are told; it is told with chain.mu held
//	postOffice.mu     who is told next
//	clock.mu          the clock's queue
//
// The locks of the store's shards, of a channel's lists of references, of its
// journal, blocks and count of reports are held for one access each, and none is
// taken behind them. So nobody who holds chain.mu may let the clock catch up.
type chain struct {
	mu      sync.Mutex
	ledger  ledger
	assumed bool     // the brand's workflow is inferred, not sourced; never changes
	brand   string   // of the initial payment; never changes
	first   *payment // what it began with; never changes

	scheduled bool      // a schedule made the initial payment; never changes
	schedule  *schedule // of a subscription that was accepted; nil for all else; never changes
	checkout  string    // id of the checkout that it was made in; "" = none; never changes

	linked []*payment // what refers to it, oldest first; guarded by the channel's journal

	// Of the first payment; none changes once it is kept.
	token     *payment                       // the RG that it stores or is paid with; nil = none
	agreement *agreement                     // of a card on file; nil = none
	onEnd     func(p *payment, at time.Time) // told of its end, with mu held; nil for most
}

// initial is what a first payment needs, in one piece of memory.
type initial struct {
	payment
	chain chain
	moves [1]movement
}

// newInitial makes a payment that begins a chain.
func newInitial(c *channel, kind string) *payment {
	whole := &initial{}
	p := &whole.payment
	p.id, p.number = c.ids.id()
	p.channel, p.kind = c, kind
	p.chain = &whole.chain
	p.chain.first = p
	p.chain.ledger = whole.moves[:1:1]
	p.chain.ledger[0] = movement{kind: kind, on: -1, state: rejected}
	return p
}

// state returns how far the payment has come; with chain.mu held.
func (p *payment) state() state {
	if p.move < 0 {
		return rejected
	}
	return p.chain.ledger[p.move].state
}

// held says whether a payment stays while others that are final leave.
func (p *payment) held() bool {
	return p.waiting.Load() || p.registration != nil && p.registration.plans.Load() > 0
}

// settle gives a pending payment its end; with chain.mu held. It says whether
// the payment was still pending.
func (p *payment) settle(code string, s state, at time.Time) bool {
	m := &p.chain.ledger[p.move]
	if m.state != pending {
		return false
	}
	m.state, m.at = s, at
	p.code, p.at = p.risk.answered(code), at
	p.waiting.Store(false)
	p.tellRegistration(at)
	if p.session != nil && p.session.ended != nil {
		close(p.session.ended)
	}
	p.notify()
	p.callBack()
	if p.chain.onEnd != nil {
		p.chain.onEnd(p, at)
	}
	return true
}
