package simulator

// admitRead checks a GET: names, login. It says whether to go on.
func (s *Server) admitRead(e *exchange) bool {
	wrong := e.form.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	return s.admit(e, wrong)
}

// status answers GET /v1/payments/{id}: how far a payment has come. Two calls a
// minute for each payment; a rejected one answers 400 (D15, D20, D21).
//
// Source: Server-to-Server, "Get Payment Status", S11 and S12.
func (s *Server) status(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	s.answerStatus(e, s.own(e))
}

// answerStatus answers with the payment of a path, nil if nobody knows it.
func (s *Server) answerStatus(e *exchange, p *payment) {
	if p == nil {
		s.refuse(e, 404, codeUnknownPayment, nil)
		return
	}
	p.chain.mu.Lock()
	allowed := p.statusCalls.allow(e.now, e.profile.settings.statusPerMinute)
	p.chain.mu.Unlock()
	if !allowed {
		s.throttled(e, p.id)
		return
	}
	s.answerPayment(e, p, false)
}

// own finds the payment of the path among those of the request's channel.
func (s *Server) own(e *exchange) *payment {
	if p := s.store.find(e.id); p != nil && p.id == e.id && p.channel == e.channel {
		e.assumed = p.chain.assumed
		return p
	}
	return nil
}

// query answers GET /v1/query/{id}: the report of one payment, not throttled
// unless the channel is strict (D16, S13). Source: Transaction Reports.
func (s *Server) query(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	p := s.own(e)
	if p == nil {
		s.refuse(e, 400, codeUnknownPayment, nil)
		return
	}
	if s.queryAllowed(e, p) {
		s.answerPayment(e, p, true)
	}
}

// queryAllowed answers a query too many (D16).
func (s *Server) queryAllowed(e *exchange, p *payment) bool {
	p.chain.mu.Lock()
	allowed := p.queryCalls.allow(e.now, e.profile.settings.queryPerMinute)
	p.chain.mu.Unlock()
	if !allowed {
		s.throttled(e, p.id)
	}
	return allowed
}

// queryByReference answers GET /v1/query?merchantTransactionId=: all payments
// of the channel with that id, oldest first. Source: Transaction Reports.
func (s *Server) queryByReference(e *exchange) {
	wrong := e.form.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.require(&e.form, "merchantTransactionId")
	if !s.admit(e, wrong) {
		return
	}
	found := e.channel.referred(e.form.get("merchantTransactionId"))
	if len(found) == 0 {
		s.refuse(e, 400, codeUnknownPayment, nil)
		return
	}
	if !s.queryAllowed(e, found[0]) {
		return
	}
	e.out.b = append(e.out.b[:0], '{')
	s.result(&e.out, codeFound, nil)
	e.out.open("payments", '[')
	for _, p := range found {
		e.assumed = e.assumed || p.chain.assumed
		s.record(&e.out, p)
	}
	e.out.close(']')
	s.envelope(e, true)
	s.send(e, 200)
}

// resultCodes answers GET /v1/resultcodes: every code with its text. It needs no
// login. Source: endpoints.tsv.
func (s *Server) resultCodes(e *exchange) {
	e.out.b = append(e.out.b[:0], s.codeList...)
	s.send(e, 200)
}
