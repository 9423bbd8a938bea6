package runner

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"
	"assay/support/opp"

	"go.uber.org/goleak"
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

func TestStepsCannotHarmTheRun(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	stuck := make(chan struct{})
	var late atomic.Int32
	tr := &trouble{steps: map[string]func(context.Context, int) error{
		"panic":  func(context.Context, int) error { panic("card 4111111111111111 is odd") },
		"nil":    func(context.Context, int) error { return (*trouble)(nil).steps["x"](nil, 0) },
		"exit":   func(context.Context, int) error { runtime.Goexit(); return nil },
		"slow":   func(ctx context.Context, _ int) error { <-ctx.Done(); return context.Cause(ctx) },
		"silent": func(ctx context.Context, _ int) error { <-ctx.Done(); return nil },
		"stuck":  func(context.Context, int) error { <-stuck; late.Add(1); return nil },
	}}
	keys := []string{"one", "panic", "nil", "exit", "slow", "silent", "stuck", "two", "three", "four"}
	o := tr.run(t, Config{Concurrency: 2, StepTimeout: time.Second, grace: time.Second}, keys...)
	close(stuck)
	for _, tt := range []struct {
		key, cause string
		verdict    reports.Verdict
	}{
		{"one", "", reports.Passed},
		{"two", "", reports.Passed},
		{"three", "", reports.Passed},
		{"four", "", reports.Passed},
		{"panic", "the step panicked: card 411111******1111 is odd, in assay/support/runner.TestStepsCannotHarmTheRun.", reports.Broken},
		{"nil", "the step panicked: runtime error: invalid memory address or nil pointer dereference, in assay/", reports.Broken},
		{"exit", "the step ended without returning", reports.Broken},
		{"slow", "the step took longer than 1s (--step-timeout)", reports.Broken},
		{"silent", "the step took longer than 1s (--step-timeout)", reports.Broken},
		{"stuck", "the step took longer than 1s (--step-timeout) and did not end when told to: it was left behind", reports.Broken},
	} {
		s := of(t, o, tt.key)
		if s.Verdict != tt.verdict || !strings.HasPrefix(s.Cause, tt.cause) || len(s.Attempts) != 1 {
			t.Errorf("%s is %s (%q) after %d attempts, want %s (%q)", tt.key, s.Verdict, s.Cause, len(s.Attempts), tt.verdict, tt.cause)
		}
		d, err := o.Run.Detail(s.Attempts[0])
		if err != nil || len(d.Steps) != 3 {
			t.Errorf("%s: %d steps are recorded (%v), want 3", tt.key, len(d.Steps), err)
		}
	}
	if o.ExitCode() != ExitBroken || o.Counts[reports.Broken] != 6 {
		t.Errorf("exit code %d, %v", o.ExitCode(), o.Counts)
	}
}

func TestTheScenarioTimeoutCountsAllSteps(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{
		"slow": func(ctx context.Context, _ int) error { <-ctx.Done(); return ctx.Err() },
	}}
	o := tr.run(t, Config{StepTimeout: time.Hour, ScenarioTimeout: 500 * time.Millisecond}, "slow")
	want := "the scenario took longer than 500ms (--scenario-timeout): context canceled"
	if s := of(t, o, "slow"); s.Verdict != reports.Broken || s.Cause != want {
		t.Errorf("%s (%q), want broken (%q)", s.Verdict, s.Cause, want)
	}
}

func TestAPanicOfAHookIsBroken(t *testing.T) {
	t.Parallel()
	tr := &trouble{}
	told := 0
	o := tr.run(t, Config{Concurrency: 1, OnScenario: func(reports.Scenario, int, int) {
		if told++; told == 1 {
			panic("a display that fails")
		}
	}}, "one", "two")
	if o.Counts[reports.Passed] != 2 {
		t.Errorf("%v, want both passed whatever the display does", o.Counts)
	}
}

func TestRetries(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{
		"once": once, "always": wrong,
		"crash": func(_ context.Context, call int) error {
			if call == 1 {
				return fmt.Errorf("open a page: %w", crash{})
			}
			return nil
		},
		"crashes": func(context.Context, int) error { return crash{} },
		"bug":     func(context.Context, int) error { return errors.New("a bug of ours") },
	}}
	keys := []string{"a", "once", "b", "always", "c", "crash", "d", "crashes", "e", "bug", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o"}
	for retries, want := range []map[string]string{
		{
			"a": "passed", "once": "failed", "always": "failed", "crash": "broken, passed harness",
			"crashes": "broken, broken harness", "bug": "broken",
		},
		{
			"a": "passed", "once": "failed, passed retry", "always": "failed, failed retry", "crash": "broken, passed harness",
			"crashes": "broken, broken harness, broken retry", "bug": "broken, broken retry",
		},
		{
			"a": "passed", "once": "failed, passed retry", "always": "failed, failed retry, failed retry",
			"crash": "broken, passed harness", "crashes": "broken, broken harness, broken retry, broken retry",
			"bug": "broken, broken retry, broken retry",
		},
	} {
		tr.register(keys)
		var told []string
		o := tr.run(t, Config{Retries: retries, Concurrency: 2, OnScenario: func(s reports.Scenario, _, _ int) {
			told = append(told, fmt.Sprintf("%s %s", s.ID, s.Verdict))
		}}, keys...)
		for key, attempts := range want {
			s := of(t, o, key)
			if words(s) != attempts {
				t.Errorf("%d retries: %s is %s, want %s", retries, key, words(s), attempts)
			}
			if n := fmt.Sprintf("%s %s", s.ID, s.Verdict); !slices.Contains(told, n) || len(told) != len(keys) {
				t.Errorf("%d retries: %q was not told, once a scenario: %q", retries, n, told)
			}
		}
		if o.Run.Ended.Withheld != 0 {
			t.Errorf("%d retries were withheld", o.Run.Ended.Withheld)
		}
	}
}

func TestEveryAttemptHasItsOwnChannelAndData(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{"once": once}}
	o := tr.run(t, Config{Repeat: 5}, "a")
	seen := map[string]string{}
	for _, a := range of(t, o, "a").Attempts {
		d, err := o.Run.Detail(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range d.Exchanges[0].Form {
			if f.Name != "entityId" && f.Name != "merchantTransactionId" {
				continue
			}
			if first, again := seen[f.Value]; again {
				t.Errorf("%s %s is that of %s, too", f.Name, f.Value, first)
			}
			seen[f.Value] = a.ID
		}
	}
	if len(seen) != 10 {
		t.Errorf("%d entityIds and merchantTransactionIds of 5 attempts, want 10", len(seen))
	}
}

func TestTheBreakerEndsRetries(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ scenarios, bad, tried, withheld int }{
		{1, 1, 1, 0},    // of the smallest run, one
		{10, 3, 2, 1},   // a fifth
		{80, 12, 10, 2}, // never more than ten
	} {
		tr := &trouble{steps: map[string]func(context.Context, int) error{}}
		var keys []string
		for i := range tt.scenarios {
			key := fmt.Sprint("s", i)
			keys = append(keys, key)
			if i < tt.bad {
				tr.steps[key] = wrong
			}
		}
		o := tr.run(t, Config{Retries: 1}, keys...)
		tried := 0
		for _, s := range o.Run.Scenarios {
			tried += len(s.Attempts) - 1
		}
		if tried != tt.tried || o.Run.Ended.Withheld != tt.withheld {
			t.Errorf("%d of %d failed: %d were tried again and %d were not, want %d and %d",
				tt.bad, tt.scenarios, tried, o.Run.Ended.Withheld, tt.tried, tt.withheld)
		}
	}
}

func TestRepeatHuntsForFlakes(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{
		"once": once, "always": wrong,
		"last": func(_ context.Context, call int) error {
			if call == 4 {
				return &steps.AssertionError{}
			}
			return nil
		},
	}}
	told := 0
	o := tr.run(t, Config{Repeat: 4, Concurrency: 3, OnScenario: func(_ reports.Scenario, done, total int) {
		if told++; done != told || total != 4 {
			t.Errorf("told %d of %d, want %d of 4", done, total, told)
		}
	}}, "a", "once", "always", "last")
	want := map[string]reports.Verdict{
		"a": reports.Passed, "once": reports.Flaky, "last": reports.Flaky, "always": reports.Failed,
	}
	for key, verdict := range want {
		s := of(t, o, key)
		if s.Verdict != verdict || len(s.Attempts) != 4 {
			t.Errorf("%s is %s (%s), want %s", key, s.Verdict, words(s), verdict)
		}
	}
	if o.ExitCode() != ExitFailed || told != 4 {
		t.Errorf("exit code %d, %d told", o.ExitCode(), told)
	}
	flaky := tr.run(t, Config{Repeat: 2, register: (&trouble{steps: tr.steps}).register([]string{"once"})}, "once")
	if flaky.ExitCode() != ExitFailed {
		t.Errorf("a flake is found, and the exit code is %d", flaky.ExitCode())
	}
}

func TestFailFastWaitsForTheRetries(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{"once": once, "always": wrong}}
	o := tr.run(t, Config{Retries: 1, FailFast: true, Concurrency: 1},
		"a", "once", "b", "c", "always", "d", "e", "f", "g", "h", "i")
	if got := words(of(t, o, "once")); got != "failed, passed retry" {
		t.Errorf("once is %s", got)
	}
	if s := of(t, o, "i"); s.Verdict != reports.NotRun || o.Cause != stopFailFast || words(of(t, o, "always")) != "failed, failed retry" {
		t.Errorf("i is %s after always was %s; cause %q", s.Verdict, words(of(t, o, "always")), o.Cause)
	}
}

func TestStoppingAtOnceLeavesAStuckStepBehind(t *testing.T) {
	t.Parallel()
	stuck, running := make(chan struct{}), make(chan struct{})
	defer close(stuck)
	tr := &trouble{steps: map[string]func(context.Context, int) error{
		"stuck": func(context.Context, int) error { close(running); <-stuck; return nil },
	}}
	ctx, cancel := context.WithCancel(t.Context())
	abort := make(chan struct{})
	go func() {
		<-running
		cancel()
		close(abort)
	}()
	keys := []string{"stuck", "a"}
	o, err := Run(ctx, Config{
		Selection: Selection{Paths: []string{tr.feature(t, keys...)}}, Target: simulated(), Ordered: true, Concurrency: 1,
		Out: filepath.Join(t.TempDir(), "out"), register: tr.register(keys), grace: 100 * time.Millisecond, Abort: abort,
	})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	s := of(t, o, "stuck")
	if o.ExitCode() != ExitInterrupted || o.Counts[reports.NotRun] != 2 || len(s.Attempts) != 1 ||
		s.Attempts[0].Cause != "the run was interrupted, and the step did not end" {
		t.Errorf("exit code %d, %v, %+v", o.ExitCode(), o.Counts, s)
	}
}

func TestATimeoutIsJudgedByWhoWasWaitedFor(t *testing.T) {
	t.Parallel()
	late := &timeoutError{"step", time.Minute}
	gateway := fmt.Errorf("pay: %w", &opp.NoVerdictError{Err: context.Canceled})
	for _, tt := range []struct {
		name string
		err  error
		want reports.Verdict
	}{
		{"nobody", nil, reports.Broken},
		{"the gateway", gateway, reports.Unavailable},
		{"the browser", &browser.Error{Err: late}, reports.Broken},
		{"a promise that did not hold all the same", &steps.AssertionError{}, reports.Failed},
		{"a promise that nobody could wait for", fmt.Errorf("%w: %w", &steps.AssertionError{}, late), reports.Broken},
	} {
		got, cause := late.judge(tt.err)
		if told := strings.Contains(cause, "longer than 1m0s (--step-timeout)"); got != tt.want || told == (got == reports.Failed) {
			t.Errorf("%s: %s (%q), want %s", tt.name, got, cause, tt.want)
		}
	}
}
