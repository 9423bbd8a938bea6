package simulator

import "time"

// state is how far a transaction has come.
type state uint8

const (
	pending state = iota
	approved
	rejected
)

func (s state) String() string { return [...]string{"pending", "approved", "rejected"}[s] }

// The payment types of the API.
const (
	typePA = "PA" // preauthorization
	typeDB = "DB" // debit
	typeCD = "CD" // credit
	typeCP = "CP" // capture
	typeRV = "RV" // reversal
	typeRF = "RF" // refund
	typeRB = "RB" // rebill
	typeRC = "RC" // receipt
	typeCB = "CB" // chargeback
	typeCR = "CR" // chargeback reversal or representment
	type3D = "3D" // authentication of its own
)

// maxLinked bounds a chain, so that no payment grows without end; the API has a
// code for it (700.500.001) and publishes no number.
const maxLinked = 1000

// movement is one transaction in a chain's ledger.
type movement struct {
	kind     string
	on       int // index of the movement it refers to; -1 for the first
	amount   minor
	currency string
	mode     string
	state    state
	at       time.Time

	maxCaptures int   // of a PA: numberOfCaptures; 0 = no limit
	captures    int   // of a PA: captures so far, a receipt included
	taken       minor // of a PA: captured or received so far
	returned    minor // of money moved: refunded so far
	reversed    bool  // money not taken is released, money taken is returned
	disputed    bool  // charged back, now or once
	answered    bool  // of a CB or CR: a CR has followed
}

// ledger is what moved in one chain: the initial payment and everything that
// refers to it, in order. It decides and books; it knows no HTTP and no clock.
type ledger []movement

// step is what a back-office request asks for.
type step struct {
	kind     string
	on       int    // index of the referenced movement
	amount   minor  // 0 when not sent: the whole
	currency string // "" when not sent
	mode     string // "" when not sent
	at       time.Time
}

// rules are a channel's choices that the ledger needs.
type rules struct {
	singleCapture bool          // D10
	reversePAOnly bool          // D11
	validity      time.Duration // of a PA
	faults        faults        // wrong behaviours
}

var refundIgnoresAmount = wrongly("backoffice", "refund-ignores-amount", "a refund may exceed what was taken")

// open is what may still be captured of a PA.
func (m *movement) open() minor {
	if m.kind != typePA || m.state != approved || m.reversed {
		return 0
	}
	return m.amount - m.taken
}

// refundable is what may still be refunded of one movement.
func (m *movement) refundable() minor {
	if m.state != approved || m.reversed || m.disputed {
		return 0
	}
	switch m.kind {
	case typeDB, typeCD, typeCP, typeRB, typeRC:
		return m.amount - m.returned
	}
	return 0
}

// collects says whether a movement brought in the money of a PA.
func (m *movement) collects() bool { return m.kind == typeCP || m.kind == typeRC }

// check says whether a step may be taken: "" or the code of the refusal.
// Source: Back-office operations; D10 to D14, D32.
func (l ledger) check(s step, r rules) string {
	m := &l[s.on]
	if m.state == pending {
		return codeReferencePending // D14
	}
	code := l.fits(s)
	switch {
	case code != "":
		return code
	case m.state == rejected:
		return codeRefRejected
	case s.currency != "" && s.currency != m.currency:
		return codeOtherCurrency
	case s.mode != "" && s.mode != m.mode:
		return codeOtherMode
	case len(l) >= maxLinked:
		return codeTooManyLinked
	case s.amount == 0 && s.kind != typeRV && s.kind != typeCR:
		return codeAmountTooLow
	}
	switch s.kind {
	case typeCP:
		return l.checkCapture(s, r)
	case typeRF:
		return l.checkRefund(s, r)
	case typeRV:
		return l.checkReversal(s, r)
	case typeCB:
		return l.checkChargeback(s)
	case typeCR:
		return l.checkChargebackReversal(s)
	}
	return ""
}

// fits says whether a step of this kind may refer to that kind at all.
func (l ledger) fits(s step) string {
	m := &l[s.on]
	on := m.kind
	switch s.kind {
	case typeCP:
		if on != typePA || m.state == rejected {
			return codeNothingToCapture
		}
	case typeRF:
		paid := on == typePA && m.captures > 0 // D13
		if !paid && on != typeDB && on != typeCP && on != typeCD && on != typeRC && on != typeRB {
			return codeNothingToRefund
		}
	case typeRV:
		if on != typePA && on != typeDB && on != typeCP && on != typeRB {
			return codeNothingToReverse
		}
	case typeRB:
		if on != typeDB && on != typeCP {
			return codeWrongType
		}
	case typeCB:
		if on != typeDB && on != typeCP && on != typeRB { // D32
			return codeNothingToCharge
		}
	case typeCR:
		if on != typeCB && on != typeCR {
			return codeNoChargeback
		}
	case typeRC:
		return codeReceiptInternal
	default:
		return codeWrongType
	}
	return ""
}

func (l ledger) checkCapture(s step, r rules) string {
	m := &l[s.on]
	limit := m.maxCaptures
	if r.singleCapture {
		limit = 1
	}
	switch {
	case s.at.Sub(m.at) > r.validity,
		limit > 0 && m.captures >= limit,
		s.amount > m.open():
		return codeCannotCapture
	}
	return ""
}

func (l ledger) checkRefund(s step, r rules) string {
	left, disputed := l.refundable(s.on)
	switch {
	case disputed:
		return codeChargedBack
	case s.amount > left && !r.faults.has(refundIgnoresAmount):
		return codeCannotRefund
	}
	return ""
}

// refundable sums what may be refunded by a step that refers to a movement: its
// own money, or that of a PA's captures (D13).
func (l ledger) refundable(on int) (left minor, disputed bool) {
	if l[on].kind != typePA {
		return l[on].refundable(), l[on].disputed
	}
	for i := range l {
		if l[i].on == on && l[i].collects() {
			left += l[i].refundable()
			disputed = disputed || l[i].disputed
		}
	}
	return left, disputed && left == 0
}

func (l ledger) checkReversal(s step, r rules) string {
	m := &l[s.on]
	switch {
	case r.reversePAOnly && m.kind != typePA:
		return codeCannotReverse
	case m.disputed:
		return codeChargedBack
	case m.reversed || m.returned > 0 || s.amount > m.amount:
		return codeCannotReverse
	case m.kind == typePA && m.open() == 0 && m.amount > 0:
		return codeCannotReverse
	case m.kind == typePA && s.at.Sub(m.at) > r.validity,
		m.kind != typePA && !sameDay(m.at, s.at): // D11
		return codeTooLateToReverse
	}
	return ""
}

func (l ledger) checkChargeback(s step) string {
	m := &l[s.on]
	if m.disputed || m.reversed || s.amount > m.amount-m.returned {
		return codeCannotChargeBack
	}
	return ""
}

func (l ledger) checkChargebackReversal(s step) string {
	m := &l[s.on]
	switch {
	case m.answered && m.kind == typeCB:
		return codeCBReversed
	case m.answered || m.kind == typeCR && l[m.on].kind == typeCR || s.amount > m.amount:
		return codeCBRepresented
	}
	return ""
}

// sameDay is the channel's cut-off: the end of the day in UTC (D11).
func sameDay(a, b time.Time) bool {
	return a.UTC().Truncate(24 * time.Hour).Equal(b.UTC().Truncate(24 * time.Hour))
}

// book takes a step that check let through and returns the longer ledger. A
// step without an amount is booked with the whole of what it refers to.
func (l ledger) book(s step) ledger {
	m := &l[s.on]
	amount := s.amount
	if s.kind == typeRV || amount == 0 {
		amount = m.amount
	}
	switch s.kind {
	case typeCP:
		m.taken += amount
		m.captures++
	case typeRF:
		l.giveBack(s.on, amount)
	case typeRV:
		m.reversed = true // D12: what is not captured of a PA is released
	case typeCB:
		m.disputed = true
	case typeCR:
		m.answered = true
	}
	return append(l, movement{
		kind: s.kind, on: s.on, amount: amount, currency: m.currency, mode: m.mode, state: approved, at: s.at,
	})
}

// giveBack books a refund on the movement itself, or on a PA's captures, the
// oldest first (D13). A receipt is to a PA what a capture is.
func (l ledger) giveBack(on int, amount minor) {
	if l[on].kind != typePA {
		l[on].returned += amount
		return
	}
	for i := range l {
		if l[i].on == on && l[i].collects() {
			part := min(amount, l[i].refundable())
			l[i].returned += part
			amount -= part
		}
	}
}

// unknownReference is the code of a step whose reference id nobody knows (D09).
func unknownReference(kind string) string {
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
		return codeReceiptInternal
	}
	return codeReferenceMissing
}
