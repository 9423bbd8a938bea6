package runner

import (
	"context"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"

	"assay/reports"
	"assay/support/target"
)

// TestAnInterruptedRunKeepsItsSimulatorForWhatHasBegun interrupts a run at the
// first request of a scenario that needs more of them.
func TestAnInterruptedRunKeepsItsSimulatorForWhatHasBegun(t *testing.T) {
	t.Parallel()
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	ctx, interrupt := context.WithCancel(t.Context())
	defer interrupt()
	var requests atomic.Int64
	around := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if requests.Add(1) == 1 {
				interrupt()
			}
			next.ServeHTTP(w, r)
		})
	}
	o, err := Run(ctx, Config{
		Selection: Selection{Tags: "@PA and @CP and @verified and not @browser"}, Target: where, Concurrency: 1,
		Out: filepath.Join(t.TempDir(), "out"), around: around,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	if o.ExitCode() != ExitInterrupted || o.Counts[reports.Passed] < 1 || o.Counts[reports.NotRun] == 0 ||
		o.Counts[reports.Broken]+o.Counts[reports.Failed] > 0 || requests.Load() < 2 {
		t.Errorf("exit code %d, %v after %d requests", o.ExitCode(), o.Counts, requests.Load())
	}
}
