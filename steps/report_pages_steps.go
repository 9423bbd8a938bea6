package steps

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
)

// Long reports come in pages. On a host that others use too, what a scenario
// looks for may be on any of them.
var (
	reportsPages     = sentence(`the merchant reads every page of its own reference, {payments} a page`)
	reportsTimePages = sentence(`the merchant reads every page of what was made within {duration} of the {reference}`)
	pagesAreWhole    = sentence(`each payment of the reference is on exactly one page`)
	pagesAreFull     = sentence(`every page but the last has {payments}`)
)

func registerReportPages(r Registrar, w *World) {
	r.When(reportsPages, w.reportsPages)
	r.When(reportsTimePages, w.reportsTimePages)
	r.Then(pagesAreWhole, w.pagesAreWhole)
	r.Then(pagesAreFull, w.pagesAreFull)
}

// maxPages ends the reading of a report whose pages never do.
const maxPages = 20

func (w *World) reportsPages(ctx context.Context, payments string) error {
	limit, err := parseCount(payments)
	if err != nil {
		return err
	}
	return w.readPages(limit, func() error { return w.reportsOwn(ctx) })
}

func (w *World) reportsTimePages(ctx context.Context, duration, noun string) error {
	return w.readPages(longestPage, func() error { return w.reportsTime(ctx, duration, noun) })
}

// longestPage is how many records a page may have at most. Source: recorded lists.
const longestPage = 500

// readPages asks for one page after the other, until there is no more.
func (w *World) readPages(limit int, ask func() error) error {
	w.pages = nil
	w.filter.Set("limit", strconv.Itoa(limit))
	for page, pages := 1, 1; page <= pages; page++ {
		w.filter.Set("pageNo", strconv.Itoa(page))
		if err := ask(); err != nil {
			return err
		}
		w.judge(w.last)
		if err := expectCode(w.last, reportFound); err != nil {
			return err
		}
		if pages = int(w.last.Get("pages").Int()); pages > maxPages {
			return wrong(w.last, "pages", strconv.Itoa(pages), fmt.Sprintf("at most %d", maxPages))
		}
		w.pages = append(w.pages, w.last)
	}
	return nil
}

// reportFound is "successful request". Source: recorded lists.
const reportFound = "000.000.100"

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
