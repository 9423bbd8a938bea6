package main

import (
	"context"
	"fmt"
	"time"
)

// pairs is how often the two simulators are measured side by side in one round.
const pairs = 5

// other compares the simulator with that of another binary, on the same
// payment. They take short turns, so that what slows the machine down for a
// while slows both, and every pair of turns counts on its own.
func (b *bench) other(ctx context.Context, round int) error {
	line := b.table.row(row{
		name: fmt.Sprintf("PA on the simulator, %d connections: both", b.concurrency), unit: "/s",
		reference: "other binary", bound: 0.9,
	})
	ours, err := serveWith(ctx, b.assay)
	if err != nil {
		return err
	}
	defer ours.stop()
	theirs, err := serveWith(ctx, b.against)
	if err != nil {
		return err
	}
	defer theirs.stop()
	turn := time.Duration(b.seconds * float64(time.Second) / pairs)
	measure := func(g *server, rates *[]float64) func() error {
		body := paymentForm(g.entity, "bench-00000001")
		return func() error {
			rate, err := load(ctx, g.url, g.token, body, b.concurrency, turn)
			*rates = append(*rates, rate)
			return err
		}
	}
	for pair := range pairs {
		if err := inTurns(round+pair, measure(ours, &line.ours), measure(theirs, &line.theirs)); err != nil {
			return err
		}
	}
	return nil
}
