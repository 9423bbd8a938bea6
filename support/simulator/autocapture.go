package simulator

import (
	"time"

	"assay/support/spec"
)

var (
	autoCaptureMissing = wrongly("payments", "automatic-capture-missing", "a PA.CP is never captured")
	autoCaptureUnasked = wrongly("payments", "automatic-capture-of-suspects",
		"a PA.CP is captured although it is to be reviewed")
)

// captureAtOnce books the automatic capture of a PA.CP whose preauthorization
// has come to its end; with chain.mu held. It is withheld unless that is plainly
// approved, and money that arrived by itself needs none. The capture is a
// transaction of its own and carries the merchant's reference.
//
// Source: Transaction types, PA.CP; recorded answers. What the answer shows of
// the capture is not published: nothing.
func (s *Server) captureAtOnce(p *payment, at time.Time) {
	profile := p.channel.profile.Load()
	if p.state() != approved || p.session != nil && p.session.money || profile.faulty(autoCaptureMissing) ||
		spec.VerdictOf(p.code) != spec.Approved && !profile.faulty(autoCaptureUnasked) {
		return
	}
	c := p.chain
	m := &c.ledger[p.move]
	cp := p.follower(typeCP, at)
	st := step{kind: typeCP, on: p.move, amount: m.amount, at: at}
	if cp.code = c.ledger.check(st, c.limited(profile.settings.rules)); cp.code == "" {
		cp.code, cp.move = successCode(m.mode), len(c.ledger)
		c.ledger = c.ledger.book(st)
	}
	s.keepFollower(cp)
}
