package runner

import (
	"slices"
	"strings"
	"testing"
)

func TestExpandGivesRowsIdsTagsAndLines(t *testing.T) {
	t.Parallel()
	f, err := parseFeature("awkward.feature", strings.NewReader(awkward))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.expand()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		id, name string
		line     int
		tags     []string
	}{
		{"PA-001", "Plain", 11, []string{"@payments", "@PA-001"}},
		{"PA-002[PA]", "PA of 1.00", 43, []string{"@payments", "@PA-002", "@sync"}},
		{"PA-002[DB]", "DB of <type>", 44, []string{"@payments", "@PA-002", "@sync"}},
	}
	if len(all) != len(tests) {
		t.Fatalf("%d scenarios, want %d", len(all), len(tests))
	}
	for i, tt := range tests {
		s := all[i]
		if s.id != tt.id || s.name() != tt.name || s.line != tt.line || !slices.Equal(s.tags, tt.tags) {
			t.Errorf("scenario %d = %s %q line %d %v, want %+v", i, s.id, s.name(), s.line, s.tags, tt)
		}
	}
	if f.source != "nowhere" {
		t.Errorf("source = %q", f.source)
	}
}

func TestBrokenFeaturesAreRefusedWithFileAndLine(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, want string }{
		{"no Gherkin", "Feature: x\n  @PA-001\n  Scenario: y\n    Given z\n    Gives up\n", "f.feature:5: the feature cannot be read"},
		{"empty", "# nothing\n", "f.feature: there is no feature"},
		{"no id", "Feature: x\n  Scenario: y\n    Given z\n", `f.feature:2: scenario "y" has 0 id tags`},
		{"two ids", "Feature: x\n  @PA-001 @PA-002\n  Scenario: y\n    Given z\n", `f.feature:3: scenario "y" has 2 id tags`},
		{"no steps", "Feature: x\n  @PA-001\n  Scenario: y\n", `f.feature:3: scenario "y" has no steps`},
		{
			"a row twice", "Feature: x\n  @PA-001\n  Scenario Outline: y\n    Given <a>\n    Examples:\n      | a |\n      | 1 |\n      | 1 |\n",
			`f.feature:8: the row "1" stands on line 7 already`,
		},
		{
			"no row at all",
			"Feature: x\n  @PA-001\n  Scenario Outline: y\n    Given <a>\n    Examples:\n      | a |\n    Examples: none\n",
			`f.feature:3: scenario outline "y" has no rows`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, err := parseFeature("f.feature", strings.NewReader(tt.text))
			if err == nil {
				_, err = f.expand()
			}
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v, want one with %q", err, tt.want)
			}
			if p := err.(*Problem); p.ExitCode() != ExitUsage || p.Hint() == "" {
				t.Errorf("exit code %d, hint %q", p.ExitCode(), p.Hint())
			}
		})
	}
}
