package simulator

import (
	"strings"

	"assay/support/spec"
)

var (
	finalReleasesNothing = wrongly("backoffice", "final-releases-nothing", "the last capture leaves the rest reserved")
	otherBrandTaken      = wrongly("backoffice", "other-brand-accepted", "a step may be by another brand than the payment")
	stepNeedsNothing     = wrongly("backoffice", "step-needs-nothing", "a step without amount or currency is not refused as invalid")
	foreignStepTaken     = wrongly("backoffice", "foreign-step-accepted", "a step may be sent by another channel than the payment's")
	partBecomesWhole     = wrongly("backoffice", "part-becomes-whole", "a part is captured or refunded as the whole")
)

var registrationCapturesAgain = wrongly("registrations", "registration-captures-again",
	"a PA over a registration may be captured several times")

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
	switch kind {
	case typePA, typeCP, typeRF, typeRB, typeCB:
		if !e.profile.faulty(stepNeedsNothing) {
			wrong.require(f, "amount", "currency")
		}
	}
	if s.admit(e, wrong) {
		s.follow(e, own(followTypes, kind))
	}
}

// follow carries out a step on the payment e.id that has passed format and login.
func (s *Server) follow(e *exchange, kind string) {
	original := s.known(e, e.id)
	if original == nil {
		s.refuseStep(e, kind, unknownReference(kind, &e.profile.settings))
		return
	}
	if original.channel != e.channel && !e.profile.faulty(foreignStepTaken) {
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
	f, c := &e.form, original.chain
	st := step{
		kind: kind, on: original.move, at: e.now,
		currency: strings.ToUpper(f.get("currency")), mode: f.get("testMode"),
		final: f.get("sequence") == "FINAL" && !e.profile.faulty(finalReleasesNothing),
	}
	st.amount, _ = parseAmount(f.get("amount"))
	p := &payment{
		channel: e.channel, chain: c, move: -1, kind: kind, brand: e.order.name, on: original.id,
		at: e.now, made: e.now.UnixNano(),
	}
	p.id, p.number = e.channel.ids.id()
	p.code = codeRefRejected
	if original.move >= 0 {
		p.code = c.ledger.check(st, c.limited(e.profile.settings.rules))
	}
	if named := f.get("paymentBrand"); p.code == "" && named != "" && named != c.brand && !e.profile.faulty(otherBrandTaken) {
		p.code = codeOtherMethod // unverified: the text of the code
	}
	if p.code == "" {
		p.code = successOf(kind, c.ledger[original.move].mode, &e.profile.settings)
		p.move = len(c.ledger)
		if e.profile.faulty(partBecomesWhole) {
			st.amount = 0
		}
		c.ledger = c.ledger.book(st)
	}
	return p
}

// limited are a channel's rules with what the brand, or a payment over a
// registration, allows less. Source: limits.tsv; flows of tokenisation for the
// one capture of such a payment.
func (c *chain) limited(r rules) rules {
	r = r.within(spec.LimitsOf(c.brand))
	over := c.token != nil && c.token.registration.payment != c.first.id
	r.singleCapture = r.singleCapture || over && !r.faults.has(registrationCapturesAgain)
	return r
}

// within are a channel's rules with what a brand allows less than the channel.
func (r rules) within(l spec.Limits) rules {
	r.singleCapture = r.singleCapture || l.Captures == "single"
	r.fullCapture = r.fullCapture || l.Captures == "full"
	r.noCapture = r.noCapture || l.Captures == "none"
	r.fullRefund = r.fullRefund || l.Refunds == "full"
	return r
}

// successOf is what an approved step answers: that of a chargeback says why it
// came. Source: Result codes, "chargeback"; which one is the channel's, since
// no parameter is published.
func successOf(kind, mode string, c *settings) string {
	if kind == typeCB {
		return c.chargebackCode
	}
	return successCode(mode)
}

// known finds a payment of any channel that is not forgotten yet (D36).
func (s *Server) known(e *exchange, id string) *payment {
	p := s.store.find(id)
	if p == nil || p.id != id || p.forgotten(e.now, s.retention) {
		return nil
	}
	return p
}

// refuseStep answers a step on a payment that cannot be referred to.
func (s *Server) refuseStep(e *exchange, kind, code string) {
	p := newInitial(e.channel, kind)
	p.on = strings.Clone(e.id)
	p.brand = e.order.name
	p.at, p.made, p.code = e.now, e.now.UnixNano(), code
	s.keepFollowUp(e, p)
}

func (s *Server) keepFollowUp(e *exchange, p *payment) {
	p.take(&e.form)
	e.out.b = e.out.b[:0]
	if stored := e.order.stored; stored != nil { // of an increment
		e.out.raw(stored.members)
		echoOthers(&e.out, &e.form)
	} else {
		echo(&e.out, &e.form)
	}
	p.echo = append([]byte(nil), e.out.b...)
	if p.reference != "" {
		e.channel.claim(p, false)
	}
	s.keep(p)
	p.announce()
	s.answerPayment(e, p, false)
}
