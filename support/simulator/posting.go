package simulator

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

var (
	settlementCountsReversed = wrongly("reporting", "settlement-counts-reversed", "a reversed debit is settled all the same")
	settlementHidesDisputes  = wrongly("reporting", "settlement-hides-chargebacks", "a chargeback is settled like a refund")
	settlementHidesFees      = wrongly("reporting", "settlement-hides-fees", "an acquirer's fees are told among what was settled, not as fees")
	settlementAddsRefunds    = wrongly("reporting", "settlement-adds-refunds", "a refund raises the sum of a settlement")
)

// The kinds of reconciliation that the documentation names.
const (
	settledType            = "SETTLED"
	feeType                = "FEE"
	chargebackType         = "CHARGEBACK"
	chargebackReversalType = "CHARGEBACK REVERSAL"
)

// reconciliationTypes is their order in an answer.
var reconciliationTypes = [...]string{settledType, feeType, chargebackType, chargebackReversalType}

// posting is one movement of money as a settlement shows it.
type posting struct {
	payment *payment
	kind    string // one of reconciliationTypes
	amount  minor  // below 0: from the merchant
	at      time.Time
}

// direction says where the money of a movement goes: 1 to the merchant, -1 from
// it, 0 where none moves. A refund, a chargeback and what undoes one go against
// what they refer to. Decided; nobody publishes it.
func (l ledger) direction(i int) minor {
	m := &l[i]
	switch m.kind {
	case typeDB, typeCP, typeRB, typeRC:
		return 1
	case typeCD:
		return -1
	case typeRF:
		if l[m.on].kind == typeCD {
			return 1
		}
		return -1 // of a PA: of its captures
	case typeRV, typeCB, typeCR:
		return -l.direction(m.on)
	}
	return 0
}

// settles says whether a movement is part of a settlement: money has moved, and
// was not called back before the day's end, when banks are told.
func (l ledger) settles(i int, r *rules) bool {
	m := &l[i]
	switch {
	case m.state != approved || l.direction(i) == 0:
		return false
	case m.kind == typeRV:
		return dayOf(m.at) != dayOf(l[m.on].at)
	case !m.reversed || r.faults.has(settlementCountsReversed):
		return true
	}
	return !slices.ContainsFunc(l, func(rv movement) bool {
		return rv.kind == typeRV && rv.on == i && dayOf(rv.at) == dayOf(m.at)
	})
}

// posting is what a settlement shows of a movement.
func (l ledger) posting(i int, r *rules) posting {
	m := &l[i]
	d := l.direction(i)
	if m.kind == typeRF && r.faults.has(settlementAddsRefunds) {
		d = -d
	}
	entry := posting{kind: settledType, amount: d * m.amount, at: m.at}
	if (m.kind == typeCB || m.kind == typeCR) && !r.faults.has(settlementHidesDisputes) {
		if entry.kind = chargebackType; d > 0 {
			entry.kind = chargebackReversalType
		}
	}
	return entry
}

// fee is what the acquirer keeps of a posting, for nothing but what is settled.
// What acquirers charge is published nowhere; that it is so much each is decided.
func (entry posting) fee(r *rules) (posting, bool) {
	if entry.kind != settledType || r.fee == 0 {
		return posting{}, false
	}
	if !r.faults.has(settlementHidesFees) {
		entry.kind = feeType
	}
	entry.amount = -r.fee
	return entry, true
}

// dayOf numbers the days in UTC.
func dayOf(t time.Time) int64 {
	const seconds = 24 * 60 * 60
	return t.Unix() / seconds
}

func dayBegin(day int64) time.Time { return time.Unix(day*24*60*60, 0).UTC() }

// statement is what is settled together: a day's postings in one currency. Each
// mode has statements of its own.
type statement struct {
	day      int64
	currency string
	mode     string
}

// id is the statement as a path names it, in the form of the gateway's other ids.
func (a statement) id() string {
	return fmt.Sprintf("8ac7a4%s%x%012x", dayBegin(a.day).Format("20060102"), a.currency,
		slices.Index(modes, a.mode))
}

// accountOf reads an id back.
func statementOf(id string) (a statement, ok bool) {
	if len(id) != 32 {
		return a, false
	}
	day, err := time.Parse("20060102", id[6:14])
	mode, bad := strconv.ParseUint(id[20:], 16, 8)
	if err != nil || bad != nil || mode >= uint64(len(modes)) {
		return a, false
	}
	a = statement{day: dayOf(day), mode: modes[mode]}
	for i := 14; i < 20; i += 2 {
		letter, _ := strconv.ParseUint(id[i:i+2], 16, 8)
		a.currency += string(rune(letter))
	}
	return a, a.id() == id
}
