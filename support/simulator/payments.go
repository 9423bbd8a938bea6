package simulator

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
)

var (
	successCodeIsWrong     = wrongly("payments", "success-code-wrong", "a payment in test mode is approved as a live one")
	rejectedIsKeptApproved = wrongly("backoffice", "rejected-is-kept-approved", "a declined payment can be captured and refunded")
)

// order is what an initial request asks for, worked out once.
type order struct {
	name     string // paymentBrand, as it is answered
	brand    spec.Brand
	known    bool   // the catalogue has the brand
	trigger  string // the result code that the request asks for (D24); "" = none
	advice   string // the merchant advice that comes with it; "" = none
	repeated bool   // its merchantTransactionId has to be unique and is not

	token     *payment // the registration (RG) it is paid with; nil = none
	stored    *account // its account
	initialID string   // of the agreement that it was first paid with
	refused   string   // code of why it cannot be paid with; "" = it can

	runs3DS bool // 3-D Secure is applied
	issuer  spec.Issuer
}

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
	e.assumed = e.order.brand.Assumed
	if code := s.readTrigger(e); code != "" {
		s.forcedDecline(e, code, e.order.name)
		return
	}
	if incremental(&e.form) {
		s.increment(e)
		return
	}
	s.settleInitial(e, s.newPayment(e))
}

// readTrigger notes the result that a request asks for. It returns the code of a
// decline that is forced, "" if there is none (D24).
func (s *Server) readTrigger(e *exchange) (declined string) {
	code, forced := triggered(&e.form, s.verdicts)
	if forced && s.verdicts[code].state == rejected {
		return code
	}
	e.order.trigger = code
	switch stored := e.order.stored; {
	case forced:
	case stored != nil:
		e.order.trigger, e.order.advice = stored.trigger, stored.advice
	case code != "":
		_, e.order.advice = triggeredBy(e.form.get("card.holder"), s.verdicts)
	}
	return ""
}

var (
	entityNotNeeded       = wrongly("errors", "entity-not-needed", "a payment without an entity is no mistake of form")
	missingLoginForbidden = wrongly("errors", "missing-login-forbidden", "a request without a login is HTTP 403")
	wrongLoginUnknown     = wrongly("errors", "wrong-login-unknown", "a wrong login is HTTP 401")
	cardShown             = wrongly("payments", "card-shown", "answers have a card number")
	brandUnchecked        = wrongly("errors", "brand-unchecked", "any brand, currency and payment type is taken")
	currencyUnchecked     = wrongly("brands", "currency-unchecked", "a currency that the brand lacks is taken")
	triggerIgnored        = wrongly("errors", "trigger-ignored", "the holder's name triggers no result")
	zeroTaken             = wrongly("errors", "zero-taken", "a debit of nothing is approved")
	syncRedirects         = wrongly("brands", "sync-redirects", "a synchronous brand waits for the shopper")
	asyncSettles          = wrongly("brands", "async-settles", "an asynchronous brand is settled at once")
	slipHurries           = wrongly("brands", "slip-hurries", "a payment by slip says 000.200.000")
)

// readOrder finds out the brand, which a card's number may tell.
func (s *Server) readOrder(f *form) order {
	o := order{name: f.get("paymentBrand")}
	if o.name == "" {
		o.name = detectBrand(f.get("card.number"))
	}
	if o.brand, o.known = s.brands.Lookup(o.name); o.known {
		o.name = o.brand.Name
	} else {
		o.name = strings.Clone(o.name)
	}
	return o
}

// admit answers for every request that does not pass format and login.
func (s *Server) admit(e *exchange, wrong invalid) bool {
	switch {
	case !e.credentials():
		s.refuse(e, e.profile.when(missingLoginForbidden, 403, 401), codeUnauthorised, nil)
	case len(wrong) > 0:
		s.refuse(e, 400, codeInvalid, wrong)
	case !e.authorised():
		s.refuse(e, e.profile.when(wrongLoginUnknown, 401, e.profile.settings.unauthorised), codeUnauthorised, nil)
	default:
		return true
	}
	return false
}

// newPayment makes a payment from a request that passed the checks of format.
func (s *Server) newPayment(e *exchange) *payment {
	f := &e.form
	kind := own(initialTypes, f.get("paymentType"))
	automatic := kind == typePACP
	if automatic {
		kind = typePA
	}
	p := newInitial(e.channel, kind)
	p.brand, p.at, p.made = e.order.name, e.now, e.now.UnixNano()
	p.chain.assumed, p.chain.brand = e.order.brand.Assumed, p.brand
	if automatic {
		p.chain.onEnd = s.captureAtOnce
	}
	p.take(f)
	p.chain.token, p.chain.agreement = e.order.token, e.agreement()
	e.out.b = e.out.b[:0]
	if stored := e.order.stored; stored != nil {
		e.out.raw(stored.members)
		echoOthers(&e.out, f)
	} else {
		echoMost(&e.out, f)
	}
	if e.profile.faulty(cardShown) {
		e.out.b = bytes.Replace(e.out.b, []byte(`"bin"`), []byte(`"number":"0000000000000000","bin"`), 1) // a made-up one
	}
	p.secure(e)
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

// initialChecks decide on a new payment, one after the other: the first that
// returns a code has decided. They are in the order of recorded refusals.
var initialChecks = []func(*Server, *exchange, *payment) string{
	(*Server).checkRegistration,
	(*Server).checkConfigured,
	(*Server).checkAmount,
	(*Server).checkAgreement,
	(*Server).checkAccount,
	(*Server).checkAdvice,
	(*Server).checkReference,
	(*Server).check3DS,
	(*Server).checkTrigger,
	(*Server).startWorkflow,
}

// settleInitial decides on a new payment, keeps it and answers.
func (s *Server) settleInitial(e *exchange, p *payment) { s.decide(e, p, initialChecks) }

// decide lets checks decide on a new payment, keeps it and answers.
func (s *Server) decide(e *exchange, p *payment, checks []func(*Server, *exchange, *payment) string) {
	s.carryOut(e, p, checks)
	s.answerPayment(e, p, false)
	if e.profile.faulty(rejectedIsKeptApproved) {
		p.chain.mu.Lock()
		if m := &p.chain.ledger[0]; m.state == rejected {
			m.state, p.code = approved, successCode(m.mode)
		}
		p.chain.mu.Unlock()
	}
}

// carryOut lets checks decide on a new payment and keeps it.
func (s *Server) carryOut(e *exchange, p *payment, checks []func(*Server, *exchange, *payment) string) {
	if p.reference != "" { // whatever becomes of it, a query finds it
		e.order.repeated = !e.channel.claim(p, e.profile.settings.refuseDuplicate)
	}
	for _, check := range checks {
		if code := check(s, e, p); code != "" {
			v := s.verdicts[code]
			p.code, p.chain.ledger[0].state = v.code, v.state
			break
		}
	}
	s.storeAccount(e, p)
	if p.chain.ledger[0].state == pending && p.session != nil {
		p.waiting.Store(true)
		p.expire(&e.profile.settings, e.now)
	}
	ended := p.chain.ledger[0].state != pending
	s.keep(p)
	p.announce()
	if ended && p.chain.onEnd != nil {
		p.chain.mu.Lock()
		p.chain.onEnd(p, e.now)
		p.chain.mu.Unlock()
	}
}

// checkConfigured says whether the channel may use a brand, type and currency
// (D29).
func (s *Server) checkConfigured(e *exchange, p *payment) string {
	b, c, currency := &e.order.brand, e.profile, p.chain.ledger[0].currency
	if c.faulty(brandUnchecked) {
		return ""
	}
	if !e.order.known || p.chain.onEnd != nil && !permits(c.PaymentTypes, typeCP) ||
		!permits(c.Brands, b.Name) || !permits(c.Currencies, currency) || !permits(c.PaymentTypes, p.kind) ||
		!permits(b.Currencies, currency) && !c.faulty(currencyUnchecked) || !permits(b.PaymentTypes, p.kind) {
		return codeNotConfigured
	}
	return ""
}

func (s *Server) checkAmount(e *exchange, p *payment) string {
	if p.chain.ledger[0].amount == 0 && (p.kind != typePA || p.chain.onEnd != nil) && !e.profile.faulty(zeroTaken) {
		return codeAmountTooLow
	}
	return ""
}

func (s *Server) checkAccount(e *exchange, p *payment) string {
	if stored := e.order.stored; stored != nil {
		return stored.check(e)
	}
	return checkAccount(&e.form, p.brand, e.now)
}

// checkReference refuses a merchantTransactionId that has to be unique and is
// not (D23).
func (s *Server) checkReference(e *exchange, _ *payment) string {
	if e.order.repeated {
		return e.profile.settings.duplicateCode
	}
	return ""
}

func (s *Server) checkTrigger(e *exchange, _ *payment) string {
	if e.order.advice != "" {
		s.advise(e)
	}
	if e.profile.faulty(triggerIgnored) {
		return ""
	}
	return e.order.trigger
}

// startWorkflow does what the brand does: settle at once, or send the shopper
// away (S06, D33).
func (s *Server) startWorkflow(e *exchange, p *payment) string {
	workflow := e.order.brand.Workflow
	switch {
	case workflow == spec.Sync && e.profile.faulty(successCodeIsWrong):
		return codeLive
	case workflow == spec.Sync && !e.profile.faulty(syncRedirects),
		workflow == spec.Async && e.profile.faulty(asyncSettles):
		return successCode(p.chain.ledger[0].mode)
	case workflow == spec.AsyncConfirmation && !e.profile.faulty(slipHurries):
		s.openSession(e, p)
		return codeWaitsForMoney
	}
	s.openSession(e, p)
	return codePending
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
