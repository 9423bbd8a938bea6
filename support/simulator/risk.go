package simulator

var (
	riskReferenceOptional = wrongly("risk", "risk-reference-optional", "a risk check needs no merchantTransactionId")
	riskReserves          = wrongly("risk", "risk-check-reserves", "a risk check of its own reserves its amount")
)

// checksRisk says whether a transaction is a risk check: it moves no money and
// nothing may follow it.
func (p *payment) checksRisk() bool { return p.kind == typeRI || p.kind == typeRE }

// riskChecks decide on a risk check of its own: what is wrong with the account,
// and then what the check finds.
var riskChecks = []func(*Server, *exchange, *payment) string{
	(*Server).checkRegistration,
	(*Server).checkBrand,
	(*Server).checkAccount,
	(*Server).checkReference,
	(*Server).checkTrigger,
	func(_ *Server, e *exchange, _ *payment) string { return e.profile.settings.riskFound() },
}

// createRiskCheck answers POST /v2/redShield: what the risk system thinks of a
// payment that is not made. Its request is that of a card payment with the
// merchant's own reference, or names a stored account as a payment does. It is a
// transaction of its own (RE) and is found like others.
//
// Source: Fraud Management, "ReD Shield". The body of its answer is not
// published; how a registration is named is concluded from payments.
func (s *Server) createRiskCheck(e *exchange) {
	f := &e.form
	id := f.registration()
	if !s.admit(e, s.riskRequest(e, id != "")) {
		return
	}
	if id == "" {
		e.order = s.readOrder(f)
	} else if !s.refer(e, id) {
		return
	}
	e.doubted = true
	if !s.mayGoOn(e) {
		return
	}
	p := s.newPayment(e)
	p.chain.onEnd = nil
	if !e.profile.faulty(riskReserves) {
		p.kind, p.chain.ledger[0].kind = typeRE, typeRE
	}
	s.decide(e, p, riskChecks)
}

// riskRequest checks what a risk check wants beyond formats.
func (s *Server) riskRequest(e *exchange, stored bool) invalid {
	f := &e.form
	wrong := f.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.require(f, "amount", "currency")
	if !e.profile.faulty(riskReferenceOptional) {
		wrong.require(f, "merchantTransactionId")
	}
	if !stored && f.get("card.number") == "" {
		wrong.add("paymentBrand", "", cardMustBeSet)
	}
	return wrong
}
