package steps

import (
	"context"
	"fmt"
	"strings"
	"time"

	"assay/support/opp"
)

// usualStatusPerMinute is how often the status of a payment may be asked for.
// Source: Server-to-Server, "Get the payment status" (S13).
const usualStatusPerMinute = 2

// reportEvery is how long a scenario waits before it looks into the reports
// again. They answer as often as they are asked, so it is a matter of manners.
const reportEvery = 15 * time.Second

// patience says how often something may be looked at until it is as hoped for.
type patience struct {
	tries int           // 0 = as often as there is time for
	last  time.Duration // 0 = as long as there are tries
	every time.Duration // between two looks
}

// parseBudget reads "3 tries" or a duration.
func parseBudget(words string, every time.Duration) (patience, error) {
	if strings.HasSuffix(words, " tries") {
		n, err := parseCount(words)
		return patience{tries: n, every: every}, err
	}
	d, err := parseDuration(words)
	return patience{last: d, every: every}, err
}

// spent says whether another look after this many would be one too many.
func (p patience) spent(looks int) bool {
	if p.tries > 0 {
		return looks >= p.tries
	}
	return time.Duration(looks)*p.every > p.last
}

// becomes looks until the verdict is as hoped for. It gives up at once when the
// verdict can change no more, and when the budget is spent. To be turned away as
// asked too often, or to find nothing yet, says nothing of the payment and is
// waited out.
func (w *World) becomes(ctx context.Context, want string, p patience, look func(context.Context) (*opp.Payment, error)) error {
	for looks := 1; ; looks++ {
		got, err := look(ctx)
		if err != nil {
			return err
		}
		w.judge(got)
		seen := got.Verdict()
		switch {
		case got.HTTPStatus() == throttled:
			seen = "turned away as asked too often"
		case got.Code() == notFound:
			seen = "nothing"
		case seen == want:
			return nil
		case final(seen):
			return wrong(got, "verdict", fmt.Sprintf("%s (%s) for good", seen, got.Code()), "to become "+want)
		}
		if p.spent(looks) {
			return wrong(got, "verdict", fmt.Sprintf("still %s (%s) after %s", orElse(seen, "none"), got.Code(), p.passed(looks)),
				"to become "+want)
		}
		if err := w.pass(ctx, p.every); err != nil {
			return err
		}
	}
}

// passed says how far a patience has gone.
func (p patience) passed(looks int) string {
	return fmt.Sprintf("%d looks in %s", looks, time.Duration(looks-1)*p.every)
}

// final says whether a payment of this verdict is settled. One that is approved
// may still be charged back, but nobody who hopes for that waits for it here.
func final(verdict string) bool {
	return verdict != "pending" && verdict != "under review" && verdict != ""
}

// pass lets time go by: the gateway's own where it has a clock to advance, so
// that nobody waits, and real time where it has not.
func (w *World) pass(ctx context.Context, d time.Duration) error {
	if w.env.Control != nil {
		return w.advance(ctx, d)
	}
	return w.env.Wait(ctx, d)
}

// wait really waits, and not longer than the scenario may take.
func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
