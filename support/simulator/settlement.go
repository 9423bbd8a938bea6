package simulator

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

var (
	settlementEarly         = wrongly("reporting", "settlement-before-day-ends", "a day is settled before it has ended")
	settlementMixes         = wrongly("reporting", "settlement-ignores-currency", "settlements do not filter by currency")
	settlementUnsorted      = wrongly("reporting", "settlement-ignores-order", "settled transactions are not sorted as asked")
	settlementForgetsRecord = wrongly("reporting", "settlement-forgets-record", "a settlement's last transaction is missing in its detail")
)

// settlementLimit is how many transactions a page has. Source: Settlement
// Reports, detail level.
const settlementLimit = 100

// What settlement answers look like is not published, but for a few names:
// reconciliationType and its values, matchedTransactions and their status,
// SettlementTxDate to sort by, pages. The answers here have these, and of the
// rest no more than reconciling needs; their header says so.

// settlements answers GET /reports/v1/reconciliations/aggregations: a sum for
// each day that has ended on the channel's clock, currency and mode. Dates are
// days, the last one included.
//
// Source: Settlement Reports, summary level; D28. The answer is not verified.
func (s *Server) settlements(e *exchange) {
	f := &e.form
	wrong := e.readingProblems()
	wrong.require(f, "date.from", "date.to")
	from, _ := wrong.time(f, "date.from", dayForm)
	to, _ := wrong.time(f, "date.to", dayForm)
	wrong.order(f, !to.Before(from))
	if !s.admit(e, wrong) {
		return
	}
	e.doubted = true
	currency, mode := strings.ToUpper(f.get("currency")), f.get("testMode")
	if e.profile.faulty(settlementMixes) {
		currency = ""
	}
	statements := map[statement]*totals{}
	s.post(e, dayOf(from), dayOf(to), func(a statement, entry posting) {
		if currency != "" && a.currency != currency || mode != "" && a.mode != mode {
			return
		}
		if statements[a] == nil {
			statements[a] = &totals{}
		}
		statements[a].add(entry)
	})
	w := &e.out
	w.b = append(w.b[:0], '{')
	s.result(w, codeFound, nil)
	w.open("aggregations", '[')
	for _, a := range slices.SortedFunc(maps.Keys(statements), statementOrder) {
		w.open("", '{')
		a.write(w, statements[a])
		w.close('}')
	}
	w.close(']')
	s.envelope(e, true)
	s.send(e, 200)
}

func statementOrder(a, b statement) int {
	return cmp.Or(cmp.Compare(a.day, b.day), strings.Compare(a.currency, b.currency), strings.Compare(a.mode, b.mode))
}

// settlement answers GET /reports/v1/reconciliations/aggregations/{id}: all
// transactions of one sum, in the order of their settlement.
//
// Source: Settlement Reports, detail level; D28. The answer is not verified.
func (s *Server) settlement(e *exchange) {
	if s.admitRead(e) {
		s.answerSettlement(e, 0)
	}
}

// settlementPage answers GET /reports/v2/reconciliations/aggregations/{id}: the
// same, a hundred transactions a page.
//
// Source: Settlement Reports, detail level with pages; D28. The answer and the
// path's prefix are not verified.
func (s *Server) settlementPage(e *exchange) {
	wrong := e.readingProblems()
	page := wrong.number(&e.form, "pageNo", 1, maxPage)
	if s.admit(e, wrong) {
		s.answerSettlement(e, page)
	}
}

// answerSettlement writes a page of a statement, 0 for all of it.
func (s *Server) answerSettlement(e *exchange, page int) {
	e.doubted = true
	wanted, ok := statementOf(e.id)
	var entries []posting
	var sum totals
	if ok {
		s.post(e, wanted.day, wanted.day, func(a statement, entry posting) {
			if a == wanted {
				entries = append(entries, entry)
				sum.add(entry)
			}
		})
	}
	if len(entries) == 0 {
		s.refuse(e, 400, codeUnknownPayment, nil)
		return
	}
	slices.SortStableFunc(entries, func(a, b posting) int { return a.at.Compare(b.at) })
	if strings.EqualFold(e.form.get("sortOrder"), "DESC") && !e.profile.faulty(settlementUnsorted) {
		slices.Reverse(entries)
	}
	w := &e.out
	w.b = append(w.b[:0], '{')
	s.result(w, codeFound, nil)
	wanted.write(w, &sum)
	shown := entries
	if e.profile.faulty(settlementForgetsRecord) {
		shown = shown[:len(shown)-1]
	}
	if page > 0 {
		w.number("pages", (len(entries)+settlementLimit-1)/settlementLimit)
		first := min((page-1)*settlementLimit, len(shown))
		shown = shown[first:min(first+settlementLimit, len(shown))]
	}
	w.open("records", '[')
	for i := range shown {
		shown[i].write(w, wanted.currency)
	}
	w.close(']')
	s.envelope(e, true)
	s.send(e, 200)
}

// post calls take for every posting of some days, unless they have not ended
// yet. A movement is never older than its payment, so what was made later need
// not be looked at.
func (s *Server) post(e *exchange, from, to int64, take func(statement, posting)) {
	last := dayOf(e.now) - 1
	if e.profile.faulty(settlementEarly) {
		last++
	}
	to = min(to, last)
	for p := range e.channel.journal.between(e.channel.since(everBefore), dayBegin(to+1).UnixNano()) {
		if p.move < 0 {
			continue
		}
		p.chain.mu.Lock()
		m := &p.chain.ledger[p.move]
		a := statement{dayOf(m.at), m.currency, m.mode}
		var entry posting
		settles := a.day >= from && a.day <= to && p.chain.ledger.settles(p.move, &e.profile.settings.rules)
		if settles {
			entry = p.chain.ledger.posting(p.move, &e.profile.settings.rules)
		}
		p.chain.mu.Unlock()
		if settles {
			entry.payment = p
			e.assumed = e.assumed || p.chain.assumed
			take(a, entry)
			if fee, due := entry.fee(&e.profile.settings.rules); due {
				take(a, fee)
			}
		}
	}
}

// totals are the sums of a statement, in the order of reconciliationTypes.
type totals [len(reconciliationTypes)]struct {
	transactions int
	amount       minor
}

func (t *totals) add(entry posting) {
	i := slices.Index(reconciliationTypes[:], entry.kind)
	t[i].transactions++
	t[i].amount += entry.amount
}

func (t *totals) amount() (all minor) {
	for _, sum := range t {
		all += sum.amount
	}
	return all
}

// write writes whose sum it is, and the sum: in all, and by what it is for.
func (a statement) write(w *writer, sum *totals) {
	w.text("id", a.id())
	w.text("date", dayBegin(a.day).Format(time.DateOnly))
	w.text("currency", a.currency)
	if a.mode != modeLive {
		w.text("testMode", a.mode)
	}
	w.signed("amount", sum.amount())
	w.open("reconciliations", '[')
	for i, kind := range reconciliationTypes {
		if sum[i].transactions == 0 {
			continue
		}
		w.open("", '{')
		w.text("reconciliationType", kind)
		w.number("transactions", sum[i].transactions)
		w.signed("amount", sum[i].amount)
		w.close('}')
	}
	w.close(']')
}

// write writes a posting as a row: what was settled, and the one transaction
// that it was matched with.
func (entry *posting) write(w *writer, currency string) {
	p := entry.payment
	w.open("", '{')
	w.text("reconciliationType", entry.kind)
	w.text("paymentType", p.kind)
	w.signed("amount", entry.amount)
	w.text("currency", currency)
	w.textIf("merchantTransactionId", p.reference)
	w.time("SettlementTxDate", entry.at, true)
	w.open("matchedTransactions", '[')
	w.open("", '{')
	w.text("id", p.id)
	w.textIf("referencedId", p.on)
	w.text("status", "MATCHED")
	w.close('}')
	w.close(']')
	w.close('}')
}
