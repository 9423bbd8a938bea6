package steps

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"assay/support/opp"

	"github.com/tidwall/gjson"
)

// dailyJob is when a schedule pays whose feature does not say: at 6 o'clock.
const dailyJob = "0 0 6 * * ?"

// scheduleRequest builds the request of a schedule: what each payment is about,
// that the merchant asks for it, and when. A feature that says anything about the
// job says all.
func (w *World) scheduleRequest(paymentType, registration string) opp.Params {
	d := w.draft("schedule")
	params := opp.Params{
		{Name: "registrationId", Value: registration},
		{Name: "paymentType", Value: paymentType},
		{Name: "amount", Value: orElse(d.amount, usualAmount)},
		{Name: "currency", Value: orElse(d.currency, w.currencyOf(w.brand))},
		{Name: "merchantTransactionId", Value: w.reference},
		{Name: "standingInstruction.mode", Value: "REPEATED"},
		{Name: "standingInstruction.source", Value: "MIT"},
		{Name: "standingInstruction.type", Value: "RECURRING"},
		{Name: "standingInstruction.recurringType", Value: "SUBSCRIPTION"},
	}
	ofJob := func(p opp.Param) bool { return strings.HasPrefix(p.Name, "job.") }
	if !slices.ContainsFunc(d.also, ofJob) && !slices.Contains(d.without, "job") {
		params.Add("job.expression", dailyJob)
	}
	return append(d.apply(params), w.span...)
}

// scheduleID is the id that a feature means by its words.
func (w *World) scheduleID(words string) (string, error) {
	if words == "a schedule nobody knows" {
		return unknownID, nil
	}
	if w.subscription == nil || w.subscription.ID() == "" {
		return "", errors.New("nothing has been scheduled yet in this scenario")
	}
	return w.subscription.ID(), nil
}

// endSchedules ends what a host would go on with when the scenario is over. A
// simulated channel goes with its scenario.
func (w *World) endSchedules() {
	for _, id := range w.subscribed {
		_, _ = w.env.Gateway.Deschedule(context.Background(), id, nil) // it may have ended by itself
	}
	w.subscribed = nil
}

// scheduledPayments asks the reports for what was paid by schedule with the
// scenario's registration, oldest first.
func (w *World) scheduledPayments(ctx context.Context) (*opp.Payment, []gjson.Result, error) {
	report, err := w.gateway.QueryV3ByMerchantTransactionID(ctx, w.reference, opp.Params{{Name: "limit", Value: "500"}})
	if err != nil {
		return nil, nil, err
	}
	var paid []gjson.Result
	for _, record := range recordsOf(report) {
		kind := record.Get("paymentType").String()
		if initialNoun(nounOf(kind)) && record.Get("registrationId").String() == w.registration {
			paid = append(paid, record)
		}
	}
	return report, paid, nil
}

// takeScheduled remembers the newest payment of a schedule as its report tells it,
// so that the scenario can go on with it.
func (w *World) takeScheduled(ctx context.Context, paid []gjson.Result) error {
	newest := paid[len(paid)-1]
	p, err := w.gateway.Query(ctx, newest.Get("id").String())
	if err != nil {
		return err
	}
	w.remember(nounOf(newest.Get("paymentType").String()), p)
	w.judge(p)
	return nil
}

// paidAt is when a record's payment was made, in UTC.
func paidAt(record gjson.Result) (time.Time, error) {
	at, err := time.Parse("2006-01-02 15:04:05.999-0700", record.Get("timestamp").String())
	return at.UTC(), err
}
