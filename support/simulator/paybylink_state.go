package simulator

import "net/http"

var checkoutUnlisted = wronglyShown("paybylink", "link-checkout-unlisted",
	"how a payment link stands does not tell of visits")

// linkState answers GET /paybylink/v1/{id}: a row for each checkout, and one
// without when nobody has opened the link yet.
//
// Source: Pay By Link; the numbers of status are not published, see linkStatus.
func (s *Server) linkState(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	e.doubted = true
	l := s.ownLink(e)
	if l == nil {
		s.refuseLink(e)
		return
	}
	e.out.b = append(e.out.b[:0], '{')
	e.out.text("id", l.id)
	s.result(&e.out, codeFound, nil)
	s.writeState(e, l)
	s.envelope(e, true)
	s.send(e, http.StatusOK)
}

// linkPayment answers GET /paybylink/v1/{id}/checkouts/{checkoutId}/payment: the
// newest payment of a visit to the link, or that there is none yet (as D17).
//
// Source: Pay By Link.
func (s *Server) linkPayment(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	var checkout *linkCheckout
	l := s.ownLink(e)
	if l != nil {
		checkout = l.checkout(e.sub)
	}
	if checkout == nil {
		e.doubted = true
		s.refuseLink(e)
		return
	}
	l.mu.Lock()
	id := checkout.transaction
	l.mu.Unlock()
	if id != "" {
		p := s.known(e, id)
		if p == nil { // it was forgotten, the link was not
			s.refuse(e, http.StatusNotFound, codeUnknownPayment, nil)
			return
		}
		e.assumed = p.chain.assumed
		s.answerPayment(e, p, false)
		return
	}
	e.doubted = true
	e.out.b = append(e.out.b[:0], '{')
	e.out.text("id", checkout.id)
	s.result(&e.out, codePending, nil)
	s.envelope(e, true)
	s.send(e, http.StatusOK)
}

// writeState writes paymentLinks. merchantId is left out: there is no merchant
// above a channel here.
func (s *Server) writeState(e *exchange, l *paymentLink) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.catchUp()
	status := l.status(e.now)
	visits := l.checkouts
	if e.profile.faulty(checkoutUnlisted) {
		visits = nil
	}
	row := func(c *linkCheckout) {
		w := &e.out
		w.open("", '{')
		w.text("paymentLinkId", l.id)
		w.text("entityId", e.profile.EntityID)
		w.number("status", int(status))
		w.time("creationDate", l.made, false)
		w.time("validUntil", l.until, false)
		if c != nil {
			w.text("checkoutId", c.id)
			w.textIf("transactionId", c.transaction)
			w.time("checkoutCreationDate", c.made, false)
			s.result(w, c.code, nil)
		}
		w.close('}')
	}
	e.out.open("paymentLinks", '[')
	for _, c := range visits {
		row(c)
	}
	if len(visits) == 0 {
		row(nil)
	}
	e.out.close(']')
}
