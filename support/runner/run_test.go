package runner

import (
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"assay/reports"
	"assay/support/target"

	"go.uber.org/goleak"
)

// TestTheSpecificationHoldsOnTheSimulator runs every embedded scenario, shuffled
// and side by side, with a real browser, and looks at what the run leaves.
func TestTheSpecificationHoldsOnTheSimulator(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out")
	var mu sync.Mutex
	told := 0
	o, err := Run(t.Context(), Config{
		Target: where, Concurrency: 8, Out: out,
		OnScenario: func(s reports.Scenario, done, total int) {
			mu.Lock()
			defer mu.Unlock()
			if told++; done != told || total == 0 {
				t.Errorf("scenario %d is told as number %d of %d", told, done, total)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	for _, s := range o.Run.Scenarios {
		if s.Verdict != reports.Passed {
			t.Errorf("%s is %s with seed %d: %s", s.ID, s.Verdict, o.Run.Seed, s.Cause)
		}
	}
	all := len(specification(t))
	if o.ExitCode() != ExitPassed || o.Counts[reports.Passed] != all || told != all {
		t.Errorf("exit code %d, %v, %d told; want %d passed", o.ExitCode(), o.Counts, told, all)
	}
	var names []string
	for _, path := range o.Reports {
		names = append(names, filepath.Base(path))
	}
	if want := []string{"junit.xml", "messages.ndjson", "report.html"}; !slices.Equal(names, want) {
		t.Errorf("reports %v, want %v", names, want)
	}
}
