package runner

import "assay/reports"

// Outcome is how a run ended.
type Outcome struct {
	Counts      map[reports.Verdict]int
	FailOnFlaky bool     // a flaky scenario counts as a failed one
	Interrupted bool     // by a signal; what ran until then is reported
	Cause       string   // why the run ended early: "", "interrupted", "fail-fast", "unavailable", "log"
	Part        bool     // of a plan: a shard may have nothing to do
	Reports     []string // files written
	Out         string   // directory of the log and the reports
	Notes       []string // what is missing from the evidence and why
	Log         string   // path of run.ndjson; "" on a dry run

	// Run is what the log says, for a summary; nil when it cannot be read.
	// Whoever gets the Outcome closes it.
	Run *reports.Run
}

// ExitCode returns the exit code of design decision 8: the worst of what
// happened.
func (o Outcome) ExitCode() int {
	switch {
	case o.Interrupted:
		return ExitInterrupted
	case o.Counts[reports.Broken] > 0 || o.Cause == stopLog:
		return ExitBroken
	case o.Counts[reports.Unavailable] > 0 || o.Cause == stopUnavailable:
		return ExitUnavailable
	case o.Counts[reports.Failed] > 0 || o.FailOnFlaky && o.Counts[reports.Flaky] > 0:
		return ExitFailed
	case o.Counts[reports.Passed]+o.Counts[reports.Flaky]+o.Counts[reports.Quarantined] == 0 && !o.Part:
		return ExitNothingToRun
	default:
		return ExitPassed
	}
}

// OutcomeOf is how a run ended by what its logs say, however many there are. A
// run that was killed is a broken one as long as something of it has not run.
func OutcomeOf(run *reports.Run) Outcome {
	o := Outcome{
		Counts: run.Counts, Run: run,
		FailOnFlaky: run.Settings[settingRepeat] != "" || run.Settings[settingFailOnFlaky] != "",
	}
	if run.Gaps() == nil {
		return o
	}
	switch {
	case run.Ended == nil || run.Ended.Cause == "":
		o.Cause = stopLog
	default:
		o.Cause = run.Ended.Cause
	}
	o.Interrupted = o.Cause == stopInterrupted
	return o
}
