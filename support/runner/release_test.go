package runner

import (
	"path/filepath"
	"runtime"
	"testing"
	"time"
	"weak"
)

// TestThePlanIsGoneBeforeTheReports: the index of a large log takes the room that
// the plan had. Whatever holds one scenario of it, an idle connection say, holds all.
func TestThePlanIsGoneBeforeTheReports(t *testing.T) {
	tr := &trouble{}
	cfg := Config{Selection: tr.selection(t, "one", "two"), Target: simulated(), Out: filepath.Join(t.TempDir(), "out")}
	if err := cfg.complete(); err != nil {
		t.Fatal(err)
	}
	p, err := makePlan(cfg.Selection, cfg.Target, false)
	if err != nil {
		t.Fatal(err)
	}
	kept := weak.Make(p.run[0])
	asked := false
	cfg.OnReports = func() {
		asked = true
		for range 500 { // what a connection holds goes with its goroutines
			if runtime.GC(); kept.Value() == nil {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Error("the plan is still there when the reports are written")
	}
	o, err := execute(t.Context(), cfg, p, PlanInfo{})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	if !asked || len(o.Run.Scenarios) != 2 {
		t.Errorf("%d scenarios have run, reports written: %v", len(o.Run.Scenarios), asked)
	}
}
