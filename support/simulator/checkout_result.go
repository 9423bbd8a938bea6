package simulator

var (
	checkoutReadAgain = wronglyShown("checkout", "checkout-read-repeats",
		"the success of a checkout can be read again")
	checkoutUnlimited = wrongly("checkout", "checkout-status-unlimited",
		"any number of questions about a checkout is answered")
	unpaidUnknown      = wrongly("checkout", "unpaid-checkout-unknown", "a checkout that nobody has paid is unknown")
	registrationUntold = wronglyShown("checkout", "checkout-token-missing",
		"what a checkout stored cannot be read")
	submittedIsUnpaid = wronglyShown("checkout", "submitted-checkout-unpaid",
		"a checkout whose shopper is on the way is answered as one that nobody has tried to pay")
	unknownIsPending = wrongly("checkout", "unknown-checkout-pending", "a checkout that nobody knows is pending")
)

// checkoutPayment answers GET /v1/checkouts/{id}/payment: what became of a
// checkout. A success is told once. Two calls a minute for each checkout (D15,
// D17, D18).
//
// Source: COPYandPAY, "Get the payment status"; recorded answers.
func (s *Server) checkoutPayment(e *exchange) { s.checkoutResult(e, "payment") }

// checkoutRegistration answers GET /v1/checkouts/{id}/registration: what became of
// a checkout that stores an account. That it is told once, and how often it
// may be asked, is concluded from the payment's.
//
// Source: COPYandPAY, tokenisation; recorded answers.
func (s *Server) checkoutRegistration(e *exchange) { s.checkoutResult(e, "registration") }

func (s *Server) checkoutResult(e *exchange, resource string) {
	if !s.admitRead(e) {
		return
	}
	c := s.ownCheckout(e)
	if c == nil {
		if e.profile.faulty(unknownIsPending) {
			s.unpaid(e)
			return
		}
		s.noSession(e)
		return
	}
	c.mu.Lock()
	known := !c.consumed && c.resource() == resource
	limit := e.profile.when(checkoutUnlimited, 0, e.profile.settings.statusPerMinute)
	allowed := !known || c.reads.allow(e.now, limit)
	p, won := c.outcome()
	c.consumed = c.consumed || allowed && known && won && !e.profile.faulty(checkoutReadAgain)
	consumed := c.consumed
	c.mu.Unlock()
	if consumed {
		s.checkouts.drop(c)
	}
	switch {
	case !known || won && resource == "registration" && e.profile.faulty(registrationUntold):
		s.noSession(e)
	case !allowed:
		s.throttled(e, c.id)
	case p != nil && p.onTheWay() && !e.profile.faulty(submittedIsUnpaid):
		e.assumed, e.doubted = p.chain.assumed, true
		s.stillOpen(e, codeCheckoutPending)
	case p != nil && !p.onTheWay():
		e.assumed = p.chain.assumed
		s.answerPayment(e, p, false)
	case e.profile.settings.unpaidUnknown || e.profile.faulty(unpaidUnknown):
		s.noSession(e)
	default:
		s.unpaid(e)
	}
}

// onTheWay says whether the shopper was sent to a page and has not come back.
func (p *payment) onTheWay() bool {
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	return p.session != nil && p.state() == pending && p.code == codePending
}

// unpaid answers about a checkout that its shopper has not tried to pay (D17).
func (s *Server) unpaid(e *exchange) { s.stillOpen(e, codePending) }

// stillOpen answers about the checkout itself, with nothing of a payment. That
// one which was submitted says 000.200.103 is concluded from the code's text.
//
// Source: result code 000.200.103, "checkout is pending".
func (s *Server) stillOpen(e *exchange, code string) {
	e.out.b = append(e.out.b[:0], '{')
	e.out.text("id", e.id)
	s.result(&e.out, code, nil)
	s.envelope(e, true)
	s.send(e, 200)
}
