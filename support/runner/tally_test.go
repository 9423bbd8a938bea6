package runner

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"
	"assay/support/opp"

	"github.com/cucumber/godog"
)

func TestJudgeTellsPromisesFromHarness(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		err  error
		want reports.Verdict
	}{
		{"a Then that did not hold", &steps.AssertionError{Path: "result.code"}, reports.Failed},
		{"the same, wrapped", fmt.Errorf("refund: %w", &steps.AssertionError{}), reports.Failed},
		{"no verdict of the gateway", fmt.Errorf("x: %w", &opp.NoVerdictError{}), reports.Unavailable},
		{"the browser", &browser.Error{}, reports.Broken},
		{"anything else", errors.New("a bug of ours"), reports.Broken},
		{"a skip", fmt.Errorf("no clock: %w", godog.ErrSkip), reports.Skipped},
		{"an interruption", fmt.Errorf("x: %w", context.Canceled), reports.NotRun},
	}
	for _, tt := range tests {
		got, cause := judge(tt.err)
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if tt.want == reports.Skipped && cause != "no clock" {
			t.Errorf("%s: reason %q", tt.name, cause)
		}
	}
}

func TestExitCodeIsTheWorstOfWhatHappened(t *testing.T) {
	t.Parallel()
	type counts = map[reports.Verdict]int
	tests := []struct {
		name string
		o    Outcome
		want int
	}{
		{"all passed", Outcome{Counts: counts{reports.Passed: 3}}, 0},
		{"passed and skipped", Outcome{Counts: counts{reports.Passed: 3, reports.Skipped: 1}}, 0},
		{"a failure", Outcome{Counts: counts{reports.Passed: 3, reports.Failed: 1}}, 1},
		{"broken before unavailable before failed", Outcome{
			Counts: counts{reports.Failed: 1, reports.Unavailable: 1, reports.Broken: 1},
		}, 3},
		{"unavailable before failed", Outcome{Counts: counts{reports.Failed: 1, reports.Unavailable: 1}}, 4},
		{"flaky is a pass", Outcome{Counts: counts{reports.Flaky: 1}}, 0},
		{"flaky is a failure when told so", Outcome{Counts: counts{reports.Flaky: 1}, FailOnFlaky: true}, 1},
		{"what is in quarantine does not count", Outcome{Counts: counts{reports.Quarantined: 2}}, 0},
		{"nothing but skips", Outcome{Counts: counts{reports.Skipped: 5}}, 5},
		{"nothing at all", Outcome{}, 5},
		{"the log could not be written", Outcome{Counts: counts{reports.Passed: 1}, Cause: stopLog}, 3},
		{"interrupted before all", Outcome{Counts: counts{reports.Broken: 1}, Interrupted: true}, 130},
	}
	for _, tt := range tests {
		if got := tt.o.ExitCode(); got != tt.want {
			t.Errorf("%s: exit code %d, want %d", tt.name, got, tt.want)
		}
	}
}

func TestTallyEndsTheRunInTime(t *testing.T) {
	t.Parallel()
	s := oneScenario(t, "@PA-001", "x")
	ended := func(v reports.Verdict) []reports.Attempt { return []reports.Attempt{{Verdict: v}} }
	unavailable := ended(reports.Unavailable)

	down := newTally(Config{}, 100)
	for i := range giveUpAfter {
		if down.stopped() {
			t.Fatalf("given up after %d scenarios without a gateway", i)
		}
		down.count(s, unavailable)
	}
	if down.why() != stopUnavailable {
		t.Errorf("the run goes on against a dead gateway")
	}
	if o := down.outcome(); o.Counts[reports.NotRun] != 100-giveUpAfter || o.ExitCode() != ExitUnavailable {
		t.Errorf("outcome %+v", o)
	}

	shaky := newTally(Config{}, 100)
	for range giveUpAfter {
		shaky.count(s, unavailable)
		shaky.count(s, ended(reports.Passed))
	}
	if shaky.stopped() {
		t.Error("a gateway that answers in between is given up")
	}

	often := newTally(Config{Repeat: 3}, 5)
	often.skip(s, "no clock")
	for range 3 {
		often.count(s, ended(reports.Skipped)) // it finds out only when it runs
	}
	if o := often.outcome(); o.Counts[reports.Skipped] != 2 || o.Counts[reports.NotRun] != 3 {
		t.Errorf("one skip by plan and one of three repeats of five scenarios are %v", o.Counts)
	}

	quick := newTally(Config{FailFast: true}, 100)
	quick.count(s, ended(reports.Skipped))
	if quick.stopped() {
		t.Error("a skip ends a fail-fast run")
	}
	quick.count(s, ended(reports.Failed))
	quick.stop(stopInterrupted)
	if quick.why() != stopFailFast {
		t.Errorf("stopped by %q, want the first cause", quick.why())
	}
}
