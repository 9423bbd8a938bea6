package runner

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"assay/reports"
	"assay/support/boundary"
	"assay/support/target"
)

var onSimulator = target.Target{Name: target.SimulatorName, Simulator: true}

func TestGeneratedScenariosAreThereWhenAskedFor(t *testing.T) {
	t.Parallel()
	all := len(boundary.Cases())
	for tags, want := range map[string]int{
		"": 0, "@PA": 0, "@PA and not @generated": 0, "@generated": all, "@generated and @decided": all, "@smoke or @generated": all,
	} {
		ready, _, err := List(Selection{Tags: tags}, onSimulator)
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for _, s := range ready {
			if slices.Contains(s.Tags, boundary.Tag) {
				got++
			}
		}
		if got != want {
			t.Errorf("tags %q select %d generated scenarios, want %d", tags, got, want)
		}
	}
}

func TestGeneratedScenariosAreThereByTheirIDs(t *testing.T) {
	t.Parallel()
	all, _, err := List(Selection{Tags: boundary.Tag}, onSimulator)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		if !boundary.IsID(s.ID) {
			t.Errorf("%s is not taken for the id of a generated scenario", s.ID)
		}
	}
	if boundary.IsID("PA-001") {
		t.Error("PA-001 is taken for the id of a generated scenario")
	}
	one, _, err := List(Selection{Paths: []string{all[0].ID, "PA-001"}}, onSimulator)
	if err != nil {
		t.Fatal(err)
	}
	if got := one[len(one)-1].ID; got != all[0].ID || len(one) < 2 {
		t.Errorf("by ids there are %d scenarios, the last is %s, want PA-001 and %s", len(one), got, all[0].ID)
	}
}

func TestGeneratedScenariosKeepTheHouseRules(t *testing.T) {
	t.Parallel()
	findings, err := Lint(Selection{Paths: []string{generated}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		t.Error(f)
	}
}

// TestTheSimulatorKeepsToTheBoundaries runs each tenth of the generated
// scenarios, all kinds among them.
func TestTheSimulatorKeepsToTheBoundaries(t *testing.T) {
	ready, _, err := List(Selection{Tags: boundary.Tag}, onSimulator)
	if err != nil {
		t.Fatal(err)
	}
	path := ready[0].File
	kinds := map[string]bool{}
	for i, s := range ready {
		kind, _, _ := strings.Cut(s.ID, "[")
		if i%10 == 0 || !kinds[kind] {
			kinds[kind] = true
			path += fmt.Sprintf(":%d", s.Line)
		}
	}
	o, err := Run(t.Context(), Config{
		Selection: Selection{Paths: []string{path}}, Target: onSimulator, Seed: 1, Out: filepath.Join(t.TempDir(), "out"),
		OnScenario: func(s reports.Scenario, _, _ int) {
			if s.Verdict != reports.Passed {
				t.Errorf("%s is %s", s.ID, s.Verdict)
			}
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := o.Counts[reports.Passed]; n < len(ready)/10 {
		t.Errorf("%d scenarios passed, want a tenth of %d", n, len(ready))
	}
	_ = o.Run.Close()
}

// Each way of sending a case notices a gateway that gets it wrong.
func TestGeneratedScenariosNoticeWrongGateways(t *testing.T) {
	ready, _, err := List(Selection{Tags: boundary.Tag}, onSimulator)
	if err != nil {
		t.Fatal(err)
	}
	for id, fault := range map[string]string{
		"GB-002[amount wrong-character]": "amount-form-unchecked",
		"GB-002[card.number empty]":      "empty-is-present",
		"GB-003[card.number absent]":     "brand-demands-nothing",
		"GB-004[card.expiryMonth twice]": "first-value-wins",
	} {
		i := slices.IndexFunc(ready, func(s reports.ScenarioRecord) bool { return s.ID == id })
		if i < 0 {
			t.Errorf("there is no %s", id)
			continue
		}
		o, err := Run(t.Context(), Config{
			Selection: Selection{Paths: []string{fmt.Sprintf("%s:%d", ready[i].File, ready[i].Line)}}, Target: onSimulator,
			Seed: 1, Faults: []string{fault}, Out: filepath.Join(t.TempDir(), "out"),
		})
		if err != nil {
			t.Fatal(err)
		}
		if o.Counts[reports.Failed] != 1 {
			t.Errorf("%s does not notice %s: %v", id, fault, o.Counts)
		}
		_ = o.Run.Close()
	}
}
