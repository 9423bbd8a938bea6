package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"assay/support/opp"

	"github.com/cucumber/godog"
	"github.com/tidwall/gjson"
)

// The newer reports (v3) find by id, reference, short id and time, filter, and
// answer in pages.
var (
	reportHas       = sentence(`the report is asked with:`)
	reports         = sentence(`the merchant looks up the {reference} in the newer reports`)
	reportsOwn      = sentence(`the merchant looks up its own reference in the newer reports`)
	reportsUnknown  = sentence(`the merchant looks up a payment nobody knows in the newer reports`)
	reportsUnused   = sentence(`the merchant looks up a reference that was never used in the newer reports`)
	reportsShortID  = sentence(`the merchant looks up the short id of the {reference}`)
	reportsNoShort  = sentence(`the merchant looks up a short id that is no payment's`)
	reportsTime     = sentence(`the merchant lists what was made within {duration} of the {reference}`)
	reportsPages    = sentence(`the merchant reads every page of its own reference, {payments} a page`)
	hasReported     = sentence(`the merchant has looked up the payment {times} in the newer reports`)
	pagesAreWhole   = sentence(`each payment of the reference is on exactly one page`)
	pagesAreFull    = sentence(`every page but the last has {payments}`)
	reportShows     = sentence(`the report shows of the {reference}:`)
	reportLacks     = sentence(`the report does not list the {reference}`)
	reportOrder     = sentence(`the report lists the {transaction} before the {reference}`)
	reportLinks     = sentence(`the report says that the {transaction} refers to the {reference}`)
	reportSameShort = sentence(`the report's short id of the {reference} is that in its descriptor`)
)

func registerReport(r Registrar, w *World) {
	r.Given(reportHas, w.reportHas)
	r.When(reports, w.reports)
	r.When(reportsOwn, w.reportsOwn)
	r.When(reportsUnknown, w.reportsUnknown)
	r.When(reportsUnused, w.reportsUnused)
	r.When(reportsShortID, w.reportsShortID)
	r.When(reportsNoShort, w.reportsNoShort)
	r.When(reportsTime, w.reportsTime)
	r.When(reportsPages, w.reportsPages)
	r.Given(hasReported, w.hasReported)
	r.Then(pagesAreWhole, w.pagesAreWhole)
	r.Then(pagesAreFull, w.pagesAreFull)
	r.Then(reportShows, w.reportShows)
	r.Then(reportLacks, w.reportLacks)
	r.Then(reportOrder, w.reportOrder)
	r.Then(reportLinks, w.reportLinks)
	r.Then(reportSameShort, w.reportSameShort)
}

// reportHas takes a table of name and value, which go along with every report.
func (w *World) reportHas(table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	for _, row := range rows {
		w.filter.Set(row[0], row[1])
	}
	return nil
}

// reported keeps a report as the newest answer. It is no payment.
func (w *World) reported(report *opp.Payment, err error) error {
	if err != nil {
		return err
	}
	w.remember("report", report)
	return nil
}

func (w *World) reports(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.QueryV3(ctx, id, w.filter))
}

func (w *World) reportsOwn(ctx context.Context) error {
	return w.reported(w.gateway.QueryV3ByMerchantTransactionID(ctx, w.sentReference(), w.filter))
}

func (w *World) reportsUnknown(ctx context.Context) error {
	return w.reported(w.gateway.QueryV3(ctx, unknownID, w.filter))
}

func (w *World) reportsUnused(ctx context.Context) error {
	return w.reported(w.gateway.QueryV3ByMerchantTransactionID(ctx, w.reference+"-unused", w.filter))
}

// reportsShortID learns the short id from the older report of the transaction,
// and looks for it in the minute after the transaction's answer.
func (w *World) reportsShortID(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	from, err := w.timeOf(noun)
	if err != nil {
		return err
	}
	known, err := w.gateway.Query(ctx, id)
	if err != nil {
		return err
	}
	if err := expectValue(known, "shortId", `matches ^\d{4}\.\d{4}\.\d{4}$`); err != nil {
		return err
	}
	shortID := opp.Param{Name: "shortId", Value: known.Get("shortId").String()}
	return w.reported(w.gateway.QueryV3ByDate(ctx, from, from.Add(time.Minute), append(opp.Params{shortID}, w.filter...)))
}

// reportsNoShort looks among the payments of the scenario's own reference.
func (w *World) reportsNoShort(ctx context.Context) error {
	search := append(opp.Params{{Name: "merchantTransactionId", Value: w.sentReference()}}, w.filter...)
	return w.reported(w.gateway.QueryV3ByShortID(ctx, "0000.0000.0000", search))
}

// reportsTime goes by the gateway's clock: the range begins with the second in
// which it answered for the transaction.
func (w *World) reportsTime(ctx context.Context, duration, noun string) error {
	d, err := parseDuration(duration)
	if err != nil {
		return err
	}
	from, err := w.timeOf(noun)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.QueryV3ByDate(ctx, from, from.Add(d), w.filter))
}

// timeOf is when the gateway answered for a transaction, by its own clock.
func (w *World) timeOf(noun string) (time.Time, error) {
	p, err := w.transaction(noun)
	if err != nil {
		return time.Time{}, err
	}
	at, err := time.Parse("2006-01-02 15:04:05-0700", p.Timestamp())
	if err != nil {
		return at, wrong(p, "timestamp", fmt.Sprintf("%q", p.Timestamp()), "yyyy-MM-dd HH:mm:ss+0000")
	}
	return at, nil
}

// maxPages ends the reading of a report whose pages never do.
const maxPages = 20

func (w *World) reportsPages(ctx context.Context, payments string) error {
	limit, err := parseCount(payments)
	if err != nil {
		return err
	}
	w.pages = nil
	for page, pages := 1, 1; page <= pages && page <= maxPages; page++ {
		w.filter.Set("limit", strconv.Itoa(limit))
		w.filter.Set("pageNo", strconv.Itoa(page))
		if err := w.reportsOwn(ctx); err != nil {
			return err
		}
		w.judge(w.last)
		if err := expectCode(w.last, reportFound); err != nil {
			return err
		}
		pages = int(w.last.Get("pages").Int())
		w.pages = append(w.pages, w.last)
	}
	return nil
}

// reportFound is "successful request". Source: recorded lists.
const reportFound = "000.000.100"

func (w *World) hasReported(ctx context.Context, times string) error {
	return w.hasAsked(ctx, times, w.reports)
}

// pagesAreWhole compares the pages with the older report of the reference,
// which has no pages.
func (w *World) pagesAreWhole(ctx context.Context) error {
	whole, err := w.gateway.QueryByMerchantTransactionID(ctx, w.sentReference())
	if err != nil {
		return err
	}
	var want, got []string
	for _, record := range recordsOf(whole) {
		want = append(want, record.Get("id").String())
	}
	for _, page := range w.pages {
		for _, record := range recordsOf(page) {
			got = append(got, record.Get("id").String())
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		return wrong(whole, "records of all pages", fmt.Sprintf("%d: %q", len(got), got), fmt.Sprintf("%d: %q", len(want), want))
	}
	return nil
}

func (w *World) pagesAreFull(payments string) error {
	want, err := parseCount(payments)
	if err != nil {
		return err
	}
	if len(w.pages) < 2 {
		return errors.New("fewer than two pages were read")
	}
	for i, page := range w.pages[:len(w.pages)-1] {
		if got := len(recordsOf(page)); got != want {
			return wrong(page, fmt.Sprintf("records of page %d", i+1), strconv.Itoa(got), strconv.Itoa(want))
		}
	}
	return nil
}

// reportShows takes a table of path and expectation, see [expectation].
func (w *World) reportShows(noun string, table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	report, record, err := w.listed(noun)
	if err != nil {
		return err
	}
	for _, row := range rows {
		want, err := parseExpectation(row[1])
		if err != nil {
			return err
		}
		if got := record.Get(row[0]); !want.holds(got) {
			return wrong(report, "the "+noun+"'s "+row[0], describe(got), want.String())
		}
	}
	return nil
}

// listed returns the newest report and its record of a transaction, which it
// must have.
func (w *World) listed(noun string) (*opp.Payment, gjson.Result, error) {
	id, err := w.idOf(noun)
	if err != nil {
		return nil, gjson.Result{}, err
	}
	report, err := w.answer()
	if err != nil {
		return nil, gjson.Result{}, err
	}
	record := recordOf(report, id)
	if !record.Exists() {
		return report, record, wrong(report, "records, "+noun+" "+id, "not listed", "listed")
	}
	return report, record, nil
}

func (w *World) reportLacks(noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	report, err := w.answer()
	if err != nil {
		return err
	}
	if recordOf(report, id).Exists() {
		return wrong(report, "records, "+noun+" "+id, "listed", "not listed")
	}
	return nil
}

func (w *World) reportOrder(earlier, later string) error {
	report, first, err := w.listed(earlier)
	if err != nil {
		return err
	}
	_, second, err := w.listed(later)
	if err != nil {
		return err
	}
	if first.Index > second.Index {
		return wrong(report, "records", later+" before "+earlier, earlier+" before "+later)
	}
	return nil
}

func (w *World) reportLinks(noun, reference string) error {
	report, record, err := w.listed(noun)
	if err != nil {
		return err
	}
	want, err := w.idOf(reference)
	if err != nil {
		return err
	}
	if got := record.Get("referencedId"); got.String() != want {
		return wrong(report, "the "+noun+"'s referencedId", describe(got), fmt.Sprintf("%q", want))
	}
	return nil
}

// reportSameShort holds where the merchant sent no descriptor: the platform's
// own begins with the short id.
func (w *World) reportSameShort(noun string) error {
	report, record, err := w.listed(noun)
	if err != nil {
		return err
	}
	short, descriptor := record.Get("shortId").String(), record.Get("descriptor").String()
	if short == "" || len(descriptor) < len(short) || descriptor[:len(short)] != short {
		return wrong(report, "the "+noun+"'s shortId", fmt.Sprintf("%q", short), fmt.Sprintf("the beginning of %q", descriptor))
	}
	return nil
}
