package simulator

import (
	"slices"
	"time"
)

var (
	throttleNever         = wrongly("reporting", "throttle-never", "any number of status requests is answered")
	throttlePerChannel    = wrongly("reporting", "throttle-per-channel", "all payments share one limit of status requests")
	throttleForever       = wrongly("reporting", "throttle-forever", "the limit of status requests never recovers")
	throttleCoversReports = wrongly("reporting", "throttle-covers-reports", "queries are limited like status requests")
	statusUnknownSucceeds = wrongly("reporting", "status-unknown-succeeds", "the status of an unknown payment is HTTP 200")
	queryUnknownSucceeds  = wrongly("reporting", "query-unknown-succeeds", "a query for an unknown payment is HTTP 200")
	queryMissesRejected   = wrongly("reporting", "query-misses-rejected", "a reference does not lead to rejected payments")
	queryMissesOlder      = wrongly("reporting", "query-misses-older", "a reference leads to its newest payment only")
	codeListEmpty         = wrongly("errors", "code-list-empty", "the list of result codes is empty")
)

// readingProblems says what is wrong with the names and formats of a GET.
func (e *exchange) readingProblems() invalid {
	wrong := e.form.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	return wrong
}

// admitRead checks a GET: names, login. It says whether to go on.
func (s *Server) admitRead(e *exchange) bool { return s.admit(e, e.readingProblems()) }

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
		s.refuse(e, e.profile.when(statusUnknownSucceeds, 200, 404), codeUnknownPayment, nil)
		return
	}
	if !e.statusAllowed(p) {
		s.throttled(e, p.id)
		return
	}
	s.answerPayment(e, p, false)
}

// statusAllowed counts a status request (D15).
func (e *exchange) statusAllowed(p *payment) bool {
	counted, at := p, e.now
	if e.profile.faulty(throttlePerChannel) {
		counted = append(e.channel.payments(), p)[0] // the list is empty when all have just left the store
	}
	if e.profile.faulty(throttleForever) {
		at = time.Unix(0, 0)
	}
	counted.chain.mu.Lock()
	defer counted.chain.mu.Unlock()
	return counted.statusCalls.allow(at, e.profile.when(throttleNever, 0, e.profile.settings.statusPerMinute))
}

// own finds the payment of the path among those of the request's channel.
func (s *Server) own(e *exchange) *payment {
	if p := s.known(e, e.id); p != nil && p.channel == e.channel {
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
		s.refuse(e, e.profile.when(queryUnknownSucceeds, 200, 400), codeUnknownPayment, nil)
		return
	}
	if s.queryAllowed(e, p) {
		s.answerPayment(e, p, true)
	}
}

// queryAllowed answers a query too many (D16).
func (s *Server) queryAllowed(e *exchange, p *payment) bool {
	p.chain.mu.Lock()
	allowed := p.queryCalls.allow(e.now, e.profile.when(throttleCoversReports, 2, e.profile.settings.queryPerMinute))
	p.chain.mu.Unlock()
	if allowed = allowed || e.profile.faulty(reportUnlimited); !allowed {
		s.throttled(e, p.id)
	}
	return allowed
}

// queryByReference answers GET /v1/query?merchantTransactionId=: all payments
// of the channel with that id, oldest first. Source: Transaction Reports.
func (s *Server) queryByReference(e *exchange) {
	wrong := e.readingProblems()
	wrong.require(&e.form, "merchantTransactionId")
	if !s.admit(e, wrong) {
		return
	}
	found := e.channel.referred(e.form.get("merchantTransactionId"))
	if e.profile.faulty(queryMissesOlder) && len(found) > 1 {
		found = found[len(found)-1:]
	}
	if e.profile.faulty(queryMissesRejected) {
		found = slices.DeleteFunc(found, (*payment).isRejected)
	}
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

// isRejected says whether the payment has come to that.
func (p *payment) isRejected() bool {
	p.chain.mu.Lock()
	defer p.chain.mu.Unlock()
	return p.state() == rejected
}

// resultCodes answers GET /v1/resultcodes: every code with its text. It needs no
// login. Source: endpoints.tsv.
func (s *Server) resultCodes(e *exchange) {
	if e.profile.faulty(codeListEmpty) {
		e.out.b = append(e.out.b[:0], `{"resultCodes":[]}`...)
		s.send(e, 200)
		return
	}
	e.out.b = append(e.out.b[:0], s.codeList...)
	s.send(e, 200)
}
