package cli

import (
	"fmt"
	"testing"

	"assay/reports"
)

func TestPlacesCommand(t *testing.T) {
	t.Parallel()
	at := func(file string, line int, v reports.Verdict) reports.Scenario {
		return reports.Scenario{ScenarioRecord: reports.ScenarioRecord{File: file, Line: line}, Verdict: v}
	}
	var many []reports.Scenario
	for i := range 10 {
		many = append(many, at("a.feature", i, reports.Failed))
	}
	tests := []struct {
		name      string
		target    string
		scenarios []reports.Scenario
		want      string
	}{
		{
			"all passed", "simulator",
			[]reports.Scenario{at("a.feature", 1, reports.Passed), at("a.feature", 2, reports.Skipped)},
			"",
		},
		{
			"each place once, the rest left out", "simulator",
			[]reports.Scenario{
				at("a.feature", 1, reports.Failed), at("a.feature", 1, reports.Failed), at("a.feature", 3, reports.Passed),
				at("b.feature", 2, reports.Broken), at("c.feature", 9, reports.Unavailable),
			},
			"assay run --seed 7 a.feature:1 b.feature:2 c.feature:9",
		},
		{"a target of the configuration", "my uat", many[:1], "assay run --target 'my uat' --seed 7 a.feature:0"},
		{
			"too many to paste", "simulator", append(many, at("it's.feature", 1, reports.Failed)),
			`assay run --seed 7 a.feature 'it'\''s.feature'`,
		},
	}
	for _, tt := range tests {
		run := &reports.Run{RunRecord: reports.RunRecord{Target: tt.target, Seed: 7}, Scenarios: tt.scenarios}
		if got := placesCommand(run); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestScenariosAreCounted(t *testing.T) {
	t.Parallel()
	if got := fmt.Sprintln(scenarios(0), scenarios(1), scenarios(2)); got != "0 scenarios 1 scenario 2 scenarios\n" {
		t.Error(got)
	}
}
