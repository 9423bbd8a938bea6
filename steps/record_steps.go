package steps

import (
	"cmp"
	"fmt"
	"slices"

	"assay/support/opp"

	"github.com/cucumber/godog"
	"github.com/tidwall/gjson"
)

// The newer reports list a record of each payment, which says more than an
// answer does.
var (
	reportShows     = sentence(`the report shows of the {reference}:`)
	reportLacks     = sentence(`the report does not list the {reference}`)
	reportOrder     = sentence(`the report lists the {transaction} before the {reference}`)
	reportLinks     = sentence(`the report says that the {transaction} refers to the {reference}`)
	reportSameShort = sentence(`the report's short id of the {reference} is that in its descriptor`)
)

func registerRecord(r Registrar, w *World) {
	r.Then(reportShows, w.reportShows)
	r.Then(reportLacks, w.reportLacks)
	r.Then(reportOrder, w.reportOrder)
	r.Then(reportLinks, w.reportLinks)
	r.Then(reportSameShort, w.reportSameShort)
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

// listed returns the page of the newest report with the record of a
// transaction, which it must have.
func (w *World) listed(noun string) (*opp.Payment, gjson.Result, error) {
	id, err := w.idOf(noun)
	if err != nil {
		return nil, gjson.Result{}, err
	}
	page, record, err := w.recordOf(id)
	if err == nil && !record.Exists() {
		err = wrong(page, "records, "+noun+" "+id, "not listed", "listed")
	}
	return page, record, err
}

// recordOf finds a payment in the newest report, on whichever of the pages that
// were read. Where it is on none, the record does not exist.
func (w *World) recordOf(id string) (*opp.Payment, gjson.Result, error) {
	report, err := w.answer()
	if err != nil {
		return nil, gjson.Result{}, err
	}
	if slices.Contains(w.pages, report) {
		for _, page := range w.pages {
			if record := recordOf(page, id); record.Exists() {
				return page, record, nil
			}
		}
	}
	return report, recordOf(report, id), nil
}

func (w *World) reportLacks(noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	page, record, err := w.recordOf(id)
	if err != nil {
		return err
	}
	if record.Exists() {
		return wrong(page, "records, "+noun+" "+id, "listed", "not listed")
	}
	return nil
}

func (w *World) reportOrder(earlier, later string) error {
	report, first, err := w.listed(earlier)
	if err != nil {
		return err
	}
	page, second, err := w.listed(later)
	if err != nil {
		return err
	}
	pages := cmp.Compare(slices.Index(w.pages, report), slices.Index(w.pages, page))
	if cmp.Or(pages, cmp.Compare(first.Index, second.Index)) > 0 {
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
