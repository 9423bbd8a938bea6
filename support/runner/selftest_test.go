package runner

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"assay/reports"
	"assay/support/simulator"
	"assay/support/target"
)

// everyFault makes the test below try all faults, not a sample of them, and
// print who caught each.
const everyFault = "ASSAY_EVERY_FAULT"

// TestEveryFaultIsNoticed is the suite's test of itself: each named wrong
// behaviour of the simulator turns a scenario of its area red. A fault that
// survives is a scenario that is missing, or one that asserts too little.
func TestEveryFaultIsNoticed(t *testing.T) {
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range simulator.Faults() {
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

// caughtBy runs the scenarios that should notice a fault until one does.
func caughtBy(t *testing.T, where target.Target, f simulator.Fault) string {
	t.Helper()
	tags := "@" + f.Area + " and not @browser"
	if f.Browser {
		tags = "@" + f.Area + " and @browser"
	}
	caught := ""
	o, err := Run(t.Context(), Config{
		Selection: Selection{Tags: tags}, Target: where, Seed: 1, Faults: []string{f.Name}, FailFast: true,
		Out: filepath.Join(t.TempDir(), "out"),
		OnScenario: func(s reports.Scenario, _, _ int) {
			if caught == "" && s.Verdict == reports.Failed {
				caught = s.ID
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	_ = o.Run.Close()
	return caught
}
