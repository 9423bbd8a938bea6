package runner

import (
	"context"
	"fmt"
	"maps"
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
const everyFault = "ASSAY_EVERY_FAULT"

// sample is of every area, and of what is noticed in a browser only.
var sample = []string{
	"capture-forgets-the-first", "async-settles", "update-overwrites", "url-is-read", "closed-channel-pays",
	"link-life-ignored", "echo-lost", "timeout-hurries", "standing-instruction-not-repeated", "report-repeats-record",
	"risk-told-as-payment", "schedule-shifts-weekdays", "challenge-wish-ignored", "webhook-repeats-delivered",
	"checkout-paid-twice", "widget-tells-shop", "cancel-approves",
}

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

// chosenFaults are all faults, or those of the sample.
func chosenFaults() []simulator.Fault {
	all := simulator.Faults()
	if os.Getenv(everyFault) != "" {
		return all
	}
	return slices.DeleteFunc(all, func(f simulator.Fault) bool { return !slices.Contains(sample, f.Name) })
}

// TestTheSampleOfFaultsIsOfEveryArea holds the sample to what it is for.
func TestTheSampleOfFaultsIsOfEveryArea(t *testing.T) {
	t.Parallel()
	missing := map[string]bool{}
	known, inBrowser := 0, 0
	for _, f := range simulator.Faults() {
		missing[f.Area] = true
	}
	for _, f := range simulator.Faults() {
		if slices.Contains(sample, f.Name) {
			delete(missing, f.Area)
			known++
			if f.Browser {
				inBrowser++
			}
		}
	}
	if known != len(sample) || inBrowser == 0 || len(missing) > 0 {
		t.Errorf("of %d faults %d are known and %d are noticed in a browser only; none is of %v",
			len(sample), known, inBrowser, slices.Sorted(maps.Keys(missing)))
	}
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
