package runner

import (
	"strings"
	"testing"
)

func TestScenariosKnowWhatTheyStandOn(t *testing.T) {
	t.Parallel()
	f, err := parseFeature("features/payments/x.feature", strings.NewReader(`# S01
@payments
Feature: x
  Source: somewhere (S02), and S99 which there is not.

  # D01
  @PA-001 @PA @decided
  Scenario: the comment above is its own
    # D02, inside
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
		"PA-001":    "D01 D02 S01 S02",
		"PA-002":    "D03 D04 S01 S02 D10=no-capture",
		"PA-003[a]": "D03 D04 D05 D06 S01 S02 D10=single-capture",
		"PA-003[b]": "D03 D04 D05 D06 S01 S02",
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
