package simulator

var rejectedIsKeptApproved = wrongly(
	"backoffice", "rejected-is-kept-approved", "a declined payment can be captured and refunded",
)

// settleInitial decides on a new payment, keeps it and answers.
func (s *Server) settleInitial(e *exchange, p *payment) { s.decide(e, p, initialChecks) }

// decide lets checks decide on a new payment, keeps it and answers.
func (s *Server) decide(e *exchange, p *payment, checks []func(*Server, *exchange, *payment) string) {
	s.makeUp(e, p, checks)
	e.checkout.hold(p) // whose lock stands before that of a chain
	s.answerPayment(e, p, false)
	if e.profile.faulty(rejectedIsKeptApproved) {
		p.chain.mu.Lock()
		if m := &p.chain.ledger[0]; m.state == rejected {
			m.state, p.code = approved, successCode(m.mode)
		}
		p.chain.mu.Unlock()
	}
}

// makeUp decides on a new payment and keeps it. Its reference leads others to it
// from the beginning; they wait at the lock until all is said.
func (s *Server) makeUp(e *exchange, p *payment, checks []func(*Server, *exchange, *payment) string) {
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	if p.reference != "" { // whatever becomes of it, a query finds it
		e.order.repeated = !e.channel.claim(p, e.profile.settings.refuseDuplicate && !e.order.scheduled)
	}
	for _, check := range checks {
		if code := check(s, e, p); code != "" {
			v := s.verdicts[code]
			p.code, p.chain.ledger[0].state = p.risk.answered(v.code), v.state
			break
		}
	}
	s.storeAccount(e, p)
	ended := p.chain.ledger[0].state != pending // from expire on the clock may end it
	if !ended && p.session != nil {
		p.waiting.Store(true)
		p.expire(&e.profile.settings, e.now)
	}
	s.keep(p)
	p.notify()
	s.keepRiskCheck(p, e.now)
	if ended && p.chain.onEnd != nil {
		p.chain.onEnd(p, e.now)
	}
}

// keep stores a payment; if its channel was given back meanwhile, it goes too.
func (s *Server) keep(p *payment) {
	s.store.put(p)
	if p.channel.closed.Load() {
		s.store.drop(p)
	}
}
