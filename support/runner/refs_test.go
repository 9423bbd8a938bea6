package runner

import (
	"strings"
	"testing"

	"assay/support/spec"
)

func TestScenariosKnowWhatTheyStandOn(t *testing.T) {
	t.Parallel()
	f, err := parseFeature("features/payments/x.feature", strings.NewReader(`# S01
@payments
Feature: x
  Source: somewhere (S02, R001), and S99 and R000 which there are not.

  # D01
  @PA-001 @PA @decided
  Scenario: the comment above is its own
    # D02 and R002, inside
    When the merchant sends a PA with VISA

  # D03 is about the rule.
  Rule: r
    Says D04.

    @PA-002 @PA @decided
    Scenario: a rule's comment and text are its scenarios'
      Given a channel that captures nothing

    # D05
    @PA-003 @PA @decided
    Scenario Outline: an outline's are its rows'
      Given a channel that <habit>

      # D06
      Examples:
        | key | habit                         |
        | a   | allows one capture only       |
        | b   | is of no habit that there is  |
  # D07 is about nothing.
`))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.expand()
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"PA-001":    "D01 D02 R001 R002 S01 S02",
		"PA-002":    "D03 D04 R001 S01 S02 D10=no-capture",
		"PA-003[a]": "D03 D04 D05 D06 R001 S01 S02 D10=single-capture",
		"PA-003[b]": "D03 D04 D05 D06 R001 S01 S02",
	}
	for _, s := range all {
		if got := strings.Join(s.record().Refs, " "); got != want[s.id] {
			t.Errorf("%s: refs = %q, want %q", s.id, got, want[s.id])
		}
		delete(want, s.id)
	}
	if len(want) > 0 {
		t.Errorf("these were not found: %v", want)
	}
}

// A rule is shown by a scenario, or its row says why none can.
func TestEveryRuleIsShownOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	all, skipped, err := List(Selection{}, simulated())
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range skipped {
		all = append(all, s.Scenario)
	}
	by := map[string]string{}
	for _, s := range all {
		for _, ref := range s.Refs {
			by[ref] = s.ID
		}
	}
	for _, r := range spec.Rules() {
		switch shown := by[r.ID]; {
		case shown == "" && r.Unproven == "":
			t.Errorf("no scenario shows %s: %s", r.ID, r.Rule)
		case shown != "" && r.Unproven != "":
			t.Errorf("%s shows %s, of which rules.tsv says that nothing can: %s", shown, r.ID, r.Unproven)
		}
	}
}
