package target

import "fmt"

// exitConfig is the exit code of a mistake in the configuration.
const exitConfig = 2

// Error is a mistake in the configuration, at its place in the file.
type Error struct {
	File    string // as it was given, empty when no file is at fault
	Line    int    // from 1; 0 when the whole file is meant
	Problem string
	Remedy  string
}

// Error returns "file:line: problem".
func (e *Error) Error() string {
	switch {
	case e.File == "":
		return e.Problem
	case e.Line == 0:
		return e.File + ": " + e.Problem
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Problem)
}

// Hint returns the likely remedy in one sentence.
func (e *Error) Hint() string { return e.Remedy }

// ExitCode returns the exit code for usage and configuration.
func (e *Error) ExitCode() int { return exitConfig }
