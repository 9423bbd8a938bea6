package main

import "context"

// evidence compares journeys that are recorded, so that one that fails can be
// explained, with journeys of the same binary that are not. All of them pass.
func (b *bench) evidence(ctx context.Context, round int) error {
	features, err := b.features("journeys", journeyScenario, b.journeys)
	if err != nil {
		return err
	}
	g, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer g.stop()
	line := b.table.row(row{
		name: "journeys, 2 workers, --trace on-failure", unit: "/s", reference: "--trace never", bound: 0.85,
	})
	rate := func(list *[]float64, mode string) func() error {
		return func() error {
			r, err := b.runAssay(ctx, g, features, b.journeys, 2, "--trace", mode)
			*list = append(*list, float64(b.journeys)/r.took.Seconds())
			return err
		}
	}
	return inTurns(round, rate(&line.ours, "on-failure"), rate(&line.theirs, "never"))
}
