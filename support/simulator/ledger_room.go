package simulator

var (
	captureIgnoresAmount = wrongly("backoffice", "capture-ignores-amount", "captures may exceed what is reserved")
	captureAfterReversal = wrongly("backoffice", "capture-after-reversal", "a reversal releases nothing")
	captureAfterExpiry   = wrongly("backoffice", "capture-after-expiry", "a preauthorization never expires")
	captureForgetsFirst  = wrongly("backoffice", "capture-forgets-the-first",
		"each capture is compared with what was reserved, and not their sum")
	incrementAddsNothing = wrongly("payments", "increment-adds-nothing",
		"an increment is approved, and no more may be captured")
	refundIgnoresAmount = wrongly("backoffice", "refund-ignores-amount", "a refund may exceed what was taken")
	refundForgetsFirst  = wrongly("backoffice", "refund-forgets-the-first",
		"each refund is compared with what was taken, and not their sum")
	refundAfterReversal  = wrongly("backoffice", "refund-after-reversal", "a reversed debit may be refunded on top")
	refundOfChargedBack  = wrongly("backoffice", "refund-of-charged-back", "what was charged back may be refunded on top")
	reversalTwice        = wrongly("backoffice", "reversal-twice", "what is reversed may be reversed again")
	reversalOfRefunded   = wrongly("backoffice", "reversal-of-refunded", "a refunded debit may be reversed on top")
	reversalIgnoresClock = wrongly("backoffice", "reversal-ignores-cut-off", "a debit may be reversed on any later day")
	chargebackTwice      = wrongly("backoffice", "chargeback-twice", "a debit may be charged back again")
	chargebackIgnoresSum = wrongly("backoffice", "chargeback-ignores-amount", "a chargeback may exceed what was taken")
	disputeNeverEnds     = wrongly("backoffice", "dispute-never-ends", "a chargeback may be reversed again")
)

// checkIncrement lets a PA grow while it may be captured. Unverified: the
// mechanics of follow-up authorisations are not published.
func (l ledger) checkIncrement(s step, r *rules) string {
	m := &l[s.on]
	switch {
	case s.at.Sub(m.at) > r.validity:
		return codeCaptureTooLate
	case m.open() == 0 && m.reserved() > 0:
		return codeAlreadyDone
	}
	return ""
}

func (l ledger) checkCapture(s step, r *rules) string {
	m := &l[s.on]
	limit := m.maxCaptures
	if r.singleCapture {
		limit = 1
	}
	left := l.capturable(s.on, r)
	switch {
	case r.noCapture:
		return codeCaptureUnsupported
	case s.at.Sub(m.at) > r.validity && !r.faults.has(captureAfterExpiry):
		return r.or(codeCannotCapture, codeCaptureTooLate)
	case r.captureUntil > 0 && !s.at.Before(r.captureUntil.after(m.at)):
		return codeCaptureTooLate
	case left == 0 && m.reserved() > 0, limit > 0 && m.captures >= limit:
		return r.or(codeCannotCapture, codeAlreadyDone)
	case r.fullCapture && s.amount < m.reserved():
		return codeCaptureUnsupported
	case s.amount > left && !r.faults.has(captureIgnoresAmount):
		return codeCannotCapture
	}
	return ""
}

// capturable is what is open of a PA, as a gateway with faults sees it.
func (l ledger) capturable(on int, r *rules) minor {
	m := &l[on]
	left := m.open()
	switch {
	case m.reversed && r.faults.has(captureAfterReversal):
		left = m.reserved() - m.taken
	case r.faults.has(captureForgetsFirst) && left > 0:
		left = m.reserved()
	case r.faults.has(incrementAddsNothing) && left > 0:
		left = m.amount - m.taken
	}
	return left
}

// checkReceipt is for receipts that the merchant sends. Its code is the only one
// that speaks of them.
func (l ledger) checkReceipt(s step) string {
	if s.amount > l[s.on].open() {
		return codeNothingToReceive
	}
	return ""
}

func (l ledger) checkRefund(s step, r *rules) string {
	m := &l[s.on]
	left, disputed := l.refundable(s.on)
	switch {
	case m.reversed && m.kind != typePA && r.faults.has(refundAfterReversal),
		disputed && r.faults.has(refundOfChargedBack),
		m.state == rejected && r.faults.has(rejectedIsWorkedOn),
		r.faults.has(refundForgetsFirst) && left > 0:
		left, disputed = m.amount, false
	}
	switch {
	case disputed:
		return codeChargedBack
	case left == 0:
		return r.or(codeCannotRefund, codeAlreadyDone)
	case r.refundWindow > 0 && s.at.Sub(l.collected(s.on)) > r.refundWindow:
		return codeCannotRefund
	case r.fullRefund && s.amount < left:
		return codeOtherAmount
	case s.amount > left && !r.refundAbove && !r.faults.has(refundIgnoresAmount):
		return codeCannotRefund
	}
	return ""
}

func (l ledger) checkReversal(s step, r *rules) string {
	m := &l[s.on]
	pa := m.kind == typePA
	switch {
	case r.reversePAOnly && !pa:
		return codeCannotReverse
	case m.disputed:
		return codeChargedBack
	case s.amount > m.reserved():
		return codeCannotReverse
	case m.reversed && !r.faults.has(reversalTwice),
		m.returned > 0 && !r.faults.has(reversalOfRefunded),
		pa && !m.reversed && m.open() == 0 && m.amount > 0:
		return r.or(codeCannotReverse, codeAlreadyDone)
	case pa && s.at.Sub(m.at) > r.validity:
		return r.or(codeTooLateToReverse, codeCannotVoid)
	case !pa && !s.at.Before(r.cutOff.after(m.at)) && !r.faults.has(reversalIgnoresClock): // D11
		return codeTooLateToReverse
	}
	return ""
}

func (l ledger) checkChargeback(s step, r *rules) string {
	m := &l[s.on]
	switch {
	case m.disputed && !r.faults.has(chargebackTwice):
		return r.or(codeCannotChargeBack, codeManyChargebacks)
	case m.reversed, s.amount > m.amount-m.returned && !r.faults.has(chargebackIgnoresSum):
		return codeCannotChargeBack
	}
	return ""
}

// maxTurns is the length of a dispute after its chargeback: reversal,
// representment, reversal of the representment (D32).
const maxTurns = 3

func (l ledger) checkChargebackReversal(s step, r *rules) string {
	m := &l[s.on]
	again := m.answered && !r.faults.has(disputeNeverEnds)
	switch {
	case again && m.kind == typeCB:
		return codeCBReversed
	case again, l.turns(s.on) >= maxTurns, s.amount > m.amount:
		return codeCBRepresented
	}
	return ""
}
