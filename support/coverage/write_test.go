package coverage_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"assay/support/coverage"
)

func sample() *coverage.Coverage {
	return &coverage.Coverage{
		Run: "R1", Target: "uat", Scenarios: 2, LeftOut: 1, Measures: []coverage.Measure{
			{Name: "endpoints", Meaning: "called", Covered: 1, Total: 3, Items: []coverage.Item{
				{Name: "GET /a", Detail: "reads <b>", Verified: 1, Scenarios: []string{"A-001"}},
				{Name: "GET /b", Detail: "lists"},
				{Name: "GET /c"},
			}},
			{Name: "codes", Covered: 2, Total: 600},
			{Name: "forced-codes", Covered: 4, Total: 4},
			{Name: "none"},
		},
	}
}

func written(t *testing.T, write func(*strings.Builder) error) string {
	t.Helper()
	var out strings.Builder
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTheTableHasALineForEachMeasure(t *testing.T) {
	t.Parallel()
	got := written(t, func(b *strings.Builder) error { return coverage.Table(b, sample()) })
	for _, want := range []string{
		"run R1 on uat, 2 scenarios; 1 that did not pass cover nothing\n", "\nendpoints     1 of 3    33 %", "\nforced-codes  4  ",
		"\nnone          0 of 0    100 %",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestOneScenarioIsOne(t *testing.T) {
	t.Parallel()
	c := sample()
	c.Scenarios = 1
	got := written(t, func(b *strings.Builder) error { return coverage.Table(b, c) })
	if want := "run R1 on uat, 1 scenario; 1 that"; !strings.Contains(got, want) {
		t.Errorf("%q is not in\n%s", want, got)
	}
}

func TestTheListNamesWhatIsMissing(t *testing.T) {
	t.Parallel()
	got := written(t, func(b *strings.Builder) error { return coverage.Missing(b, sample()) })
	if want := "\nmissing endpoints (2):\n  GET /b  lists\n  GET /c\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestThePageShowsEveryItemAndRunsNoScript(t *testing.T) {
	t.Parallel()
	got := written(t, func(b *strings.Builder) error { return coverage.HTML(b, sample()) })
	for _, want := range []string{"GET /a", "reads &lt;b&gt;", "A-001", "✗ missing", "✓ covered", "default-src &#39;none&#39;"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the page", want)
		}
	}
	if strings.Contains(got, "<script") || strings.Contains(got, "://") {
		t.Error("the page runs a script or loads something")
	}
}

func TestTheGate(t *testing.T) {
	t.Parallel()
	tests := []struct{ minimum, want string }{
		{"0", ""},
		{"33", ""},
		{"34", "endpoints: 1 of 3 is 33 %, want 34 %"},
		{"50,endpoints=30", ""},
		{"endpoints=34", "endpoints: 1 of 3 is 33 %, want 34 %"},
		{"codes=2", ""},
		{"codes=3, forced-codes=5", "codes: 2, want 3|forced-codes: 4, want 5"},
		{"codes=1%", "codes: 2 of 600 is 0 %, want 1 %"},
		{"100,none=100", "endpoints: 1 of 3 is 33 %, want 100 %"},
	}
	for _, tt := range tests {
		minimums, err := coverage.ParseMinimum(tt.minimum)
		if err != nil {
			t.Fatal(err)
		}
		short, err := sample().Check(minimums)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(short, "|"); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.minimum, got, tt.want)
		}
	}
}

func TestAMinimumThatIsNone(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":              `"" is no number`,
		"endpoints":     `"endpoints" is no number`,
		"-1":            `"-1" is no number`,
		"101":           `"101" is more than 100 per cent`,
		"endpoints=101": `"endpoints=101" is more than 100 per cent`,
		"=5":            `"=5" names no measure`,
	} {
		if _, err := coverage.ParseMinimum(text); err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	_, err := sample().Check([]coverage.Minimum{{Measure: "endpionts", Least: 1}})
	var unknown *coverage.UnknownMeasureError
	if !errors.As(err, &unknown) || !slices.Contains(unknown.Known, "endpoints") {
		t.Errorf("a measure that is none: %v", err)
	}
}
