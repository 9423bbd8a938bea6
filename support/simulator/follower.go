package simulator

import (
	"fmt"
	"net/http"
	"time"
)

// follower makes a transaction that the platform adds to a payment by itself: a
// receipt, an automatic capture, a chargeback. It carries the merchant's
// reference and descriptor and has no place in the ledger yet.
func (p *payment) follower(kind string, at time.Time) *payment {
	f := &payment{
		channel: p.channel, chain: p.chain, move: -1, kind: kind, on: p.id, reference: p.reference,
		descriptor: p.descriptor, at: at, made: at.UnixNano(),
	}
	f.id, f.number = p.channel.ids.id()
	return f
}

// keepFollower enters it where a merchant finds it, and tells of it; with
// chain.mu held.
func (s *Server) keepFollower(f *payment) {
	if f.reference != "" {
		f.channel.claim(f, false)
	}
	s.keep(f)
	f.notify()
}

// chargeBackPayment answers POST /payments/{id}/chargeback on the management
// port: the shopper's bank takes the money back, all that is left of it or the
// amount that the request names. Merchants learn of it from the reports.
//
// Source: Back-office operations, "Chargeback"; result code 700.400.402.
func (s *Server) chargeBackPayment(r *http.Request) (any, error) {
	var wish struct {
		Amount string `json:"amount"`
	}
	if err := read(r, &wish); err != nil {
		return nil, err
	}
	amount, readable := parseAmount(wish.Amount)
	if !readable && wish.Amount != "" {
		return nil, &Error{Message: fmt.Sprintf("%q is no amount", wish.Amount), Remedy: `use one such as "40.00"`}
	}
	p, err := s.namedPayment(r)
	if err != nil {
		return nil, err
	}
	p.channel.clock.catchUp()
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	cb, code := s.chargeBack(p, amount, p.channel.clock.now())
	if cb == nil {
		return nil, &Error{
			Message: fmt.Sprintf("payment %s (%s, %s) cannot be charged back: %s %s",
				p.id, p.kind, p.state(), code, s.verdicts[code].text),
			Remedy: "a DB, CP or RB can, once, up to what was not refunded",
		}
	}
	return map[string]any{"payments": []listing{cb.listing()}}, nil
}

// chargeBack books a chargeback by the platform, which may always send one; with
// chain.mu held. It returns nil and the code of the refusal where there is one.
func (s *Server) chargeBack(p *payment, amount minor, at time.Time) (*payment, string) {
	st, code := p.chargeback(amount, at)
	if code != "" {
		return nil, code
	}
	c := p.chain
	cb := p.follower(typeCB, at)
	cb.code, cb.move = p.channel.profile.Load().settings.chargebackCode, len(c.ledger)
	c.ledger = c.ledger.book(st)
	s.keepFollower(cb)
	return cb, ""
}

// chargeback is the platform's chargeback of a payment, of all that is left with
// an amount of 0, or the code of what speaks against it; with chain.mu held.
func (p *payment) chargeback(amount minor, at time.Time) (step, string) {
	if p.move < 0 {
		return step{}, codeRefRejected
	}
	l := p.chain.ledger
	if amount == 0 {
		amount = l[p.move].amount - l[p.move].returned
	}
	allowed := p.channel.profile.Load().settings.rules
	allowed.noChargebacks = false
	st := step{kind: typeCB, on: p.move, amount: amount, at: at}
	return st, l.check(st, allowed)
}
