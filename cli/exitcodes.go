package cli

import (
	"slices"

	"assay/support/runner"
)

// The exit codes, the worst first.
const (
	exitInterrupted = runner.ExitInterrupted
	exitTerminated  = 143
	exitHungUp      = 129
	exitUsage       = runner.ExitUsage
	exitBroken      = runner.ExitBroken
	exitUnavailable = runner.ExitUnavailable
	exitFailed      = runner.ExitFailed
	exitPolicy      = 6
	exitNothing     = runner.ExitNothingToRun
	exitPassed      = runner.ExitPassed
)

// exitCode is a code with the one sentence that documents it.
type exitCode struct {
	code    int
	meaning string
}

// worse returns the one of two codes that counts.
func worse(a, b int) int {
	i := slices.IndexFunc(exitCodes, func(c exitCode) bool { return c.code == a || c.code == b })
	return exitCodes[i].code
}

// exitCodes is the table that the help prints and the README repeats. When
// several apply, the first in it is the one that counts.
var exitCodes = []exitCode{
	{exitInterrupted, "Interrupted by Ctrl-C; the reports show what ran until then."},
	{exitTerminated, "Terminated by SIGTERM; the reports show what ran until then."},
	{exitHungUp, "The terminal was closed; the reports show what ran until then."},
	{exitUsage, "The command, the configuration or a feature file has a mistake, or a quarantine has expired; nothing was tested."},
	{exitBroken, "A scenario is broken: the harness, the browser or the test data is at fault, not the gateway."},
	{exitUnavailable, "The target could not be reached, refused the credentials, or gave no answer that counts."},
	{exitFailed, "A scenario failed: the gateway did not do what it promises, or not always (--fail-on-flaky, --repeat). " +
		"Of lint and fmt: there is something to correct."},
	{exitPolicy, "A policy gate failed: less is covered than --min asks for."},
	{exitNothing, "Nothing was tested: no scenario was selected, or all of them were skipped."},
	{exitPassed, "Every scenario that could run passed."},
}
