package simulator

import (
	"slices"
	"strings"
)

var updateForgotten = wrongly("registrations", "update-forgotten", "an update of a stored card is confirmed and changes nothing")

// updateRegistration answers POST /v1/registrations/{id}: what the merchant says
// of a stored card takes the place of what it said before. The number stays, as
// another one is another card. The answer is the registration.
//
// All of it is unverified: an older client of the vendor's can send the request,
// and no page describes it.
//
// Source: endpoints.tsv.
func (s *Server) updateRegistration(e *exchange) {
	e.doubted = true
	f := &e.form
	wrong := f.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	for _, name := range []string{"card.number", "paymentBrand", "paymentType"} {
		if value := f.get(name); value != "" {
			wrong.add(name, value, notAllowed)
		}
	}
	if !s.admit(e, wrong) {
		return
	}
	t := s.own(e)
	if t == nil || t.registration == nil || t.isDeregistered() || t.registration.account.Load().card == (shownCard{}) {
		s.refuse(e, 400, codeInvalid, nil)
		return
	}
	t.chain.mu.Lock()
	code := t.usable()
	switch {
	case code != "":
	case !t.postCalls.allow(e.now, e.profile.settings.postsPerMinute):
		code = codeThrottled
	case !e.profile.faulty(updateForgotten):
		s.updateCard(t, f)
		t.notifyRegistration(actionUpdated)
	}
	t.chain.mu.Unlock()
	switch code {
	case "":
		s.answerPayment(e, t, false)
	case codeThrottled:
		s.throttled(e, t.id)
	default:
		s.refuse(e, 400, code, nil)
	}
}

// updateCard puts another account in the place of a stored card's; with chain.mu
// held. What a payment under way has read stays as it was.
func (s *Server) updateCard(t *payment, f *form) {
	a := *t.registration.account.Load()
	card := &a.card
	for name, member := range map[string]*string{
		"card.holder": &card.holder, "card.expiryMonth": &card.month, "card.expiryYear": &card.year,
	} {
		if value := f.get(name); value != "" {
			*member = strings.Clone(value)
		}
	}
	a.expires = endOf(card.month, card.year)
	a.trigger, a.advice = triggeredBy(card.holder, s.verdicts)
	var w writer
	card.write(&w)
	t.echo = slices.Concat(w.b, t.echo[len(a.members):]) // the account's members come first
	a.members = w.b
	t.registration.account.Store(&a)
	t.registration.keepUntil(a.expires.AddDate(0, retentionMonths, 0))
}
