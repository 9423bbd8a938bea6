package simulator

import "strings"

// followUp answers POST /v1/payments/{id}: a capture, refund, reversal or
// another step on an earlier payment. The ledger decides; a refused step has an
// id too and is found by queries.
//
// Source: Back-office operations; recorded answers; D09.
func (s *Server) followUp(e *exchange) {
	f := &e.form
	kind := f.get("paymentType")
	wrong := f.parameters(&e.profile.settings, followTypes)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.require(f, "paymentType")
	if kind == typeCP || kind == typeRF || kind == typeRB || kind == typeCB {
		wrong.require(f, "amount", "currency")
	}
	if !s.admit(e, wrong) {
		return
	}
	original := s.store.find(e.id)
	if original == nil || original.id != e.id {
		s.refuseStep(e, kind, unknownReference(kind))
		return
	}
	if original.channel != e.channel {
		s.refuseStep(e, kind, codeOtherChannel)
		return
	}
	e.assumed = original.chain.assumed
	original.chain.mu.Lock()
	if !original.postCalls.allow(e.now, e.profile.settings.postsPerMinute) {
		original.chain.mu.Unlock()
		s.throttled(e, e.id)
		return
	}
	p := s.takeStep(e, original, kind)
	original.chain.mu.Unlock()
	s.keepFollowUp(e, p)
}

// takeStep lets the ledger decide and books; with chain.mu held.
func (s *Server) takeStep(e *exchange, original *payment, kind string) *payment {
	f := &e.form
	st := step{
		kind: own(followTypes, kind), on: original.move, at: e.now,
		currency: strings.ToUpper(f.get("currency")), mode: f.get("testMode"),
	}
	st.amount, _ = parseAmount(f.get("amount"))
	c := original.chain
	p := &payment{channel: e.channel, chain: c, move: -1, kind: st.kind, on: original.id, at: e.now}
	p.id, p.number = e.channel.ids.id()
	p.code = codeRefRejected
	if original.move >= 0 {
		p.code = c.ledger.check(st, e.profile.settings.rules)
	}
	if p.code == "" {
		p.code = successCode(c.ledger[original.move].mode)
		p.move = len(c.ledger)
		c.ledger = c.ledger.book(st)
	}
	return p
}

// refuseStep answers a step on a payment that cannot be referred to.
func (s *Server) refuseStep(e *exchange, kind, code string) {
	p := newInitial(e.channel, own(followTypes, kind))
	p.on = strings.Clone(e.id)
	p.at, p.code = e.now, code
	s.keepFollowUp(e, p)
}

func (s *Server) keepFollowUp(e *exchange, p *payment) {
	p.take(&e.form)
	e.out.b = e.out.b[:0]
	echo(&e.out, &e.form)
	p.echo = append([]byte(nil), e.out.b...)
	if p.reference != "" {
		e.channel.claim(p, false)
	}
	s.keep(p)
	p.announce()
	s.answerPayment(e, p, false)
}
