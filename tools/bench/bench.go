package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// bench measures one binary.
type bench struct {
	settings
	self  string // this program
	dir   string // for what is generated and written
	table table
	few   float64 // MB that the newest run of few scenarios took
}

func newBench(s settings, dir string) (*bench, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if s.assay, err = filepath.Abs(s.assay); err != nil {
		return nil, err
	}
	if s.against != "" {
		if s.against, err = filepath.Abs(s.against); err != nil {
			return nil, err
		}
	}
	if s.peers, err = filepath.Abs(s.peers); err != nil {
		return nil, err
	}
	return &bench{settings: s, self: self, dir: dir}, nil
}

// measurements are what bench can do, in the order of the table.
func (b *bench) measurements() []measurement {
	list := []measurement{b.api("api", min(small, b.rows))}
	if b.rows > small {
		list = append(list, b.api("api", b.rows))
	}
	list = append(list, b.api("large", small), b.api("large", large))
	for _, concurrency := range []int{8, 32, 128} {
		list = append(list, b.latency(concurrency))
	}
	list = append(list, measurement{"server", "payments on the simulator", b.server})
	if b.against != "" {
		list = append(list, measurement{"against", "payments on both simulators", b.other})
	}
	return append(list,
		measurement{"journeys", "journeys of the shopper", b.shopper},
		measurement{"evidence", "journeys with and without evidence", b.evidence},
		measurement{"throttle", "redirects against a gateway that throttles", b.throttle},
		measurement{"start", "start", b.start})
}

// server compares the simulator with a server that returns the same bytes
// without having done anything for them.
func (b *bench) server(ctx context.Context, round int) error {
	g, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer g.stop()
	body := paymentForm(g.entity, "bench-00000001")
	sample, err := samplePayment(ctx, g, body)
	if err != nil {
		return err
	}
	file := filepath.Join(b.dir, "answer.json")
	if err := sample.save(file); err != nil {
		return err
	}
	empty, err := b.startEmpty(ctx, file)
	if err != nil {
		return err
	}
	defer empty.stop()

	line := b.table.row(row{
		name: fmt.Sprintf("PA on the simulator, %d connections", b.concurrency), unit: "/s",
		reference: "empty handler", bound: 0.4, aim: 0.6,
	})
	duration := time.Duration(b.seconds * float64(time.Second))
	ours := func() error {
		rate, err := load(ctx, g.url, g.token, body, b.concurrency, duration)
		line.ours = append(line.ours, rate)
		return err
	}
	theirs := func() error {
		rate, err := load(ctx, empty.url, g.token, body, b.concurrency, duration)
		line.theirs = append(line.theirs, rate)
		return err
	}
	return inTurns(round, ours, theirs)
}

// shopper compares whole redirect scenarios, from the payment to its verdict,
// with a browser that opens the brand's page as often and does nothing there.
func (b *bench) shopper(ctx context.Context, round int) error {
	features, err := b.features("journeys", journeyScenario, b.journeys)
	if err != nil {
		return err
	}
	g, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer g.stop()
	const workers = 2
	line := b.table.row(row{
		name: fmt.Sprintf("journeys, %d workers", workers), unit: "/s", reference: "bare Navigate, fresh context",
	})
	memory := b.table.row(row{name: "journeys: peak memory without the browser", unit: " MB"})
	ours := func() error {
		r, err := b.runAssay(ctx, g, features, b.journeys, workers)
		line.ours = append(line.ours, float64(b.journeys)/r.took.Seconds())
		memory.ours = append(memory.ours, float64(r.maxRSS)/1e6)
		return err
	}
	theirs := func() error {
		page, err := pendingPage(ctx, g)
		if err != nil {
			return err
		}
		r, err := b.runSelf(ctx, nil, "navigate", "-url", page,
			"-times", strconv.Itoa(b.journeys), "-workers", strconv.Itoa(workers))
		line.theirs = append(line.theirs, float64(b.journeys)/r.took.Seconds())
		return err
	}
	return inTurns(round, ours, theirs)
}

// start measures how soon the first scenario begins when assay brings its own
// gateway and its own features, as in a newcomer's first run.
func (b *bench) start(ctx context.Context, _ int) error {
	r, err := b.runSmoke(ctx)
	line := b.table.row(row{name: "embedded gateway and features: start to first API scenario", unit: " ms", bound: 300})
	line.ours = append(line.ours, r.firstScenario.Seconds()*1000)
	return err
}

// inTurns does both, in an order that changes with the round.
func inTurns(round int, ours, theirs func() error) error {
	if round%2 == 1 {
		ours, theirs = theirs, ours
	}
	if err := ours(); err != nil {
		return err
	}
	return theirs()
}
