package runner

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"assay/reports"
	"assay/support/simulator"
	"assay/support/target"
)

// everyFault is the variable that makes the test below try all faults and print
// who caught each. Without it a sample has to do, the same every time: each fault
// costs a run, and under the race detector a slow one.
const (
	everyFault = "ASSAY_EVERY_FAULT"
	sampleSize = 15
)

// TestEveryFaultIsNoticed is the suite's test of itself: each named wrong
// behaviour of the simulator turns a scenario of its area red. A fault that
// survives is a scenario that is missing, or one that asserts too little.
func TestEveryFaultIsNoticed(t *testing.T) {
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range chosenFaults() {
		t.Run(f.Area+"/"+f.Name, func(t *testing.T) {
			began := time.Now()
			by := caughtBy(t, where, f)
			if by == "" {
				t.Fatalf("no scenario notices: %s", f.Meaning)
			}
			if os.Getenv(everyFault) != "" {
				fmt.Printf("%-12s %-28s %s (%s)\n", f.Area, f.Name, by, time.Since(began).Round(time.Millisecond))
			}
		})
	}
}

// chosenFaults are all faults, or some from all over the list that need no browser.
func chosenFaults() []simulator.Fault {
	all := simulator.Faults()
	if os.Getenv(everyFault) != "" {
		return all
	}
	all = slices.DeleteFunc(all, func(f simulator.Fault) bool { return f.Browser })
	var some []simulator.Fault
	for i := range sampleSize {
		some = append(some, all[i*len(all)/sampleSize])
	}
	return some
}

// caughtBy runs the scenarios that should notice a fault until one does: by a
// verdict about the gateway. One that is broken, as a journey is that meets another
// page than it expects, is no proof, and does not end the search.
func caughtBy(t *testing.T, where target.Target, f simulator.Fault) string {
	t.Helper()
	tags := "@" + f.Area + " and not @browser"
	if f.Browser {
		tags = "@" + f.Area + " and @browser"
	}
	ctx, enough := context.WithCancel(t.Context())
	defer enough()
	caught := ""
	o, err := Run(ctx, Config{
		Selection: Selection{Tags: tags}, Target: where, Seed: 1, Faults: []string{f.Name},
		Out: filepath.Join(t.TempDir(), "out"),
		OnScenario: func(s reports.Scenario, _, _ int) {
			red := s.Verdict == reports.Failed || s.Verdict == reports.Unavailable
			if caught == "" && red {
				caught = s.ID
				enough()
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_ = o.Run.Close()
	return caught
}
