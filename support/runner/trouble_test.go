package runner

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"assay/reports"
	"assay/steps"
)

// trouble are scenarios whose first step does what a test says.
type trouble struct {
	steps map[string]func(ctx context.Context, call int) error // by scenario key

	mu    sync.Mutex
	calls map[string]int
}

// feature writes one scenario for each of some keys.
func (tr *trouble) feature(t *testing.T, keys ...string) string {
	t.Helper()
	text := "@payments\nFeature: Trouble\n  @ZZ-001 @DB\n  Scenario Outline: <what>\n" +
		"    Given what <what> means\n    When the merchant sends a DB with VISA\n    Then the debit is approved\n" +
		"    Examples:\n      | what |\n"
	for _, key := range keys {
		text += fmt.Sprintf("      | %s |\n", key)
	}
	return write(t, "trouble.feature", text)
}

func (tr *trouble) call(key string) int {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if tr.calls == nil {
		tr.calls = map[string]int{}
	}
	tr.calls[key]++
	return tr.calls[key]
}

// selection selects the scenarios of some keys, with the sentence of their own.
func (tr *trouble) selection(t *testing.T, keys ...string) Selection {
	t.Helper()
	return Selection{
		Paths: []string{tr.feature(t, keys...)},
		Words: []steps.Word{{Name: "key", Pattern: `\w+`, Meaning: "the key of a scenario"}},
		Steps: []steps.Sentence{{Keyword: "Given", Text: "what {key} means", Do: tr.mean}},
	}
}

// mean is the first step of a scenario.
func (tr *trouble) mean(ctx context.Context, _ *steps.World, key string) error {
	if step := tr.steps[key]; step != nil {
		return step(ctx, tr.call(key))
	}
	return nil
}

// run runs the scenarios of the keys, in that order.
func (tr *trouble) run(t *testing.T, cfg Config, keys ...string) Outcome {
	t.Helper()
	tr.calls = map[string]int{}
	quarantine := cfg.Quarantine
	cfg.Selection = tr.selection(t, keys...)
	cfg.Quarantine = quarantine
	cfg.Target, cfg.Ordered = simulated(), true
	cfg.Out = filepath.Join(t.TempDir(), "out")
	o, err := Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.Run.Close() })
	for v, n := range o.Run.Counts {
		if o.Counts[v] != n {
			t.Errorf("%d scenarios are %s, the log says %d", o.Counts[v], v, n)
		}
	}
	return o
}

// of returns what became of a key.
func of(t *testing.T, o Outcome, key string) reports.Scenario {
	t.Helper()
	for _, s := range o.Run.Scenarios {
		if s.ID == "ZZ-001["+key+"]" {
			return s
		}
	}
	t.Fatalf("no scenario %s", key)
	return reports.Scenario{}
}

// words are the verdicts of a scenario's attempts, with why each was made.
func words(s reports.Scenario) string {
	var all []string
	for _, a := range s.Attempts {
		all = append(all, strings.TrimSpace(string(a.Verdict)+" "+a.Again))
	}
	return strings.Join(all, ", ")
}

type crash struct{}

func (crash) Error() string { return "the browser crashed" }
func (crash) Harness() bool { return true }

func wrong(context.Context, int) error { return &steps.AssertionError{Path: "amount"} }

// once is wrong at its first call only.
func once(_ context.Context, call int) error {
	if call == 1 {
		return &steps.AssertionError{Path: "amount"}
	}
	return nil
}
