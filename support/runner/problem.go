package runner

import (
	"errors"
	"fmt"
)

// The exit codes a run can end with, the worst first.
const (
	ExitInterrupted  = 130 // stopped by a signal; the reports are complete up to there
	ExitUsage        = 2   // usage or configuration: nothing was tested
	ExitBroken       = 3   // harness, browser or test data at fault
	ExitUnavailable  = 4   // the gateway could not be reached or refused the credentials
	ExitFailed       = 1   // the gateway broke a promise
	ExitNothingToRun = 5   // nothing selected, or nothing but skips
	ExitPassed       = 0
)

// Problem is an error that ends a run before or besides its scenarios. It says
// what to do about it.
type Problem struct {
	Code int    // one of the exit codes
	Text string // what went wrong, for people
	Help string // the likely remedy, one sentence; may be empty
	Err  error  // the cause; may be nil

	// Credentials is true when the gateway answers but refuses whoever asks.
	Credentials bool
}

// Error returns what went wrong.
func (p *Problem) Error() string {
	if p.Err == nil {
		return p.Text
	}
	return p.Text + ": " + p.Err.Error()
}

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.Err }

// ExitCode returns the exit code that the problem calls for.
func (p *Problem) ExitCode() int { return p.Code }

// Hint returns the likely remedy. Where the problem itself knows none, its cause
// may.
func (p *Problem) Hint() string {
	if p.Help != "" {
		return p.Help
	}
	if hinter, ok := p.Err.(interface{ Hint() string }); ok {
		return hinter.Hint()
	}
	return ""
}

// CodeOf returns the exit code that an error calls for: of its own, or else that
// of a broken harness.
func CodeOf(err error) int {
	var coder interface{ ExitCode() int }
	if errors.As(err, &coder) {
		return coder.ExitCode()
	}
	return ExitBroken
}

func usage(hint, format string, args ...any) *Problem {
	return &Problem{Code: ExitUsage, Text: fmt.Sprintf(format, args...), Help: hint}
}
