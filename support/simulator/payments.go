package simulator

import (
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
)

// createPayment answers POST /v1/payments: a synchronous brand is settled at
// once, an asynchronous one is left pending with a redirect. The steps
// follow the order of recorded refusals: format, login, configuration, account, connector.
//
// Source: Server-to-Server, "Preauthorization (PA)" and "Debit (DB)", S02 to S08.
func (s *Server) createPayment(e *exchange) {
	f := &e.form
	name := f.get("paymentBrand")
	if name == "" {
		name = detectBrand(f.get("card.number"))
	}
	brand, known := s.brands.Lookup(name)
	if known {
		name = brand.Name
	} else {
		name = strings.Clone(name)
	}
	wrong := f.parameters(&e.profile.settings, initialTypes)
	if e.entity == "" {
		wrong.add("entityId", "", missingOrWrong)
	}
	wrong.initialPayment(f, brand, known)
	if !s.admit(e, wrong) {
		return
	}
	e.assumed = brand.Assumed
	code, forced := triggered(f, s.verdicts)
	if forced && s.verdicts[code].state == rejected {
		s.forcedDecline(e, code, name)
		return
	}
	s.settleInitial(e, s.newPayment(e, name), brand, known, code)
}

// admit answers for every request that does not pass format and login.
func (s *Server) admit(e *exchange, wrong invalid) bool {
	switch {
	case !e.credentials():
		s.refuse(e, 401, codeUnauthorised, nil)
	case len(wrong) > 0:
		s.refuse(e, 400, codeInvalid, wrong)
	case !e.authorised():
		s.refuse(e, e.profile.settings.unauthorised, codeUnauthorised, nil)
	default:
		return true
	}
	return false
}

// newPayment makes a payment from a request that passed the checks of format.
func (s *Server) newPayment(e *exchange, brand string) *payment {
	f := &e.form
	p := newInitial(e.channel, own(initialTypes, f.get("paymentType")))
	p.brand, p.at = brand, e.now
	p.take(f)
	e.out.b = e.out.b[:0]
	echo(&e.out, f)
	p.echo = append([]byte(nil), e.out.b...)

	m := &p.chain.ledger[0]
	m.amount, _ = parseAmount(f.get("amount"))
	m.currency = strings.Clone(strings.ToUpper(f.get("currency")))
	m.mode = e.mode()
	m.at = e.now
	if limit := f.get("numberOfCaptures"); limit != "" {
		m.maxCaptures, _ = strconv.Atoi(limit) // its format was checked
	}
	return p
}

// take copies the words of a request that every payment keeps. They are copies:
// the request's own memory held a card number.
func (p *payment) take(f *form) {
	p.reference = strings.Clone(f.get("merchantTransactionId"))
	p.descriptor = strings.Clone(f.get("descriptor"))
}

// mode is that of a new transaction: testMode in the request wins over the
// channel's, but not over a live one (D27).
func (e *exchange) mode() string {
	if mode := e.form.get("testMode"); mode != "" && e.profile.Mode != modeLive {
		return strings.Clone(mode)
	}
	return e.profile.Mode
}

// own returns the list's own copy of a value that is in it.
func own(list []string, value string) string {
	if i := slices.Index(list, value); i >= 0 {
		return list[i]
	}
	return strings.Clone(value)
}

// settleInitial decides on a new payment, keeps it and answers.
func (s *Server) settleInitial(e *exchange, p *payment, brand spec.Brand, known bool, trigger string) {
	m := &p.chain.ledger[0]
	p.chain.assumed = brand.Assumed
	code := e.profile.configured(brand, known, p.kind, m.currency)
	if code == "" && m.amount == 0 && p.kind != typePA {
		code = codeAmountTooLow
	}
	if code == "" {
		code = checkAccount(&e.form, p.brand, e.now)
	}
	if p.reference != "" && !e.channel.claim(p, e.profile.settings.refuseDuplicate) && code == "" {
		code = codeDuplicate
	}
	if code == "" {
		code = trigger
	}
	switch {
	case code != "":
	case brand.Workflow == spec.Sync:
		code = successCode(m.mode)
	case brand.Workflow == spec.AsyncConfirmation:
		code = codeWaitsForMoney // D33
		s.openSession(e, p, brand)
	default:
		code = codePending
		s.openSession(e, p, brand)
	}
	p.code = s.verdicts[code].code
	m.state = s.verdicts[code].state
	if m.state == pending && p.session != nil {
		p.waiting.Store(true)
		p.expire(&e.profile.settings, e.now)
	}
	s.keep(p)
	s.answerPayment(e, p, false)
}

// configured says whether the channel may use a brand, type and currency (D29).
func (p *profile) configured(b spec.Brand, known bool, kind, currency string) string {
	if !known || kind == "PA.CP" ||
		!permits(p.Brands, b.Name) || !permits(p.Currencies, currency) || !permits(p.PaymentTypes, kind) ||
		!permits(b.Currencies, currency) || !permits(b.PaymentTypes, kind) {
		return codeNotConfigured
	}
	return ""
}

// keep stores a payment; if its channel was given back meanwhile, it goes too.
func (s *Server) keep(p *payment) {
	s.store.put(p)
	if p.channel.closed.Load() {
		s.store.drop(p)
	}
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
