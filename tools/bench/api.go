package main

import (
	"context"
	"fmt"
)

// The runs that others are compared with: a small one, and the largest that a
// merchant's suite is expected to be.
const (
	small = 1000
	large = 50_000
)

// api compares a run of rows scenarios, with all that it does by default, with
// a loop that does nothing but the same requests.
func (b *bench) api(group string, rows int) measurement {
	name := fmt.Sprintf("API scenarios, %s rows", show(float64(rows), ""))
	rate := row{name: name, unit: "/s", reference: "raw net/http loop", bound: 0.2, aim: 0.3}
	cpu := row{name: name + ": processor time of each", unit: " us", reference: rate.reference}
	memory := row{name: name + ": peak memory", unit: " MB", bound: 64}
	growth := row{
		name: name + ": peak memory against fewer", unit: " MB",
		reference: fmt.Sprintf("with %s rows", show(small, "")), bound: 2,
	}
	first := row{name: name + ": start to first scenario", unit: " ms"}
	if rows <= small {
		first.bound = 300
	}
	return measurement{group, name, func(ctx context.Context, round int) error {
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
			b.grown(growth, rows, float64(r.maxRSS)/1e6)
			line = b.table.row(first)
			line.ours = append(line.ours, r.firstScenario.Seconds()*1000)
			return nil
		}
		theirs := func() error {
			r, err := b.runRaw(ctx, g, rows, b.concurrency)
			line := b.table.row(rate)
			line.theirs = append(line.theirs, float64(rows)/r.took.Seconds())
			line = b.table.row(cpu)
			line.theirs = append(line.theirs, r.cpu.Seconds()*1e6/float64(rows))
			return err
		}
		return inTurns(round, ours, theirs)
	}}
}

// grown compares the memory of the small run with that of a larger one: the
// small one is measured first in each round.
func (b *bench) grown(r row, rows int, megabytes float64) {
	if rows <= small {
		b.few = megabytes
		return
	}
	line := b.table.row(r)
	line.ours = append(line.ours, megabytes)
	line.theirs = append(line.theirs, b.few)
}
