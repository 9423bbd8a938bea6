package simulator

var (
	otherCurrencyAccepted = wrongly("backoffice", "other-currency-accepted", "a step may be in another currency")
	refundIsChargedBack   = wrongly("backoffice", "refund-charged-back", "a refund may be charged back")
	rejectedIsWorkedOn    = wrongly("backoffice", "rejected-is-worked-on", "a rejected debit may be refunded")
)

// check says whether a step may be taken: "" or the code of the refusal.
// Source: Back-office operations; D10 to D14, D32.
func (l ledger) check(s step, r rules) string {
	s.on = l.subject(s.on)
	m := &l[s.on]
	if m.state == pending { // D14
		if r.inFlight {
			return codeInFlight
		}
		return codeReferencePending
	}
	code := l.fits(s, &r)
	switch {
	case code != "":
		return code
	case m.state == rejected && !r.faults.has(rejectedIsWorkedOn):
		return codeRefRejected
	case s.currency != "" && s.currency != m.currency && !r.faults.has(otherCurrencyAccepted):
		return codeOtherCurrency
	case s.mode != "" && s.mode != m.mode:
		return codeOtherMode
	case len(l) >= r.most():
		return codeTooManyLinked
	case s.amount == 0 && s.kind != typeRV && s.kind != typeCR:
		return codeAmountTooLow
	}
	return l.allows(s, &r)
}

// allows says whether what a step refers to leaves room for it.
func (l ledger) allows(s step, r *rules) string {
	switch s.kind {
	case typePA:
		return l.checkIncrement(s, r)
	case typeCP:
		return l.checkCapture(s, r)
	case typeRC:
		return l.checkReceipt(s)
	case typeRF:
		return l.checkRefund(s, r)
	case typeRV:
		return l.checkReversal(s, r)
	case typeCB:
		return l.checkChargeback(s, r)
	case typeCR:
		return l.checkChargebackReversal(s, r)
	}
	return "" // a rebill is a payment of its own
}

// most is how many transactions a chain may have.
func (r *rules) most() int {
	if r.linked == 0 {
		return maxLinked
	}
	return r.linked
}

// fits says whether a step of this kind may refer to that kind at all.
func (l ledger) fits(s step, r *rules) string {
	m := &l[s.on]
	on := m.kind
	switch s.kind {
	case typePA:
		if on != typePA {
			return codeWrongType
		}
	case typeCP:
		if on != typePA {
			return r.or(codeNothingToCapture, codeInvalidType)
		}
		if m.state == rejected {
			return r.or(codeNothingToCapture, codeRefRejected)
		}
	case typeRF:
		paid := on == typePA && m.captures > 0 // D13
		if !paid && on != typeDB && on != typeCP && on != typeCD && on != typeRC && on != typeRB {
			return r.or(codeNothingToRefund, codeInvalidType)
		}
	case typeRV:
		if on != typePA && on != typeDB && on != typeCP && on != typeRB {
			return r.or(codeNothingToReverse, codeInvalidType)
		}
	case typeRB:
		if on != typeDB && on != typeCP {
			return codeWrongType
		}
	default:
		return l.fitsPlatform(s, r)
	}
	return ""
}

// fitsPlatform is fits for what banks and the platform mostly send themselves.
func (l ledger) fitsPlatform(s step, r *rules) string {
	on := l[s.on].kind
	switch s.kind {
	case typeCB:
		if r.noChargebacks {
			return codeChargebackInternal
		}
		if on != typeDB && on != typeCP && on != typeRB && !(on == typeRF && r.faults.has(refundIsChargedBack)) { // D32
			return codeNothingToCharge
		}
	case typeCR:
		if on != typeCB && on != typeCR {
			return codeNoChargeback
		}
	case typeRC:
		if !r.receipts {
			return codeReceiptInternal
		}
		if on != typePA {
			return codeNothingToReceive
		}
	default:
		return codeWrongType
	}
	return ""
}

// unknownReference is the code of a step whose reference id nobody knows (D09).
func unknownReference(kind string, c *settings) string {
	if c.genericReference {
		return codeReferenceMissing
	}
	switch kind {
	case typeCP:
		return codeNothingToCapture
	case typeRV:
		return codeNothingToReverse
	case typeRF:
		return codeNotConfigured
	case typeCB:
		return codeNothingToCharge
	case typeCR:
		return codeNoChargeback
	case typeRC:
		if !c.rules.receipts {
			return codeReceiptInternal
		}
		return codeNothingToReceive
	}
	return codeReferenceMissing
}
