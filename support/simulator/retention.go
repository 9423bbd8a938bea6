package simulator

import "time"

// DefaultRetention is how long a payment is remembered unless told otherwise:
// 14 months. Source: data retention policy of a reseller; D36.
const DefaultRetention = 14 * 365 * 24 * time.Hour / 12

// forgotten says whether a payment is too old to be known: it is answered for
// like one that never was (D21). Accounts that are stored have a life of their
// own, and so have schedules: one that is in force goes on.
func (p *payment) forgotten(now time.Time, retention time.Duration) bool {
	lives := p.kind == typeRG || p.kind == typeSD && p.waiting.Load()
	return !lives && p.made != 0 && now.UnixNano()-p.made > int64(retention)
}

// forgetOld drops what a channel need not hold any more. What grows old while
// nobody advances the clock is dropped when the number of payments demands it.
func (s *Server) forgetOld(c *channel) {
	now := c.clock.now()
	for _, p := range c.all() {
		if p.forgotten(now, c.retention) {
			s.store.drop(p)
		}
	}
}
