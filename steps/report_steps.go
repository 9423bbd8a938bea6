package steps

import (
	"context"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

// The newer reports (v3) find by id and reference, filter, and list records.
var (
	reportHas      = sentence(`the report is asked with:`)
	reports        = sentence(`the merchant looks up the {reference} in the newer reports`)
	reportsOwn     = sentence(`the merchant looks up its own reference in the newer reports`)
	reportsUnknown = sentence(`the merchant looks up a payment nobody knows in the newer reports`)
	reportsUnused  = sentence(`the merchant looks up a reference that was never used in the newer reports`)
	reportsNoShort = sentence(`the merchant looks up a short id that is no payment's`)
	hasReported    = sentence(`the merchant has looked up the payment {times} in the newer reports`)
)

func registerReport(r Registrar, w *World) {
	r.Given(reportHas, w.reportHas)
	r.When(reports, w.reports)
	r.When(reportsOwn, w.reportsOwn)
	r.When(reportsUnknown, w.reportsUnknown)
	r.When(reportsUnused, w.reportsUnused)
	r.When(reportsNoShort, w.reportsNoShort)
	r.Given(hasReported, w.hasReported)
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

// reportsNoShort looks among the payments of the scenario's own reference.
func (w *World) reportsNoShort(ctx context.Context) error {
	search := append(opp.Params{{Name: "merchantTransactionId", Value: w.sentReference()}}, w.filter...)
	return w.reported(w.gateway.QueryV3ByShortID(ctx, "0000.0000.0000", search))
}

func (w *World) hasReported(ctx context.Context, times string) error {
	return w.often(ctx, times, func(ctx context.Context) error { return w.reports(ctx, "payment") })
}
