package steps

import (
	"context"
	"fmt"
	"time"

	"assay/support/opp"
)

// A time is asked for by the gateway's clock, around what it answered.
var (
	reportsTime    = sentence(`the merchant lists what was made within {duration} of the {reference}`)
	reportsShortID = sentence(`the merchant looks up the short id of the {reference}`)
)

func registerReportTime(r Registrar, w *World) {
	r.When(reportsTime, w.reportsTime)
	r.When(reportsShortID, w.reportsShortID)
}

func (w *World) reportsTime(ctx context.Context, duration, noun string) error {
	d, err := parseDuration(duration)
	if err != nil {
		return err
	}
	from, to, err := w.timeAround(noun, d)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.QueryV3ByDate(ctx, from, to, w.filter))
}

// reportsShortID learns the short id from the older report of the transaction,
// and looks for it within a minute of the transaction's answer.
func (w *World) reportsShortID(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	from, to, err := w.timeAround(noun, time.Minute)
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
	return w.reported(w.gateway.QueryV3ByDate(ctx, from, to, append(opp.Params{shortID}, w.filter...)))
}

// timeAround is the time before and after the answer for a transaction. A
// report's ends are whole seconds, so both are rounded outward.
func (w *World) timeAround(noun string, d time.Duration) (from, to time.Time, err error) {
	at, err := w.timeOf(noun)
	if err != nil {
		return from, to, err
	}
	return at.Add(-d).Truncate(time.Second), at.Add(d + time.Second - 1).Truncate(time.Second), nil
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
