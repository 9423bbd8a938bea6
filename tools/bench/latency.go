package main

import (
	"context"
	"fmt"
	"time"
)

// delay is how late the gateway answers each request when latency is measured:
// that of a host a country away.
const delay = 20 * time.Millisecond

// latency compares a run against a gateway that is far away with the ideal: that
// nothing takes time but the gateway's answers. What it needs to start and to
// write its reports counts, in a run of five seconds at best. The raw loop, and what
// one connection alone sees, tell how much of the ideal the machine and the server
// leave: timers are never exact.
func (b *bench) latency(concurrency int) measurement {
	ideal := float64(concurrency) / (requests * delay.Seconds())
	rows := int(5 * ideal)
	line := row{
		name: fmt.Sprintf("API scenarios, answers after %v, concurrency %d", delay, concurrency), unit: "/s",
		reference: "ideal", bound: 0.9,
	}
	if concurrency > 32 {
		line.bound = 0 // the processors are the limit there, not the answers
	}
	raw := row{
		name: fmt.Sprintf("raw net/http loop, answers after %v, concurrency %d", delay, concurrency), unit: "/s",
		reference: line.reference,
	}
	alone := row{name: fmt.Sprintf("an answer after %v, as one connection sees it", delay), unit: " ms"}
	return measurement{"latency", line.name, func(ctx context.Context, round int) error {
		features, err := b.features(fmt.Sprint("latency-", rows), apiScenario, rows)
		if err != nil {
			return err
		}
		g, err := serveWith(ctx, b.assay, "--fault", "delay="+delay.String())
		if err != nil {
			return err
		}
		defer g.stop()
		one, err := b.answerAlone(ctx, g)
		if err != nil {
			return err
		}
		alone, line, raw := b.table.row(alone), b.table.row(line), b.table.row(raw)
		alone.ours = append(alone.ours, one.Seconds()*1000)
		note := func(r *row, took time.Duration) {
			r.ours = append(r.ours, float64(rows)/took.Seconds())
			r.theirs = append(r.theirs, ideal)
		}
		ours := func() error {
			r, err := b.runAssay(ctx, g, features, rows, concurrency)
			if err == nil {
				note(line, r.took)
			}
			return err
		}
		theirs := func() error {
			r, err := b.runRaw(ctx, g, rows, concurrency)
			if err == nil {
				note(raw, r.took)
			}
			return err
		}
		return inTurns(round, ours, theirs)
	}}
}

// answerAlone is how long an answer takes that nothing else is asked for beside.
func (b *bench) answerAlone(ctx context.Context, g *server) (time.Duration, error) {
	const scenarios = 25
	if err := rawLoop(ctx, g.url, g.entity, g.token, 1, 1); err != nil { // what is done once only
		return 0, err
	}
	started := time.Now()
	err := rawLoop(ctx, g.url, g.entity, g.token, scenarios, 1)
	return time.Since(started) / (scenarios * requests), err
}
