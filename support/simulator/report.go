package simulator

import (
	"iter"
	"slices"
	"strings"
)

var (
	reportRepeatsRecord = wrongly("reporting", "report-repeats-record", "a page begins with the last record of the one before")
	reportIgnoresTypes  = wrongly("reporting", "report-ignores-types", "reports do not filter by paymentTypes")
	reportIgnoresMethod = wrongly("reporting", "report-ignores-methods", "reports do not filter by paymentMethods")
	reportIgnoresLimit  = wrongly("reporting", "report-ignores-limit", "a page has more records than were asked for")
	reportHalvesPage    = wrongly("reporting", "report-halves-page", "a page of a report has 50 records where nothing is asked for")
	reportIgnoresEnd    = wrongly("reporting", "report-ignores-end", "reports go on after date.to")
	reportNewestFirst   = wrongly("reporting", "report-newest-first", "the records of a report are in the wrong order")
	reportLosesLinked   = wrongly("reporting", "report-loses-linked", "linked transactions are missing in reports")
	reportLosesMillis   = wrongly("reporting", "report-without-milliseconds", "the records of reports have times to the second")
	reportUnlimited     = wrongly("reporting", "report-never-limited", "reports are answered as often as they are asked")
	reportLosesShortID  = wrongly("reporting", "report-short-id-differs", "a short id leads to another payment than the record's own")
)

// report answers GET /v3/query, the newer transaction report: by shortId, by
// merchantTransactionId, or by date.from and date.to, a page at a time. A short
// id is looked for under a reference or within a time. Nothing found by an id or
// reference is a refusal, an empty time is not.
//
// That a list has records and pages is seen of reports by date; that the others
// have them too, and the order within, is not verified.
//
// Source: Transaction Reports, v3; recorded lists; D16, D21.
func (s *Server) report(e *exchange) {
	f := &e.form
	wrong := e.readingProblems()
	q := readReport(e, &wrong)
	reference, shortID := f.get("merchantTransactionId"), f.get("shortId")
	if reference == "" {
		wrong.require(f, "date.from", "date.to")
	}
	if !s.admit(e, wrong) {
		return
	}
	e.doubted = reference != "" || shortID != ""
	found := e.channel.journal.between(e.channel.since(q.from), q.until)
	if reference != "" {
		found = madeBetween(e.channel.referred(reference), q.from, q.until)
	}
	if shortID != "" {
		found = withShortID(e, found, shortID)
	}
	if e.doubted && !begins(found) {
		s.refuse(e, 400, codeUnknownPayment, nil)
		return
	}
	if s.reportAllowed(e, found) {
		s.answerReport(e, &q, found)
	}
}

// reportByID answers GET /v3/query/{id}: one payment, or with
// includeLinkedTransactions all that belong together with it.
//
// Source: Transaction Reports, v3; D16, D21. The form of the answer is not
// verified.
func (s *Server) reportByID(e *exchange) {
	wrong := e.readingProblems()
	q := readReport(e, &wrong)
	if !s.admit(e, wrong) {
		return
	}
	e.doubted = true
	p := s.own(e)
	if p == nil {
		s.refuse(e, 400, codeUnknownPayment, nil)
		return
	}
	found := []*payment{p}
	if e.form.get("includeLinkedTransactions") == "true" && !e.profile.faulty(reportLosesLinked) {
		found = e.channel.linked(p.chain)
	}
	if s.queryAllowed(e, p) {
		s.answerReport(e, &q, slices.Values(found))
	}
}

// reportAllowed answers a report too many (D16): what names a reference is
// counted by it, what names a time by the channel.
func (s *Server) reportAllowed(e *exchange, found iter.Seq[*payment]) bool {
	if e.form.get("merchantTransactionId") != "" {
		for p := range found {
			return s.queryAllowed(e, p)
		}
	}
	calls := &e.channel.reports
	calls.mu.Lock()
	allowed := calls.calls.allow(e.now, e.profile.settings.queryPerMinute)
	calls.mu.Unlock()
	if !allowed {
		s.throttled(e, "")
	}
	return allowed
}

// answerReport writes a page of what was found.
func (s *Server) answerReport(e *exchange, q *reportQuery, found iter.Seq[*payment]) {
	page, total := s.pick(e, q, found)
	w := &e.out
	w.b = append(w.b[:0], '{')
	s.result(w, codeFound, nil)
	w.number("pages", (total+q.limit-1)/q.limit)
	w.open("records", '[')
	for _, p := range page {
		e.assumed = e.assumed || p.chain.assumed
		s.record(w, p, "paymentMethod", s.methodOf(p), "source", sourceOf(p))
	}
	w.close(']')
	s.envelope(e, true)
	s.send(e, 200)
}

// pick counts what a query wants of what was found and keeps its page.
func (s *Server) pick(e *exchange, q *reportQuery, found iter.Seq[*payment]) (page []*payment, total int) {
	first := (q.page - 1) * q.limit
	limit := q.limit
	if e.profile.faulty(reportRepeatsRecord) && q.page > 1 {
		first--
	}
	if e.profile.faulty(reportIgnoresLimit) {
		first, limit = 0, maxReportLimit
	}
	filtered := len(q.types)+len(q.methods) > 0 // if not, no payment is looked at that is only counted
	for p := range found {
		if filtered && !s.wanted(q, p) {
			continue
		}
		if total >= first && len(page) < limit {
			page = append(page, p)
		}
		total++
	}
	if e.profile.faulty(reportNewestFirst) {
		slices.Reverse(page)
	}
	return page, total
}

// wanted says whether a payment passes the filters of a query.
func (s *Server) wanted(q *reportQuery, p *payment) bool {
	return permits(q.types, p.kind) && (len(q.methods) == 0 || slices.Contains(q.methods, s.methodOf(p)))
}

// methodOf is how the payment was paid that a transaction belongs to; "" where
// nobody knows.
func (s *Server) methodOf(p *payment) string {
	b, _ := s.brands.Lookup(p.chain.first.brand)
	return b.Method()
}

// sourceOf is where a transaction came from: the platform's own name for a
// merchant's request, what its notifications call itself, and its scheduler.
// Source: recorded answers; which of them a receipt has is not verified.
func sourceOf(p *payment) string {
	switch {
	case p.kind == typeRC:
		return "SYSTEM"
	case p.bySchedule():
		return schedulerSource
	}
	return "OPP"
}

// schedulerSource is the source of what a schedule makes. Source: recorded webhooks.
const schedulerSource = "SCHEDULER"

// begins says whether there is anything.
func begins(found iter.Seq[*payment]) bool {
	for range found {
		return true
	}
	return false
}

// madeBetween yields those of a list that were made within a time.
func madeBetween(list []*payment, from, until int64) iter.Seq[*payment] {
	return func(yield func(*payment) bool) {
		for _, p := range list {
			if p.made >= from && p.made < until && !yield(p) {
				return
			}
		}
	}
}

// withShortID yields the first payment that has a short id.
func withShortID(e *exchange, found iter.Seq[*payment], shortID string) iter.Seq[*payment] {
	var buffer [16]byte
	for p := range found {
		if string(p.appendShortID(buffer[:0])) != shortID {
			continue
		}
		if e.profile.faulty(reportLosesShortID) {
			p = p.chain.first
		}
		return slices.Values([]*payment{p})
	}
	return slices.Values([]*payment(nil))
}

// listed splits a parameter that holds several values.
func listed(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, ",")
}
