package steps

import (
	"context"
	"time"

	"assay/support/opp"
)

var (
	statusBecomes  = sentence(`the status of the payment becomes {verdict} within {budget}`)
	reportsBecomes = sentence(`the reports come to show the {reference} as {verdict} within {budget}`)
)

func registerPatience(r Registrar, w *World) {
	r.Then(statusBecomes, w.statusBecomes)
	r.Then(reportsBecomes, w.reportsBecomes)
}

// statusBecomes asks no oftener than the gateway lets itself be asked.
func (w *World) statusBecomes(ctx context.Context, verdict, budget string) error {
	p, err := parseBudget(budget, time.Minute/time.Duration(w.env.StatusPerMinute))
	if err != nil {
		return err
	}
	return w.becomes(ctx, verdict, p, func(ctx context.Context) (*opp.Payment, error) {
		if err := w.asksStatus(ctx); err != nil {
			return nil, err
		}
		return w.last, nil
	})
}

// reportsBecomes looks where it may look as often as it likes.
func (w *World) reportsBecomes(ctx context.Context, noun, verdict, budget string) error {
	p, err := parseBudget(budget, reportEvery)
	if err != nil {
		return err
	}
	return w.becomes(ctx, verdict, p, func(ctx context.Context) (*opp.Payment, error) {
		if err := w.queries(ctx, noun); err != nil {
			return nil, err
		}
		return w.last, nil
	})
}
