package runner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/reports"
	"assay/steps"
)

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
	flaky := tr.run(t, Config{Repeat: 2}, "once")
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

func TestQuarantineTakesTheSting(t *testing.T) {
	t.Parallel()
	tr := &trouble{steps: map[string]func(context.Context, int) error{
		"always": wrong, "crash": func(context.Context, int) error { return crash{} },
	}}
	q := quarantineOf(t, "ZZ-001[always]", "ZZ-001[crash]", "ZZ-001[fine]")
	cfg := Config{Retries: 2, FailFast: true, FailOnFlaky: true, Selection: Selection{Quarantine: q}}
	o := tr.run(t, cfg, "always", "crash", "fine", "a")
	if o.ExitCode() != ExitPassed || o.Counts[reports.Quarantined] != 2 || o.Counts[reports.Passed] != 2 {
		t.Errorf("exit code %d, %v; want 0, two in quarantine, two passed", o.ExitCode(), o.Counts)
	}
	if s := of(t, o, "always"); words(s) != "failed" || !strings.HasPrefix(s.Cause, "failed: ") {
		t.Errorf("always is %s (%q), want no retry of what is known to fail", words(s), s.Cause)
	}
	if s := of(t, o, "fine"); !s.PassesAgain() {
		t.Errorf("fine is %s (%q), want it said to pass again", s.Verdict, s.Cause)
	}
}
