package runner

import (
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
