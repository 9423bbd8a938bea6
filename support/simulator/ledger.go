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
	typePA   = "PA"    // preauthorization; on an earlier one, its increment
	typeDB   = "DB"    // debit
	typeCD   = "CD"    // credit
	typePACP = "PA.CP" // preauthorization with automatic capture
	typeCP   = "CP"    // capture
	typeRV   = "RV"    // reversal
	typeRF   = "RF"    // refund
	typeRB   = "RB"    // rebill
	typeRC   = "RC"    // receipt
	typeCB   = "CB"    // chargeback
	typeCR   = "CR"    // chargeback reversal, representment and its reversal
	typeRG   = "RG"    // registration of an account
	typeDR   = "DR"    // deregistration
	typeTE   = "TE"    // token extension
	type3D   = "3D"    // authentication of its own
	typeRI   = "RI"    // risk check of a payment
	typeRE   = "RE"    // risk check of its own
	typeSD   = "SD"    // schedule
	typeRS   = "RS"    // its change
	typeDS   = "DS"    // its end
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
	added       minor // of a PA: reserved by increments beyond its amount
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
	final    bool   // of a CP: the last one (sequence=FINAL)
	at       time.Time
}

// rules are a channel's choices that the ledger needs. The zero value has no
// time to capture in; a PA's validity must be given.
type rules struct {
	singleCapture bool          // D10
	fullCapture   bool          // D10
	noCapture     bool          // D10
	reversePAOnly bool          // D11
	inFlight      bool          // D14
	olderCodes    bool          // D32
	fullRefund    bool          // a refund gives back all that is left
	refundAbove   bool          // a refund may give back more than is left
	receipts      bool          // a merchant may send RC
	noChargebacks bool          // a merchant may not send CB
	validity      time.Duration // of a PA
	refundWindow  time.Duration // 0 = no end
	cutOff        hour          // that ends the time for the RV of a DB or CP
	captureUntil  hour          // that ends the time for a CP; 0 = none does
	linked        int           // transactions in a chain; 0 = maxLinked
	fee           minor         // for what is settled
	faults        faults        // wrong behaviours
}

// or is one code, or the channel's other choice for the same refusal (D32).
func (r *rules) or(code, older string) string {
	if r.olderCodes {
		return older
	}
	return code
}

// hour is one of the day's, from 1 to 24, in UTC. The zero value is midnight,
// too.
type hour int

// after returns when the hour strikes next.
func (h hour) after(at time.Time) time.Time {
	day := at.UTC().Truncate(24 * time.Hour)
	strikes := day.Add(time.Duration(h%24) * time.Hour)
	if !strikes.After(at) {
		strikes = strikes.Add(24 * time.Hour)
	}
	return strikes
}

// reserved is what a PA holds, its increments included.
func (m *movement) reserved() minor { return m.amount + m.added }

// open is what may still be captured of a PA.
func (m *movement) open() minor {
	if m.kind != typePA || m.state != approved || m.reversed {
		return 0
	}
	return m.reserved() - m.taken
}

// refundable is what may still be refunded of one movement. Nothing is left once
// more than its amount was, as some acquirers allow.
func (m *movement) refundable() minor {
	if m.state != approved || m.reversed || m.disputed {
		return 0
	}
	switch m.kind {
	case typeDB, typeCD, typeCP, typeRB, typeRC:
		return max(m.amount-m.returned, 0)
	}
	return 0
}

// collects says whether a movement brought in the money of a PA.
func (m *movement) collects() bool { return m.kind == typeCP || m.kind == typeRC }

// subject is the movement that a step on this one is about: an increment stands
// for the PA that it has raised. Decided; nobody publishes it.
func (l ledger) subject(on int) int {
	for l[on].kind == typePA && l[on].on >= 0 {
		on = l[on].on
	}
	return on
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

// collected is when the money came in that a refund would give back.
func (l ledger) collected(on int) time.Time {
	at := l[on].at
	for i := range l {
		if l[i].on == on && l[i].collects() {
			at = l[i].at
		}
	}
	return at
}

// turns is how often a dispute has turned: 0 at the chargeback itself.
func (l ledger) turns(on int) int {
	n := 0
	for l[on].kind == typeCR {
		on = l[on].on
		n++
	}
	return n
}
