package simulator

import (
	"fmt"
	"net/http"
	"time"
)

var receiptMissing = wrongly("brands", "receipt-missing", "the money's arrival leaves no receipt")

// receive books the money's arrival on a payment that waits for it, and ends
// its waiting; with chain.mu held. A preauthorization gets a receipt, which is a
// transaction of its own and carries the merchant's reference; a debit is
// settled by the arrival itself. The receipt is nil where there is none.
//
// Source: Transaction types, RC; D33.
func (s *Server) receive(p *payment, at time.Time) *payment {
	p.end(successCode(p.chain.ledger[p.move].mode), approved, at)
	if p.kind != typePA || p.faulty(receiptMissing) {
		return nil
	}
	c := p.chain
	rc := p.follower(typeRC, at)
	rc.code, rc.move = p.code, len(c.ledger)
	c.ledger = c.ledger.receive(p.move, at)
	s.keepFollower(rc)
	return rc
}

// receive books a receipt of the whole of a preauthorization: nothing is left
// to capture or to release, and what came may be refunded.
func (l ledger) receive(on int, at time.Time) ledger {
	m := &l[on]
	m.taken += m.amount
	m.captures++
	return append(l, movement{
		kind: typeRC, on: on, amount: m.amount, currency: m.currency, mode: m.mode, state: approved, at: at,
	})
}

// awaitsMoney says whether money may arrive for a payment; with chain.mu held.
func (p *payment) awaitsMoney() bool {
	return p.session != nil && p.session.money && p.state() == pending
}

// receivePayment answers POST /payments/{id}/receipt on the management port: the
// money for a slip has arrived.
func (s *Server) receivePayment(r *http.Request) (any, error) {
	p, err := s.namedPayment(r)
	if err != nil {
		return nil, err
	}
	now := p.channel.clock.catchUp()
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	if !p.awaitsMoney() {
		return nil, &Error{
			Message: fmt.Sprintf("payment %s (%s, %s) does not wait for money", p.id, p.brand, p.state()),
			Remedy:  "only a pending payment by slip, transfer or later confirmation can be paid like that",
		}
	}
	rows := []listing{}
	rc := s.receive(p, now)
	rows = append(rows, p.listing())
	if rc != nil {
		rows = append(rows, rc.listing())
	}
	return map[string]any{"payments": rows}, nil
}
