package simulator

import (
	"slices"
	"strings"
	"time"
)

// checkoutTypes are the payment types of a checkout. Source: COPYandPAY,
// "Prepare the checkout".
var checkoutTypes = []string{typePA, typeDB, typeCD}

var (
	checkoutNeverExpires = wrongly("checkout", "checkout-never-expires", "a checkout is known for longer than 30 minutes")
	checkoutNeedsNothing = wrongly("checkout", "checkout-needs-nothing", "a checkout is created without an amount")
	updateOverwrites     = wrongly("checkout", "update-overwrites", "an update changes what was set before")
	deletionForgotten    = wrongly("checkout", "checkout-deletion-ignored", "a deleted checkout can still be asked about")
	integrityMissing     = wrongly("checkout", "integrity-missing", "the hash of the widget's script is not answered")
	checkoutNDCWrong     = wrongly("checkout", "checkout-ndc-its-own", "the ndc of a checkout is not its id")
)

// node is the part of a checkout's id that tells where it lives (D22).
const node = ".sim01-tx01"

// createCheckout answers POST /v1/checkouts: it keeps what the merchant says of a
// payment whose account the shopper is to enter in the widget. Without a
// paymentType, and with createRegistration=true, an account is stored and
// nothing paid. With integrity=true the answer has the hash of the script.
//
// Source: COPYandPAY, "Prepare the checkout"; recorded answers.
func (s *Server) createCheckout(e *exchange) {
	f := &e.form
	wrong := f.parameters(&e.profile.settings, checkoutTypes)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.checkout(f)
	if !s.admit(e, wrong) {
		return
	}
	c := &checkout{id: strings.ToUpper(e.channel.ids.hex32()) + node, channel: e.channel}
	c.take(f)
	c.stored = s.offered(c)
	c.expiry = e.channel.clock.after(e.now.Add(checkoutLife), func(time.Time) {
		if !c.channel.profile.Load().faulty(checkoutNeverExpires) {
			s.checkouts.drop(c)
		}
	})
	s.checkouts.put(c)
	s.answerCheckout(e, c, codeCheckoutCreated)
}

// checkout checks what POST /v1/checkouts wants beyond formats.
func (v *invalid) checkout(f *form) {
	switch {
	case f.faults.has(checkoutNeedsNothing):
	case f.get("paymentType") != "":
		v.require(f, "amount", "currency")
	case f.get("createRegistration") != "true":
		v.require(f, "paymentType")
	}
	v.returnURL(f, false)
	v.cardless(f)
}

// cardless refuses what only the shopper may enter: a checkout waits, and card
// data and secrets may not. Decided; the documentation sends none.
func (v *invalid) cardless(f *form) {
	for i := range f.params {
		name := f.params[i].name
		secret := slices.ContainsFunc(secretNames, func(s string) bool { return strings.Contains(name, s) })
		if (name == "card.number" || secret) && !isLogin(name) {
			v.add(name, f.params[i].value, notAllowed)
		}
	}
}

// offered are the registrations of a checkout that its shopper may pay with;
// with mu held, or before anybody else knows it.
func (s *Server) offered(c *checkout) []*payment {
	var all []*payment
	for i := range c.params {
		p := &c.params[i]
		if !strings.HasPrefix(p.name, "registrations[") || !strings.HasSuffix(p.name, "].id") {
			continue
		}
		if t := s.store.find(p.value); t != nil && t.channel == c.channel && t.registration != nil {
			all = append(all, t)
		}
	}
	return all
}

// updateCheckout answers POST /v1/checkouts/{id}: it adds what was not said
// before. What was said stays, and is refused.
//
// Source: result code 000.200.101; the refusal was seen.
func (s *Server) updateCheckout(e *exchange) {
	f := &e.form
	wrong := f.parameters(&e.profile.settings, checkoutTypes)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.returnURL(f, false)
	wrong.cardless(f)
	if !s.admit(e, wrong) {
		return
	}
	c := s.ownCheckout(e)
	if c == nil {
		s.noSession(e)
		return
	}
	c.mu.Lock()
	allowed := c.posts.allow(e.now, e.profile.settings.postsPerMinute)
	for i := range f.params {
		p := &f.params[i]
		if !e.profile.faulty(updateOverwrites) && p.value != "" && c.get(p.name) != "" {
			wrong.add(p.name, p.value, sentTwice)
		}
	}
	_, won := c.outcome()
	if allowed && !won && len(wrong) == 0 {
		c.take(f)
		c.stored = s.offered(c)
	}
	c.mu.Unlock()
	switch {
	case won:
		s.noSession(e)
	case !allowed:
		s.throttled(e, c.id)
	case len(wrong) > 0:
		s.refuse(e, 400, codeInvalid, wrong)
	default:
		s.answerCheckout(e, c, codeCheckoutUpdated)
	}
}

// deleteCheckout answers DELETE /v1/checkouts/{id}: nobody can pay it any more.
// Only its result code is published; the call is inferred from that.
//
// Source: result code 000.200.102.
func (s *Server) deleteCheckout(e *exchange) {
	e.doubted = true
	if !s.admitRead(e) {
		return
	}
	c := s.ownCheckout(e)
	if c == nil {
		s.noSession(e)
		return
	}
	if !e.profile.faulty(deletionForgotten) {
		c.mu.Lock()
		c.abandon(e.now)
		c.mu.Unlock()
		s.checkouts.drop(c)
	}
	s.answerCheckout(e, c, codeCheckoutDeleted)
}

// ownCheckout finds the checkout of the path among those of the request's
// channel. What follows is answered under its id.
func (s *Server) ownCheckout(e *exchange) *checkout {
	c := s.checkouts.find(e.id)
	if c == nil || c.channel != e.channel {
		return nil
	}
	e.within(c)
	return c
}

// within makes the answers of an exchange name the checkout as their ndc. Source:
// recorded answers.
func (e *exchange) within(c *checkout) {
	if !e.profile.faulty(checkoutNDCWrong) {
		e.ndc = c.id
	}
}

// answerCheckout answers about the checkout itself.
func (s *Server) answerCheckout(e *exchange, c *checkout, code string) {
	e.within(c)
	w := &e.out
	w.b = append(w.b[:0], '{')
	w.text("id", c.id)
	s.result(w, code, nil)
	c.mu.Lock()
	if c.integrity && code != codeCheckoutDeleted && !e.profile.faulty(integrityMissing) {
		script := s.widget(c)
		if e.profile.faulty(integrityWrong) {
			script = append(script, '\n')
		}
		w.text("integrity", integrity(script))
	}
	c.mu.Unlock()
	s.envelope(e, e.r.Method != "POST")
	s.send(e, 200)
}

// sessionText is what the platform says of a checkout that it does not know, or
// does not know any more. Source: recorded answers.
const sessionText = "invalid or missing parameter - (opp) No payment session found for the requested id - " +
	"are you mixing test/live servers or have you paid more than 30min ago?"

// noSession answers about a checkout that is unknown, expired or used up (D18).
func (s *Server) noSession(e *exchange) {
	e.ndc = ""
	e.out.b = append(e.out.b[:0], '{')
	e.out.result(codeInvalid, sessionText, nil)
	s.envelope(e, e.r.Method != "POST")
	s.send(e, 400)
}
