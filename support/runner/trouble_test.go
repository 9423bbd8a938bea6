package runner

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"assay/reports"
	"assay/steps"
)

// trouble are scenarios whose first step does what a test says instead of what
// it means.
type trouble struct {
	steps map[string]func(ctx context.Context, call int) error // by scenario key

	mu    sync.Mutex
	calls map[string]int
}

// feature writes one scenario for each of some keys.
func (tr *trouble) feature(t *testing.T, keys ...string) string {
	t.Helper()
	text := "@payments\nFeature: Trouble\n  @ZZ-001 @DB\n  Scenario Outline: <what>\n" +
		"    Given an amount of <amount> EUR\n    When the merchant sends a DB with VISA\n    Then the debit is approved\n" +
		"    Examples:\n      | what | amount |\n"
	for i, key := range keys {
		text += fmt.Sprintf("      | %s | %d.00 |\n", key, 100+i)
	}
	return write(t, "trouble.feature", text)
}

// register is steps.Register with the first step of each key replaced.
func (tr *trouble) register(keys []string) func(steps.Registrar, *steps.World) {
	tr.calls = map[string]int{}
	return func(r steps.Registrar, w *steps.World) { steps.Register(replacing{r, tr, keys}, w) }
}

func (tr *trouble) call(key string) int {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	tr.calls[key]++
	return tr.calls[key]
}

type replacing struct {
	steps.Registrar
	*trouble
	keys []string
}

func (r replacing) Given(expr, fn any) {
	proper, is := fn.(func(amount, currency string))
	if !is || !expr.(*regexp.Regexp).MatchString("an amount of 1.00 EUR") {
		r.Registrar.Given(expr, fn)
		return
	}
	r.Registrar.Given(expr, func(ctx context.Context, amount, currency string) error {
		var n int
		if _, err := fmt.Sscanf(amount, "%d", &n); err != nil {
			return err
		}
		proper(amount, currency)
		key := r.keys[n-100]
		if step := r.steps[key]; step != nil {
			return step(ctx, r.call(key))
		}
		return nil
	})
}

// run runs the scenarios of the keys, in that order.
func (tr *trouble) run(t *testing.T, cfg Config, keys ...string) Outcome {
	t.Helper()
	cfg.Paths = []string{tr.feature(t, keys...)}
	cfg.Target, cfg.Ordered = simulated(), true
	cfg.Out = filepath.Join(t.TempDir(), "out")
	if cfg.register == nil {
		cfg.register = tr.register(keys)
	}
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
