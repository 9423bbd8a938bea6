package runner

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"assay/reports"
	"assay/steps"

	"github.com/cucumber/godog"
)

// lines has a row that breaks its id and a step over lines, a doc string that no
// other kind of quotes can hold, and a scenario that knows nothing of it.
const lines = `@payments
Feature: Lines
  @ZZ-001 @DB
  Scenario Outline: A row
    Given what is "<said>"
    And the text:
      ~~~
      \"\"\"
      <said>
      ~~~
    Examples:
      | key         | said            |
      | one\nGiven  | two\nThen lines |

  @ZZ-002 @DB
  Scenario: A neighbour
    Given what is "one"
`

func TestACellMayBreakLines(t *testing.T) {
	t.Parallel()
	said := map[string]bool{}
	cfg := Config{
		Selection: Selection{
			Paths: []string{write(t, "lines.feature", strings.ReplaceAll(lines, "~", "`"))},
			Words: []steps.Word{{Name: "said", Pattern: `[^"]*`, Meaning: "anything"}},
			Steps: []steps.Sentence{
				{Keyword: "Given", Text: `what is "{said}"`, Do: func(_ context.Context, _ *steps.World, text string) error {
					said[text] = true
					return nil
				}},
				{Keyword: "Given", Text: "the text:", Do: func(_ context.Context, _ *steps.World, doc *godog.DocString) error {
					said[doc.Content] = true
					return nil
				}},
			},
		},
		Target: simulated(), Concurrency: 1, Out: filepath.Join(t.TempDir(), "out"),
	}
	o, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	if o.Counts[reports.Passed] != 2 {
		t.Errorf("%v, want 2 passed", o.Counts)
	}
	for _, want := range []string{"two\nThen lines", "\\\"\\\"\\\"\ntwo\nThen lines", "one"} {
		if !said[want] {
			t.Errorf("nobody said %q, but %v", want, said)
		}
	}
}

// TestWhatGivesUpByItselfIsBroken: not-run is for what an interruption cut off, and
// nobody would look into a run that ends well.
func TestWhatGivesUpByItselfIsBroken(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{"one": func(context.Context, int) error {
		return fmt.Errorf("asking a service of ours: %w", context.Canceled)
	}}}
	o := tr.run(t, Config{}, "one", "two")
	if s := of(t, o, "one"); s.Verdict != reports.Broken || s.Cause != "asking a service of ours: context canceled" {
		t.Errorf("%s: %s", s.Verdict, s.Cause)
	}
	if o.ExitCode() != ExitBroken || o.Counts[reports.Passed] != 1 {
		t.Errorf("exit code %d, %v", o.ExitCode(), o.Counts)
	}
}

// TestAReplacedLogGivesNoReport has another run take the directory while the
// first one goes on.
func TestAReplacedLogGivesNoReport(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "out")
	tr := &trouble{steps: map[string]func(context.Context, int) error{"one": func(context.Context, int) error {
		other, err := reports.Create(out, reports.RunRecord{RunID: "other", LogID: "other"})
		if err != nil {
			return err
		}
		return other.Close()
	}}}
	o, err := Run(t.Context(), Config{Selection: tr.selection(t, "one"), Target: simulated(), Out: out})
	if err == nil || CodeOf(err) != ExitBroken || !strings.Contains(err.Error(), "another run has replaced the log in "+out) {
		t.Errorf("error %v", err)
	}
	if o.Run != nil || len(o.Reports) > 0 {
		t.Errorf("reports %v are made of the other run", o.Reports)
	}
}
