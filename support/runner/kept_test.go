package runner

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/reports"
)

// Plans have the features of the program in common, but not what is marked in
// their scenarios.
func TestPlansOfKeptFeaturesDoNotTouchEachOther(t *testing.T) {
	t.Parallel()
	one, other := specification(t), specification(t)
	if one[0].feature != other[0].feature {
		t.Error("a feature of the program is read twice")
	}
	if len(one) != len(other) {
		t.Errorf("the plans have %d and %d scenarios", len(one), len(other))
	}
	for _, s := range one {
		s.quarantine = &reports.Quarantine{}
	}
	for _, s := range other {
		if s.quarantine != nil {
			t.Fatalf("%s is marked in a plan that did not mark it", s.id)
		}
	}
}

// What one run of a process has told its log of a feature, the next tells its own.
func TestEveryRunTellsTheTextOfItsFeatures(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"first", "second"} {
		out := filepath.Join(t.TempDir(), name)
		o, err := Run(t.Context(), Config{Selection: Selection{Paths: []string{"DB-001"}}, Target: simulated(), Out: out})
		if err != nil {
			t.Fatal(err)
		}
		_ = o.Run.Close()
		log, err := os.ReadFile(filepath.Join(out, "run.ndjson"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(log), `Feature: `) {
			t.Errorf("the log of the %s run has no feature", name)
		}
	}
}
