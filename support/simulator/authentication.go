package simulator

// authenticationChecks decide on an authentication of its own: what a payment
// by 3-D Secure goes through before its connector.
var authenticationChecks = []func(*Server, *exchange, *payment) string{
	(*Server).checkBrand,
	(*Server).checkAccount,
	(*Server).check3DS,
	func(_ *Server, _ *exchange, p *payment) string { return successCode(p.chain.ledger[0].mode) },
}

// createAuthentication answers POST /v1/threeDSecure: it makes sure of a card's
// holder and moves no money. The values it ends with can be carried into a
// payment. Its success code is that of a payment, as one client's tests expect
// it; 000.400.110 is possible too (unverified).
//
// Source: Standalone 3-D Secure.
func (s *Server) createAuthentication(e *exchange) {
	f := &e.form
	e.order = s.readOrder(f)
	e.order.runs3DS, e.order.issuer = true, e.issuerOf()
	wrong := s.cardRequest(e)
	wrong.authentication(f, &e.order)
	if !s.admit(e, wrong) {
		return
	}
	p := s.newPayment(e)
	p.kind, p.chain.ledger[0].kind = type3D, type3D
	s.decide(e, p, authenticationChecks)
}

// cardRequest checks what a request about a card and an amount wants when it
// pays nothing.
func (s *Server) cardRequest(e *exchange) invalid {
	f := &e.form
	wrong := f.parameters(&e.profile.settings, nil)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.require(f, "amount", "currency")
	if f.get("card.number") == "" {
		wrong.add("paymentBrand", "", cardMustBeSet)
	}
	return wrong
}

// checkBrand says whether the channel may ask about a brand and currency (D29).
func (s *Server) checkBrand(e *exchange, p *payment) string {
	b, currency := &e.order.brand, p.chain.ledger[0].currency
	if !e.order.known || b.Kind != "card" || !permits(e.profile.Brands, b.Name) ||
		!permits(e.profile.Currencies, currency) || !permits(b.Currencies, currency) {
		return codeNotConfigured
	}
	return ""
}

// authenticationStatus answers GET /v1/threeDSecure/{id}: how far an
// authentication has come. The documentation says "get the 3DS status" and no
// path (unverified); it is throttled like the status of a payment.
//
// Source: Standalone 3-D Secure, "Get the 3DS status".
func (s *Server) authenticationStatus(e *exchange) {
	if !s.admitRead(e) {
		return
	}
	p := s.own(e)
	if p != nil && p.kind != type3D {
		p = nil
	}
	s.answerStatus(e, p)
}

// What a claim of low value and one of low risk may amount to, in euros: the
// lowest sums of the law (decided; the documentation names no sums).
// Source: Commission Delegated Regulation (EU) 2018/389, articles 16 and 18.
const (
	lowValue = minor(30_00)
	lowRisk  = minor(100_00)
)

// checkExemption answers POST /v1/exemption: whether strong authentication may
// be left out, and on which ground: the one that is claimed, or else by the
// amount. The answer names it in resultDetails.RiskRuleCategory, to be sent
// with a payment as threeDSecure.exemptionFlag. Nothing is kept.
//
// Source: Standalone exemption. Who decides, and by what, is left open there.
func (s *Server) checkExemption(e *exchange) {
	f := &e.form
	e.order = s.readOrder(f)
	if !s.admit(e, s.cardRequest(e)) {
		return
	}
	p := s.newPayment(e)
	code := s.checkBrand(e, p)
	if code == "" {
		code = s.checkAccount(e, p)
	}
	if code == "" {
		code = successCode(e.mode())
	}
	w := &e.out
	w.b = append(w.b[:0], '{')
	w.text("id", p.id)
	w.textIf("paymentBrand", p.brand)
	w.textIf("merchantTransactionId", p.reference)
	s.result(w, code, nil)
	if s.verdicts[code].state == approved {
		w.open("resultDetails", '{')
		w.text("RiskRuleCategory", "SCAEX_"+exemption(f, p.chain.ledger[0].amount))
		w.close('}')
	}
	w.raw(p.echo)
	p.secured.write(w)
	s.envelope(e, false)
	s.send(e, s.verdicts[code].status)
}

// exemption is the ground for leaving out strong authentication: 00 none, 01 low
// value, 02 low risk, 03 trusted beneficiary, 04 corporate. Source: Standalone
// exemption.
func exemption(f *form, amount minor) string {
	switch claimed := f.get("threeDSecure.exemptionFlag"); {
	case claimed != "":
		return claimed
	case amount <= lowValue:
		return "01"
	case amount <= lowRisk:
		return "02"
	}
	return "00"
}
