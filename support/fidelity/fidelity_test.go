package fidelity_test

import (
	"slices"
	"strings"
	"testing"

	"assay/support/fidelity"
	"assay/support/spec"
)

func written(t *testing.T) string {
	t.Helper()
	var out strings.Builder
	err := fidelity.Write(&out, []fidelity.Setting{
		{"D10", []string{"single-capture", "no-capture"}, "several", "captures of one PA"},
		{"D15-POST", []string{"<number>"}, "200", "calls"},
		{"cut-off", []string{"<hour>"}, "midnight", "end of the day"},
	}, map[string]fidelity.Count{
		"payments": {"verified": 2, "unverified": 1}, "samples": {"verified": 4}, "unheard": {},
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestEveryFactOfTheTablesIsTold(t *testing.T) {
	t.Parallel()
	text := written(t)
	for _, d := range spec.Demands() {
		if !strings.Contains(text, "\n| "+d.ID+" | "+d.Demand+" |\n") {
			t.Errorf("%s is not told", d.ID)
		}
	}
	for _, d := range spec.Decisions() {
		if !strings.Contains(text, "\n| "+d.ID+" | "+d.Point+" | "+d.Simulator+" |") {
			t.Errorf("%s is not told", d.ID)
		}
	}
	for _, f := range spec.Fidelities() {
		if !strings.Contains(text, "*"+f.Status+"* | "+f.What+" ("+f.Source+") |\n") {
			t.Errorf("it is not told of %s that %s", f.Area, f.What)
		}
	}
}

func TestSettingsStandWithTheirDecisionOrAlone(t *testing.T) {
	t.Parallel()
	text := written(t)
	for _, want := range []string{
		"| D10: `single-capture`, `no-capture` |\n", "| D15-POST: `<number>` |\n",
		"\n| `cut-off` | `<hour>` | midnight | end of the day |\n",
		"\n| `payments` | 2 verified, 1 unverified | *verified* |", "\n| `samples` | 4 verified | | |\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// A table cell would end at a bar, and a status is one of three.
func TestTheFactsFitIntoATable(t *testing.T) {
	t.Parallel()
	for _, f := range spec.Fidelities() {
		if strings.Contains(f.What+f.Source, "|") || !slices.Contains([]string{"verified", "decided", "unverified"}, f.Status) {
			t.Errorf("%+v does not fit", f)
		}
	}
}
