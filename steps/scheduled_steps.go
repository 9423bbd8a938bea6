package steps

import (
	"context"
	"errors"
	"fmt"

	"assay/support/opp"

	"github.com/cucumber/godog"
	"github.com/tidwall/gjson"
)

// What a schedule has paid is found in the reports.
var (
	hasFoundScheduled = sentence(`the merchant has found the newest payment of the schedule`)
	schedulePaid      = sentence(`the schedule has paid {times}`)
	schedulePaidLast  = sentence(`the newest payment of the schedule is of {amount} {currency}`)
	schedulePaidAs    = sentence(`each payment of the schedule is {verdict}`)
	schedulePaidHour  = sentence(`the newest payment of the schedule is made at {hour}`)
	schedulePaidDay   = sentence(`each payment of the schedule is made on a {weekday}`)
	schedulePaidHas   = sentence(`each payment of the schedule has:`)
)

func registerScheduled(r Registrar, w *World) {
	r.Given(hasFoundScheduled, w.hasFoundScheduled)
	r.Then(schedulePaid, w.schedulePaid)
	r.Then(schedulePaidLast, w.schedulePaidLast)
	r.Then(schedulePaidAs, w.schedulePaidAs)
	r.Then(schedulePaidHour, w.schedulePaidHour)
	r.Then(schedulePaidDay, w.schedulePaidDay)
	r.Then(schedulePaidHas, w.schedulePaidHas)
}

func (w *World) hasFoundScheduled(ctx context.Context) error {
	_, paid, err := w.scheduledPayments(ctx)
	if err != nil {
		return err
	}
	if len(paid) == 0 {
		return errors.New("the schedule has paid nothing yet")
	}
	return w.takeScheduled(ctx, paid)
}

// schedulePaid makes the newest payment one that the scenario can speak of.
func (w *World) schedulePaid(ctx context.Context, times string) error {
	want, err := parseCount(times)
	if err != nil {
		return err
	}
	report, paid, err := w.scheduledPayments(ctx)
	if err != nil {
		return err
	}
	if len(paid) != want {
		return wrong(report, "records by schedule", fmt.Sprint(len(paid)), fmt.Sprint(want))
	}
	if want == 0 {
		return nil
	}
	return w.takeScheduled(ctx, paid)
}

func (w *World) schedulePaidLast(ctx context.Context, amount, currency string) error {
	return w.eachScheduled(ctx, func(report *opp.Payment, record gjson.Result, last bool) error {
		got := record.Get("amount").String() + " " + record.Get("currency").String()
		if want := amount + " " + currency; last && got != want {
			return wrong(report, "amount of the newest record by schedule", got, want)
		}
		return nil
	})
}

func (w *World) schedulePaidAs(ctx context.Context, want string) error {
	return w.eachScheduled(ctx, func(report *opp.Payment, record gjson.Result, _ bool) error {
		code := record.Get("result.code").String()
		if got := verdictOf(code); got != want {
			return wrong(report, "verdict of a record by schedule", got+" ("+code+")", want)
		}
		return nil
	})
}

func (w *World) schedulePaidHour(ctx context.Context, want string) error {
	return w.eachScheduled(ctx, func(report *opp.Payment, record gjson.Result, last bool) error {
		at, err := paidAt(record)
		if got := at.Format("15:04"); last && (err != nil || got != want) {
			return wrong(report, "time of the newest record by schedule", record.Get("timestamp").String(), want)
		}
		return nil
	})
}

func (w *World) schedulePaidDay(ctx context.Context, want string) error {
	return w.eachScheduled(ctx, func(report *opp.Payment, record gjson.Result, _ bool) error {
		at, err := paidAt(record)
		if err != nil || at.Weekday().String() != want {
			return wrong(report, "day of a record by schedule", record.Get("timestamp").String(), "a "+want)
		}
		return nil
	})
}

// schedulePaidHas takes a table of path and expectation, see [expectation].
func (w *World) schedulePaidHas(ctx context.Context, table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	return w.eachScheduled(ctx, func(report *opp.Payment, record gjson.Result, _ bool) error {
		for _, row := range rows {
			want, err := parseExpectation(row[1])
			if err != nil {
				return err
			}
			if got := record.Get(row[0]); !want.holds(got) {
				return wrong(report, "a record by schedule, "+row[0], describe(got), want.String())
			}
		}
		return nil
	})
}

// eachScheduled looks at all payments that were made by schedule, and demands one.
func (w *World) eachScheduled(
	ctx context.Context, look func(report *opp.Payment, record gjson.Result, last bool) error,
) error {
	report, paid, err := w.scheduledPayments(ctx)
	if err != nil {
		return err
	}
	if len(paid) == 0 {
		return wrong(report, "records by schedule", "none", "one at least")
	}
	for i, record := range paid {
		if err := look(report, record, i == len(paid)-1); err != nil {
			return err
		}
	}
	return nil
}
