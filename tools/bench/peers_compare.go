package main

import (
	"context"
	"fmt"
)

// journeyWorkers is how many shoppers there are at once: more are no faster on
// two cores, with any driver.
const journeyWorkers = 2

// comparison is what assay and a peer both do.
type comparison struct {
	peer     peer
	name     string
	scenario string // of the features that assay runs
	rows     int
	workers  int  // of assay
	features bool // the peer reads the same features

	// How many times as fast assay is to be, and what part of the memory it may use.
	faster, fasterAim   float64
	smaller, smallerAim float64
}

// comparisons are all of them, in the order of the table.
func (b *bench) comparisons() []comparison {
	list := []comparison{{
		peer: playwrightCore, name: fmt.Sprintf("%d journeys, %d workers", b.journeys, journeyWorkers),
		scenario: journeyScenario, rows: b.journeys, workers: journeyWorkers,
		faster: 1.4, fasterAim: 2, smaller: 0.7, smallerAim: 0.6,
	}}
	api := comparison{name: "%s API scenarios", scenario: apiScenario, workers: b.concurrency}
	for _, rows := range []int{1000, 5000} {
		if rows > b.rows {
			continue
		}
		c := api
		c.peer, c.rows, c.features = cucumberJS, rows, true
		c.name = fmt.Sprintf(api.name, show(float64(rows), ""))
		c.faster, c.fasterAim, c.smaller, c.smallerAim = 4, 6, 0.2, 0.125
		list = append(list, c)
		c.peer, c.faster, c.fasterAim, c.smaller, c.smallerAim = cucumberReports, 0, 0, 0, 0 // to know, not to judge
		list = append(list, c)
	}
	api.peer, api.rows = playwrightTest, min(1000, b.rows)
	api.name = fmt.Sprintf(api.name, show(float64(api.rows), ""))
	api.faster, api.fasterAim, api.smaller = 20, 30, 0.1
	return append(list, api)
}

// againstPeers are the measurements that need Node and what npm installs. The
// error is errNoPeers where they cannot be had.
func (b *bench) againstPeers(ctx context.Context) ([]measurement, error) {
	if err := installPeers(ctx, b.peers); err != nil {
		return nil, err
	}
	var list []measurement
	for _, c := range b.comparisons() {
		list = append(list, measurement{"peers", c.name + " against " + c.peer.name, b.compare(c)})
	}
	return list, nil
}

// compare runs both as whole processes, start-up and browser included, against
// one simulator each time.
func (b *bench) compare(c comparison) func(ctx context.Context, round int) error {
	rate := row{
		name: c.name + " against " + c.peer.name, unit: "/s", reference: c.peer.name,
		bound: c.faster, aim: c.fasterAim,
	}
	memory := row{
		name: rate.name + ": peak memory", unit: " MB", reference: c.peer.name,
		bound: c.smaller, aim: c.smallerAim,
	}
	return func(ctx context.Context, round int) error {
		features, err := b.features(fmt.Sprintf("peers-%d-%d", c.workers, c.rows), c.scenario, c.rows)
		if err != nil {
			return err
		}
		g, err := b.serve(ctx)
		if err != nil {
			return err
		}
		defer g.stop()
		speed, size := b.table.row(rate), b.table.row(memory)
		ours := func() error {
			children := watchChildren(g.pid)
			r, err := b.runAssay(ctx, g, features, c.rows, c.workers)
			most := max(children.most(), r.maxRSS)
			speed.ours = append(speed.ours, float64(c.rows)/r.took.Seconds())
			size.ours = append(size.ours, float64(most)/1e6)
			return err
		}
		theirs := func() error {
			var more []string
			if c.features {
				more = append(more, features)
			}
			children := watchChildren(g.pid)
			r, err := b.runPeer(ctx, g, c.peer, c.rows, more...)
			most := max(children.most(), r.maxRSS)
			speed.theirs = append(speed.theirs, float64(c.rows)/r.took.Seconds())
			size.theirs = append(size.theirs, float64(most)/1e6)
			return err
		}
		return inTurns(round, ours, theirs)
	}
}
