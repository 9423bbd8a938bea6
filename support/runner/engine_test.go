package runner

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"
	"assay/support/opp"

	"go.uber.org/goleak"
)

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
		{"panic", "the step \"what {key} means\" panicked at engine_test.go:26: card 411111******1111 is odd", reports.Broken},
		{"nil", "the step \"what {key} means\" panicked at engine_test.go:27: runtime error: invalid memory address or nil pointer", reports.Broken},
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
	o, err := Run(ctx, Config{
		Selection: tr.selection(t, "stuck", "a"), Target: simulated(), Ordered: true, Concurrency: 1,
		Out: filepath.Join(t.TempDir(), "out"), grace: 100 * time.Millisecond, Abort: abort,
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
