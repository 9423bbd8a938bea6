package simulator

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"assay/support/spec"
)

var (
	adviceIgnored = wrongly("registrations", "advice-ignored",
		"a retry against the issuer's advice is not blocked")
	adviceEndless = wrongly("registrations", "advice-never-ends", "an issuer's advice blocks retries for good")
	adviceForAll  = wrongly("registrations", "advice-blocks-all", "an issuer's advice blocks every account")
)

// maxBlocks is how many blocked accounts a channel remembers; then the oldest is
// forgotten.
const maxBlocks = 1000

// blocks are a channel's accounts that may not be tried again for a while,
// because a decline came with a merchant advice.
type blocks struct {
	some atomic.Bool // there is one perhaps: whoever asks need not lock
	mu   sync.Mutex
	list []block // guarded by mu; oldest first
}

type block struct {
	mark    mark
	advice  spec.Advice
	until   time.Time // zero = for good
	expires time.Time // the card's expiry as declined
}

// add blocks an account; the newest advice about it counts.
func (b *blocks) add(added block) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.list = slices.DeleteFunc(b.list, func(old block) bool { return old.mark == added.mark })
	if len(b.list) >= maxBlocks {
		b.list = slices.Delete(b.list, 0, 1)
	}
	b.list = append(b.list, added)
	b.some.Store(true)
}

// find returns the block of an account.
func (b *blocks) find(m mark) (block, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.IndexFunc(b.list, func(old block) bool { return old.mark == m })
	if i < 0 {
		return block{}, false
	}
	return b.list[i], true
}

// checkAdvice refuses a retry against the issuer's advice. An advice that asks
// for new card data or 3-D Secure lets either through.
//
// Source: advices.tsv; result codes 700.600 and 700.601.
func (s *Server) checkAdvice(e *exchange, _ *payment) string {
	if !e.channel.blocks.some.Load() || e.profile.faulty(adviceIgnored) {
		return ""
	}
	number, expires := e.account()
	if e.profile.faulty(adviceForAll) {
		number = mark{}
	}
	b, blocked := e.channel.blocks.find(number)
	switch {
	case !blocked, !b.until.IsZero() && !e.now.Before(b.until):
		return ""
	case b.advice.Liftable && (!expires.Equal(b.expires) || e.form.any("threeDSecure.")):
		return ""
	}
	return b.advice.Code
}

// advised is the block of the account of a payment that is declined with an
// advice, before it begins. How a decline gets its advice is the simulator's own:
// the holder's name asks for it (D24).
func (e *exchange) advised() (block, bool) {
	a, known := spec.LookupAdvice(e.order.advice)
	if !known {
		return block{}, false
	}
	b := block{advice: a}
	if b.mark, b.expires = e.account(); e.profile.faulty(adviceForAll) {
		b.mark = mark{}
	}
	return b, true
}

// from is a block that begins at a time.
func (b block) from(at time.Time, c *profile) block {
	if b.advice.Time > 0 && !c.faulty(adviceEndless) {
		b.until = at.Add(b.advice.Time)
	}
	return b
}

// account tells whose account a payment is made with, and when its card expires.
func (e *exchange) account() (mark, time.Time) {
	if stored := e.order.stored; stored != nil {
		return stored.mark, stored.expires
	}
	return markOf(accountNumber(&e.form)), cardExpiry(&e.form)
}
