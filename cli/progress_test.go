package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"assay/reports"
	"assay/support/runner"

	"go.uber.org/goleak"
)

// at makes a progress whose clock moves only when told.
func at(p *progress) (*progress, *bytes.Buffer, *time.Time) {
	var out bytes.Buffer
	now := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
	p.w, p.now = &out, func() time.Time { return now }
	return p, &out, &now
}

func outcome(id string, v reports.Verdict, cause string) reports.Scenario {
	return reports.Scenario{
		ScenarioRecord: reports.ScenarioRecord{ID: id, Name: "A name", File: "a.feature", Line: 7}, Verdict: v, Cause: cause,
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	plan := runner.PlanInfo{Selected: 3, Skipped: 1, Seed: 42, Target: "uat", BaseURL: "https://uat.example.com/"}
	const head = "3 scenarios on target uat at https://uat.example.com/, 1 skipped, seed 42\n"
	const failure = "failed      PA-002 A name (a.feature:7)\n"
	tests := []struct {
		name     string
		progress *progress
		want     string
	}{
		{
			"in a pipeline: what did not pass, and the heartbeat",
			&progress{},
			head + failure + "2 of 4 done, 1 not passed, 1.0/s\n",
		},
		{"quiet: nothing", &progress{quiet: true}, ""},
		{
			"verbose: every scenario",
			&progress{verbose: true},
			head + "passed      PA-001 A name (a.feature:7)\n" + failure + "2 of 4 done, 1 not passed, 1.0/s\n",
		},
		{
			"on a terminal: a line that goes away at the end",
			&progress{live: true},
			head + failure + "\r\x1b[K2 of 4 done, 1 not passed, 1.0/s\r\x1b[K",
		},
		{
			"in colour",
			&progress{color: true},
			head + strings.Replace(failure, "failed     ", "\x1b[31mfailed     \x1b[0m", 1) +
				"2 of 4 done, 1 not passed, 1.0/s\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, out, now := at(tt.progress)
			p.plan(plan)
			p.scenario(outcome("PA-001", reports.Passed, ""), 1, 4)
			p.scenario(outcome("PA-002", reports.Failed, "amount is 1,\nwant 2"), 2, 4)
			*now = now.Add(2 * time.Second)
			if !tt.progress.quiet {
				p.beat()
			}
			p.stop()
			p.stop()
			if got := out.String(); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestTheRateIsThatOfLate(t *testing.T) {
	t.Parallel()
	p, _, now := at(&progress{quiet: true})
	p.plan(runner.PlanInfo{Selected: 1000})
	start := *now
	for _, step := range []struct {
		second, done int
		want         string
	}{{1, 100, "100.0/s"}, {2, 200, "100.0/s"}, {30, 200, "0.0/s"}, {33, 230, "10.0/s"}, {36, 290, "20.0/s"}} {
		*now = start.Add(time.Duration(step.second) * time.Second)
		p.scenario(outcome("PA-001", reports.Passed, ""), step.done, 1000)
		if got := p.state(); !strings.HasSuffix(got, " "+step.want) {
			t.Errorf("at %d s: %s, want %s", step.second, got, step.want)
		}
	}
}

func TestTheLiveLineMakesRoom(t *testing.T) {
	t.Parallel()
	p, out, _ := at(&progress{live: true})
	p.plan(runner.PlanInfo{Selected: 1, Target: "simulator"})
	p.beat()
	p.scenario(outcome("PA-001", reports.Broken, ""), 1, 1)
	p.interrupted(1)
	p.stop()
	_, after, _ := strings.Cut(out.String(), "0.0/s")
	if !strings.HasPrefix(after, "\r\x1b[Kbroken") || !strings.Contains(after, "press Ctrl-C again") {
		t.Errorf("after the live line: %q", after)
	}
}

func TestProgressLeavesNothingBehind(t *testing.T) {
	ignore := goleak.IgnoreCurrent()
	p, _, _ := at(&progress{})
	p.plan(runner.PlanInfo{Selected: 1})
	p.stop()
	goleak.VerifyNone(t, ignore)
}
