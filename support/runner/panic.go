package runner

import (
	"fmt"
	"path"
	"runtime"
	"strings"

	"assay/reports"
)

// recovered makes a panic of our own hooks an error: godog would let it kill
// the process.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("the harness panicked: %v%s", r, panicPlace())
	}
}

// guard keeps a panic of what follows the steps from more than this attempt.
func (a *attempt) guard() {
	if r := recover(); r != nil {
		a.fail(reports.Broken, fmt.Sprintf("the harness panicked: %v%s", r, panicPlace()))
	}
}

// panicPlace says where the panic that is being recovered from came from.
func panicPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	panicking := false
	for {
		frame, more := frames.Next()
		inside := strings.HasPrefix(frame.Function, "runtime.")
		if panicking && !inside {
			return fmt.Sprintf(", in %s (%s:%d)", frame.Function, path.Base(frame.File), frame.Line)
		}
		panicking = panicking || inside
		if !more {
			return ""
		}
	}
}

// panicked tells the panic of a step from an error that it returned: godog makes
// it an error of its own kind, which prints its stack when asked.
func panicked(err error) (string, bool) {
	if fmt.Sprintf("%T", err) != "*godog.traceError" {
		return "", false
	}
	stack := strings.TrimPrefix(fmt.Sprintf("%+v", err), err.Error())
	lines := strings.Split(stack, "\n")
	for i, line := range lines[:len(lines)-1] {
		place, isPlace := strings.CutPrefix(lines[i+1], "\t")
		if isPlace && !strings.HasPrefix(line, "runtime.") {
			return fmt.Sprintf("the step panicked: %s, in %s (%s)", err.Error(), line, path.Base(place)), true
		}
	}
	return "the step panicked: " + err.Error(), true
}
