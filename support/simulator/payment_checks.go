package simulator

import "assay/support/spec"

var (
	brandUnchecked     = wrongly("errors", "brand-unchecked", "any brand, currency and payment type is taken")
	currencyUnchecked  = wrongly("brands", "currency-unchecked", "a currency that the brand lacks is taken")
	triggerIgnored     = wrongly("errors", "trigger-ignored", "the holder's name triggers no result")
	zeroTaken          = wrongly("errors", "zero-taken", "a debit of nothing is approved")
	syncRedirects      = wrongly("brands", "sync-redirects", "a synchronous brand waits for the shopper")
	asyncSettles       = wrongly("brands", "async-settles", "an asynchronous brand is settled at once")
	slipHurries        = wrongly("brands", "slip-hurries", "a payment by slip says 000.200.000")
	successCodeIsWrong = wrongly("payments", "success-code-wrong", "a payment in test mode is approved as a live one")
)

// initialChecks decide on a new payment, one after the other: the first that
// returns a code has decided. They are in the order of recorded refusals.
var initialChecks = []func(*Server, *exchange, *payment) string{
	(*Server).checkHouse,
	(*Server).checkRegistration,
	(*Server).checkConfigured,
	(*Server).checkAmount,
	(*Server).checkAgreement,
	(*Server).checkAccount,
	(*Server).checkAdvice,
	(*Server).checkReference,
	(*Server).checkRisk,
	(*Server).noteFindings,
	(*Server).check3DS,
	(*Server).checkTrigger,
	(*Server).startWorkflow,
}

// checkConfigured says whether the channel may use a brand, type and currency
// (D29).
func (s *Server) checkConfigured(e *exchange, p *payment) string {
	b, c, currency := &e.order.brand, e.profile, p.chain.ledger[0].currency
	if c.faulty(brandUnchecked) {
		return ""
	}
	if c.settings.exactLack {
		switch {
		case !e.order.known || !permits(c.Brands, b.Name):
			return codeBrandNotConfigured
		case !permits(c.PaymentTypes, p.kind) || !permits(b.PaymentTypes, p.kind):
			return codeTypeNotConfigured
		}
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

func (s *Server) checkAccount(e *exchange, _ *payment) string { return e.checkAccount() }

// checkAccount returns the code of what is wrong with the account that a request
// pays with, "" if nothing is.
func (e *exchange) checkAccount() string {
	if stored := e.order.stored; stored != nil {
		return stored.check(e)
	}
	return checkAccount(&e.form, e.order.name, e.now)
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
	if b, advised := e.advised(); advised {
		e.channel.blocks.add(b.from(e.now, e.profile))
	}
	if e.profile.faulty(triggerIgnored) {
		return ""
	}
	return e.order.trigger
}

// startWorkflow does what the brand does: settle at once, or send the shopper
// away (S06, D33). Where nobody is there to be sent, any brand settles at once;
// that is decided.
func (s *Server) startWorkflow(e *exchange, p *payment) string {
	workflow := e.order.brand.Workflow
	switch {
	case workflow == spec.Sync && e.profile.faulty(successCodeIsWrong):
		return codeLive
	case e.order.scheduled, workflow == spec.Sync && !e.profile.faulty(syncRedirects),
		workflow == spec.Async && e.profile.faulty(asyncSettles):
		return successCode(p.chain.ledger[0].mode)
	case workflow == spec.AsyncConfirmation && !e.profile.faulty(slipHurries):
		s.openSession(e, p)
		return codeWaitsForMoney
	}
	s.openSession(e, p)
	return codePending
}
