package simulator

// incremental says whether a first request raises an earlier preauthorization
// instead: the industry practice says so and the reference says which.
// Unverified: only the two parameters are documented.
func incremental(f *form) bool {
	return f.get("paymentType") == typePA && f.get("referenceUuid") != "" &&
		f.get("standingInstruction.industryPractice") == "INCREMENTAL_AUTH"
}

// increment answers such a request. It carries an account or names a stored one,
// which is checked as that of a new payment.
func (s *Server) increment(e *exchange) {
	e.id = e.form.get("referenceUuid")
	code := e.order.refused
	if code == "" {
		code = e.checkAccount()
	}
	if code == "" && s.verdicts[e.order.trigger].state == rejected {
		code = e.order.trigger
	}
	if code != "" {
		s.refuseStep(e, typePA, code)
		return
	}
	s.follow(e, typePA)
}
