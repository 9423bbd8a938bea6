package simulator

import (
	"slices"
	"strings"
	"time"
)

var (
	foreignPays = wrongly("registrations", "foreign-registration-pays",
		"a registration of another channel can be paid with and deleted")
	expiredPays = wrongly("registrations", "expired-registration-pays",
		"a stored card pays after it has expired")
	paysUnlimited = wrongly("registrations", "registration-not-limited",
		"any number of payments a minute can be made with one registration")
	readingUnlimited = wrongly("registrations", "reading-not-limited",
		"a registration can be read any number of times an hour")
	deletionKeeps = wrongly("registrations", "deletion-keeps",
		"a deletion is confirmed and the registration stays")
)

// readRegistration answers GET /v1/registrations/{id}. One that is unknown,
// deleted or another channel's is no valid parameter; the status is assumed. So is
// that this is the secure query of a token, whose limit is published.
//
// Source: endpoints.tsv; the vendor's older client; a reseller's table of limits.
func (s *Server) readRegistration(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	t := s.own(e)
	if t == nil || t.registration == nil || t.isDeregistered() {
		s.refuse(e, 400, codeInvalid, nil)
		return
	}
	if !t.mayBeRead(e) {
		s.throttled(e, e.id)
		return
	}
	s.answerPayment(e, t, false)
}

// mayBeRead says whether a registration may be read once more, and counts it.
func (p *payment) mayBeRead(e *exchange) bool {
	limit := e.profile.settings.readsPerHour
	if limit == 0 || e.profile.faulty(readingUnlimited) {
		return true
	}
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	return p.registration.reads.within(time.Hour, e.now, limit)
}

func (p *payment) isDeregistered() bool {
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	return p.registration.deregistered
}

// payWithRegistration answers POST /v1/registrations/{id}/payments: a payment
// whose account is the stored one. A security code may come with it, a brand
// need not.
//
// Source: Tokenisation, "Use a registration"; recorded answers.
func (s *Server) payWithRegistration(e *exchange) { s.payWith(e, e.id) }

func (s *Server) payWith(e *exchange, id string) {
	f := &e.form
	wrong := f.parameters(&e.profile.settings, initialTypes)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.require(f, "paymentType", "amount", "currency")
	if !s.admit(e, wrong) {
		return
	}
	if !s.refer(e, id) {
		return
	}
	if e.order.refused == "" {
		e.read3DS()
	}
	if e.order.runs3DS {
		wrong.authentication(f, &e.order)
	}
	if wrong.returnURL(f, slices.Contains(e.order.brand.Required, "shopperResultUrl")); len(wrong) > 0 {
		s.refuse(e, 400, codeInvalid, wrong)
		return
	}
	s.place(e)
}

// refer fills the order from the registration that a request names, or notes why
// it cannot be used. It answers a request too many, and says whether there is
// more to do.
func (s *Server) refer(e *exchange, id string) bool {
	t, code := s.registered(e, id)
	if t != nil {
		code = s.orderWith(e, t)
	}
	if code == codeThrottled {
		s.throttled(e, id)
		return false
	}
	e.order.refused = code
	return true
}

// orderWith fills the order from a stored account and returns the code of why
// that cannot be paid with.
func (s *Server) orderWith(e *exchange, t *payment) string {
	e.order = s.orderOver(t)
	code := e.order.refused
	t.chain.mu.Lock()
	if !t.postCalls.allow(e.now, e.profile.settings.postsPerMinute) && !e.profile.faulty(paysUnlimited) {
		code = codeThrottled
	}
	t.chain.mu.Unlock()
	switch named := e.form.get("paymentBrand"); {
	case code == codeDeregistered && e.profile.faulty(deregisteredPays),
		code == codeTokenUnconfirmed && e.profile.faulty(unconfirmedPays):
		return ""
	case code == "" && named != "" && named != t.brand:
		return codeBrandMismatch
	}
	return code
}

// orderOver is an order to pay with a stored account, and says whether that can be
// paid with at all.
func (s *Server) orderOver(t *payment) order {
	r := t.registration
	t.chain.mu.Lock()
	refused, initialID := t.usable(), r.initialID
	t.chain.mu.Unlock()
	brand, known := s.brands.Lookup(t.brand)
	return order{
		name: t.brand, brand: brand, known: known, token: t, stored: r.account.Load(), initialID: initialID, refused: refused,
	}
}

// registered finds the registration that a request refers to, or says why there
// is none.
func (s *Server) registered(e *exchange, id string) (*payment, string) {
	if len(id) != 32 {
		return nil, codeTokenLength
	}
	t := s.store.find(id)
	switch {
	case t == nil || t.id != id:
		return nil, codeUnknownToken
	case t.channel != e.channel && !e.profile.faulty(foreignPays):
		return nil, codeOtherChannel
	case t.registration == nil:
		return nil, codeNoToken
	}
	return t, ""
}

// checkRegistration refuses what cannot be paid with.
func (s *Server) checkRegistration(e *exchange, _ *payment) string { return e.order.refused }

// check returns the code of what is wrong with a stored account by now.
func (a *account) check(e *exchange) string {
	if !a.expires.IsZero() && a.expires.Before(e.now) && !e.profile.faulty(expiredPays) {
		return codeCardExpired
	}
	return ""
}

// deregister answers DELETE /v1/registrations/{id}: the account is not paid
// with any more. The answer is a transaction of its own (DR).
//
// Source: Tokenisation, "Delete the registration"; its answer is assumed.
func (s *Server) deregister(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	s.changeRegistration(e, typeDR, codeCannotDeregister, actionDeleted, func(r *registration) {
		r.deregistered = !e.profile.faulty(deletionKeeps)
	})
}

// extendLife answers POST /v1/registrations/{id}/extendlife: the account is kept
// for the longest time from now on. The answer is a transaction of its own (TE).
//
// Source: endpoints.tsv; its parameters and its answer are assumed.
func (s *Server) extendLife(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	s.changeRegistration(e, typeTE, codeCannotExtend, actionUpdated, func(r *registration) {
		if !e.profile.faulty(extensionIgnored) {
			r.keepUntil(e.now.AddDate(0, extensionMonths, 0))
		}
	})
}

// changeRegistration carries out a step on a registration. One that was never
// registered is refused with the step's own code; webhooks are told of the action.
func (s *Server) changeRegistration(e *exchange, kind, never, action string, change func(*registration)) {
	t, code := s.registered(e, e.id)
	if t == nil {
		s.refuseStep(e, kind, code)
		return
	}
	c := t.chain
	c.mu.Lock()
	code = t.usable()
	if code == codeTokenRejected {
		code = never
	}
	if !t.postCalls.allow(e.now, e.profile.settings.postsPerMinute) {
		code = codeThrottled
	}
	if code == "" && len(c.ledger) >= maxLinked {
		code = codeTooManyLinked
	}
	p := &payment{
		channel: e.channel, chain: c, move: len(c.ledger), kind: kind, on: t.id, at: e.now, made: e.now.UnixNano(),
		code: successCode(c.ledger[0].mode),
	}
	if code == "" {
		change(t.registration)
		t.notifyRegistration(action)
		c.ledger = append(c.ledger, movement{kind: kind, on: 0, mode: c.ledger[0].mode, state: approved, at: e.now})
	}
	c.mu.Unlock()
	switch code {
	case "":
		p.id, p.number = e.channel.ids.id()
		s.keepFollowUp(e, p)
	case codeThrottled:
		s.throttled(e, t.id)
	default:
		s.refuseStep(e, kind, code)
	}
}

// registration is the stored account that an initial payment names instead of
// one of its own, "" if none. Source: parameters.tsv, registrations[n].id.
func (f *form) registration() string {
	for i := range f.params {
		name := f.params[i].name
		if strings.HasPrefix(name, "registrations[") && strings.HasSuffix(name, "].id") && f.params[i].value != "" {
			return f.params[i].value
		}
	}
	return ""
}
