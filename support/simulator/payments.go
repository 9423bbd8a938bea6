package simulator

import "net/http"

// createPayment answers POST /v1/payments: a synchronous brand is settled at
// once, an asynchronous one is left pending with a redirect. The steps
// follow the order of recorded refusals: format, login, configuration, account, connector.
//
// Source: Server-to-Server, "Preauthorization (PA)" and "Debit (DB)", S02 to S08.
func (s *Server) createPayment(e *exchange) {
	f := &e.form
	if id := f.registration(); id != "" {
		s.payWith(e, id)
		return
	}
	e.order = s.readOrder(f)
	wrong := f.parameters(&e.profile.settings, initialTypes)
	if e.entity == "" && !e.profile.faulty(entityNotNeeded) {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.initialPayment(f, e.order.brand, e.order.known)
	if e.read3DS(); e.order.runs3DS {
		wrong.authentication(f, &e.order)
	}
	if !s.admit(e, wrong) {
		return
	}
	s.place(e)
}

// place makes, decides and answers a payment whose order is complete.
func (s *Server) place(e *exchange) {
	if !s.mayGoOn(e) {
		return
	}
	if incremental(&e.form) {
		s.increment(e)
		return
	}
	s.settleInitial(e, s.newPayment(e))
}

// mayGoOn notes the result that a request asks for (D24). It answers where that
// is a forced decline, and says whether there is more to do.
func (s *Server) mayGoOn(e *exchange) bool {
	e.assumed = e.order.brand.Assumed
	if forced := s.readTrigger(e); forced && s.verdicts[e.order.trigger].state == rejected {
		s.forcedDecline(e, e.order.trigger, e.order.name)
		return false
	}
	return true
}

var (
	entityNotNeeded       = wrongly("errors", "entity-not-needed", "a payment without an entity is no mistake of form")
	missingLoginForbidden = wrongly("errors", "missing-login-forbidden", "a request without a login is HTTP 403")
	wrongLoginUnknown     = wrongly("errors", "wrong-login-unknown", "a wrong login is HTTP 401")
)

// admit answers for every request that does not pass format and login.
func (s *Server) admit(e *exchange, wrong invalid) bool {
	switch {
	case !e.credentials():
		s.refuse(e, e.profile.when(missingLoginForbidden, 403, 401), codeUnauthorised, nil)
	case len(wrong) > 0:
		s.refuse(e, 400, codeInvalid, wrong)
	case !e.authorised():
		s.refuse(e, e.profile.when(wrongLoginUnknown, 401, e.profile.settings.unauthorised), codeUnauthorised, nil)
	case e.fromElsewhere():
		s.refuse(e, s.verdicts[codeAddressNotListed].status, codeAddressNotListed, nil)
	case e.mayNot():
		s.refuse(e, http.StatusForbidden, codeNoRights, nil)
	default:
		return true
	}
	return false
}

// forcedDecline answers customParameters[forceResultCode]: the recorded answer
// has no id, and nothing is kept (D24).
func (s *Server) forcedDecline(e *exchange, code, brand string) {
	e.out.b = append(e.out.b[:0], '{')
	w := &e.out
	w.text("paymentType", e.form.get("paymentType"))
	w.textIf("paymentBrand", brand)
	w.textIf("merchantTransactionId", e.form.get("merchantTransactionId"))
	s.result(w, code, nil)
	echo(w, &e.form)
	s.envelope(e, false)
	s.send(e, s.verdicts[code].status)
}
