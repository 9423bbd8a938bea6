package runner

import (
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"assay/support/target"
)

// TestTheSimulatorAnswersAsDescribed runs every scenario that needs no browser
// and holds each answer of the simulator, and each request that it accepts,
// against the generated description of the API.
func TestTheSimulatorAnswersAsDescribed(t *testing.T) {
	t.Parallel()
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	d := newDescribed(t)
	o, err := Run(t.Context(), Config{
		// What a channel that is told to tolerate everything accepts is not described.
		Selection: Selection{Tags: "not @browser and not @VA-014"},
		Target:    where, Concurrency: 8, Out: filepath.Join(t.TempDir(), "out"), around: d.around,
	})
	if err != nil {
		t.Fatal(err)
	}
	o.Run.Close()
	if o.ExitCode() != ExitPassed {
		t.Errorf("the run ends with %d: %v", o.ExitCode(), o.Counts)
	}
	total := 0
	for operation, n := range d.answers {
		t.Logf("%6d %s", n, operation)
		total += n
	}
	for _, wrong := range slices.Sorted(maps.Keys(d.wrong)) {
		t.Errorf("%s (%d times)", wrong, d.wrong[wrong])
	}
	if total == 0 || d.requests == 0 {
		t.Errorf("%d answers and %d accepted requests were looked at", total, d.requests)
	}
	t.Logf("%d answers and %d accepted requests are as described", total, d.requests)
}
