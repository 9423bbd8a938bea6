package steps

import (
	"context"
	"fmt"

	"assay/support/opp"

	"github.com/tidwall/gjson"
)

// Reports answer as often as they are asked, so they are where a scenario looks
// more than twice. Source: Server-to-Server, demand S13.
var (
	queries            = sentence(`the merchant looks up the {reference} in the reports`)
	queriesReference   = sentence(`the merchant looks up its own reference in the reports`)
	queriesUnknown     = sentence(`the merchant looks up a payment nobody knows in the reports`)
	queriesUnusedRef   = sentence(`the merchant looks up a reference that was never used in the reports`)
	hasQueried         = sentence(`the merchant has looked up the payment {times} in the reports`)
	hasQueriedOwn      = sentence(`the merchant has looked up its own reference {times} in the reports`)
	reportLists        = sentence(`the report lists {payments}`)
	reportCountsAs     = sentence(`the report lists {payments} as {verdict}`)
	reportsHold        = sentence(`the reports list {payments} with the merchant's own reference`)
	reportListsVerdict = sentence(`the report lists the {reference} as {verdict}`)
	keepsNoRecord      = sentence(`the gateway keeps no record of it`)
	reportSays         = sentence(`the reports show the payment as {verdict}`)
)

func registerQuery(r Registrar, w *World) {
	r.When(queries, w.queries)
	r.When(queriesReference, w.queriesReference)
	r.When(queriesUnknown, w.queriesUnknown)
	r.When(queriesUnusedRef, w.queriesUnusedRef)
	r.Given(hasQueried, w.hasQueried)
	r.Given(hasQueriedOwn, w.hasQueriedOwn)
	r.Then(reportLists, w.reportLists)
	r.Then(reportCountsAs, w.reportCountsAs)
	r.Then(reportsHold, w.reportsHold)
	r.Then(reportListsVerdict, w.reportListsVerdict)
	r.Then(keepsNoRecord, w.keepsNoRecord)
	r.Then(reportSays, w.reportSays)
}

func (w *World) queries(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	return w.query(ctx, noun, id)
}

func (w *World) queriesUnknown(ctx context.Context) error { return w.query(ctx, "payment", unknownID) }

func (w *World) query(ctx context.Context, noun, id string) error {
	p, err := w.gateway.Query(ctx, id)
	if err != nil {
		return err
	}
	w.remember(noun, p)
	return nil
}

func (w *World) queriesReference(ctx context.Context) error {
	return w.queryReference(ctx, w.sentReference())
}

func (w *World) queriesUnusedRef(ctx context.Context) error {
	return w.queryReference(ctx, w.reference+"-unused")
}

func (w *World) reportsHold(ctx context.Context, payments string) error {
	if err := w.queriesReference(ctx); err != nil {
		return err
	}
	return w.reportLists(payments)
}

// queryReference asks for the list of payments with a merchantTransactionId.
// The list is no payment, so it is kept as "report".
func (w *World) queryReference(ctx context.Context, reference string) error {
	p, err := w.gateway.QueryByMerchantTransactionID(ctx, reference)
	if err != nil {
		return err
	}
	w.remember("report", p)
	return nil
}

func (w *World) hasQueried(ctx context.Context, times string) error {
	return w.often(ctx, times, func(ctx context.Context) error { return w.queries(ctx, "payment") })
}

func (w *World) hasQueriedOwn(ctx context.Context, times string) error {
	return w.often(ctx, times, w.queriesReference)
}

// often asks the gateway for the same so often.
func (w *World) often(ctx context.Context, times string, ask func(context.Context) error) error {
	count, err := parseCount(times)
	if err != nil {
		return err
	}
	for range count {
		if err := ask(ctx); err != nil {
			return err
		}
		w.judge(w.last)
	}
	return nil
}

func (w *World) reportLists(payments string) error {
	want, err := parseCount(payments)
	if err != nil {
		return err
	}
	report, err := w.answer()
	if err != nil {
		return err
	}
	if got := len(recordsOf(report)); got != want {
		return wrong(report, "payments", fmt.Sprintf("a list of %d", got), fmt.Sprintf("a list of %d", want))
	}
	return nil
}

func (w *World) reportCountsAs(payments, verdict string) error {
	want, err := parseCount(payments)
	if err != nil {
		return err
	}
	report, err := w.answer()
	if err != nil {
		return err
	}
	got := 0
	for _, record := range recordsOf(report) {
		if verdictOf(record.Get("result.code").String()) == verdict {
			got++
		}
	}
	if got != want {
		return wrong(report, "payments that are "+verdict, fmt.Sprint(got), fmt.Sprint(want))
	}
	return nil
}

func (w *World) reportListsVerdict(noun, verdict string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	report, record, err := w.recordOf(id)
	if err != nil {
		return err
	}
	code := record.Get("result.code").String()
	if got := verdictOf(code); got != verdict {
		return wrong(report, "payments, "+noun+" "+id, fmt.Sprintf("%s (%s)", got, orElse(code, "not listed")), verdict)
	}
	return nil
}

// keepsNoRecord asks with the channel's own credentials, whatever the merchant
// presented before.
func (w *World) keepsNoRecord(ctx context.Context) error {
	report, err := w.env.Gateway.QueryByMerchantTransactionID(ctx, w.sentReference())
	if err != nil {
		return err
	}
	return expectCode(report, notFound)
}

func (w *World) reportSays(ctx context.Context, verdict string) error {
	if err := w.queries(ctx, "payment"); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, verdict)
}

// notFound is "cannot find transaction". Source: decision D21.
const notFound = "700.400.580"

// recordsOf is the list of a report: older ones call it payments, newer ones
// records.
func recordsOf(report *opp.Payment) []gjson.Result {
	if list := report.Get("records"); list.Exists() {
		return list.Array()
	}
	return report.Get("payments").Array()
}

// recordOf finds a payment in the list of a report.
func recordOf(report *opp.Payment, id string) gjson.Result {
	for _, record := range recordsOf(report) {
		if record.Get("id").String() == id {
			return record
		}
	}
	return gjson.Result{}
}
