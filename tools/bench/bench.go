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
	return &bench{settings: s, self: self, dir: dir}, nil
}

// measurements are what bench can do, in the order of the table.
func (b *bench) measurements() []measurement {
	small := min(1000, b.rows)
	list := []measurement{b.api(small)}
	if b.rows > small {
		list = append(list, b.api(b.rows))
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

// api compares a run of rows scenarios, with all that it does by default, with
// a loop that does nothing but the same requests.
func (b *bench) api(rows int) measurement {
	name := fmt.Sprintf("API scenarios, %s rows", show(float64(rows), ""))
	rate := row{name: name, unit: "/s", reference: "raw net/http loop", bound: 0.2}
	cpu := row{name: name + ": processor time of each", unit: " us", reference: rate.reference}
	memory := row{name: name + ": peak memory", unit: " MB"}
	first := row{name: name + ": start to first scenario", unit: " ms"}
	if rows >= 20_000 {
		memory.bound = 80
	}
	if rows <= 1000 {
		first.bound = 300
	}
	return measurement{"api", name, func(ctx context.Context, round int) error {
		features, err := b.features(fmt.Sprint("api-", rows), apiScenario, rows)
		if err != nil {
			return err
		}
		g, err := b.serve(ctx)
		if err != nil {
			return err
		}
		defer g.stop()
		ours := func() error {
			r, err := b.runAssay(ctx, g, features, rows, b.concurrency)
			if err != nil {
				return err
			}
			line := b.table.row(rate)
			line.ours = append(line.ours, float64(rows)/r.took.Seconds())
			line = b.table.row(cpu)
			line.ours = append(line.ours, r.cpu.Seconds()*1e6/float64(rows))
			line = b.table.row(memory)
			line.ours = append(line.ours, float64(r.maxRSS)/1e6)
			line = b.table.row(first)
			line.ours = append(line.ours, r.firstScenario.Seconds()*1000)
			return nil
		}
		theirs := func() error {
			r, err := b.runSelf(ctx, []string{"BENCH_TOKEN=" + g.token}, "raw", "-url", g.url, "-entity", g.entity,
				"-rows", strconv.Itoa(rows), "-concurrency", strconv.Itoa(b.concurrency))
			line := b.table.row(rate)
			line.theirs = append(line.theirs, float64(rows)/r.took.Seconds())
			line = b.table.row(cpu)
			line.theirs = append(line.theirs, r.cpu.Seconds()*1e6/float64(rows))
			return err
		}
		return inTurns(round, ours, theirs)
	}}
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
