package simulator

import (
	"fmt"
	"strconv"
	"time"
)

// Records a page: 100 where the request does not say, as in settlement reports;
// 500 were accepted. Neither bound is published.
const (
	reportLimit    = 100
	maxReportLimit = 500
)

// The forms of a time in a request.
const (
	momentForm = "yyyy-MM-dd HH:mm:ss"
	dayForm    = "yyyy-MM-dd"
)

// layouts are the forms as package time wants them.
var layouts = map[string]string{momentForm: "2006-01-02 15:04:05", dayForm: "2006-01-02"}

// reportQuery is what a request wants of the reports.
type reportQuery struct {
	from, until    int64    // Unix nanoseconds; until is not included
	types, methods []string // empty = all
	page, limit    int      // page from 1
}

// readReport reads a v3 query and adds what is wrong with it. date.to is the
// last second of the range. Without dates the range is all time.
func readReport(e *exchange, wrong *invalid) reportQuery {
	f := &e.form
	q := reportQuery{from: everBefore, until: everAfter}
	if from, ok := wrong.time(f, "date.from", momentForm); ok {
		q.from = from.UnixNano()
	}
	if to, ok := wrong.time(f, "date.to", momentForm); ok {
		q.until = to.Add(time.Second).UnixNano()
	}
	wrong.order(f, q.from < q.until)
	q.page = wrong.number(f, "pageNo", 1, maxPage)
	q.limit = wrong.number(f, "limit", e.profile.when(reportHalvesPage, reportLimit/2, reportLimit), maxReportLimit)
	q.types, q.methods = listed(f.get("paymentTypes")), listed(f.get("paymentMethods"))
	if e.profile.faulty(reportIgnoresEnd) {
		q.until = everAfter
	}
	if e.profile.faulty(reportIgnoresTypes) {
		q.types = nil
	}
	if e.profile.faulty(reportIgnoresMethod) {
		q.methods = nil
	}
	return q
}

// maxPage keeps sums of pages and limits within an int of any size.
const maxPage = 1_000_000

// time reads a parameter that is a time; ok says that it is there and right.
// The gateway's times are UTC. What no payment can reach is no time either.
func (v *invalid) time(f *form, name, form string) (t time.Time, ok bool) {
	value := f.get(name)
	if value == "" {
		return t, false
	}
	t, err := time.Parse(layouts[form], value)
	if ok = err == nil && t.Year() > 1900 && t.Year() < 2200; !ok && !v.about(name) {
		v.add(name, value, "must be a date of the form "+form)
	}
	return t, ok
}

// order adds an error when a range ends before it begins.
func (v *invalid) order(f *form, ordered bool) {
	if !ordered && !v.about("date.from") && !v.about("date.to") {
		v.add("date.to", f.get("date.to"), "may not be before date.from")
	}
}

// number reads a parameter that counts from 1; what it is when absent is given.
func (v *invalid) number(f *form, name string, absent, most int) int {
	value := f.get(name)
	if value == "" {
		return absent
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 || n > most {
		if !v.about(name) {
			v.add(name, value, fmt.Sprintf("must be a number from 1 to %d", most))
		}
		return absent
	}
	return n
}
