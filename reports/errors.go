package reports

import (
	"errors"
	"fmt"
	"syscall"
)

// Exit codes that errors of this package ask for.
const (
	exitUsage   = 2
	exitHarness = 3
)

// DirectoryError tells that a directory cannot take the reports of a run.
type DirectoryError struct {
	Dir  string
	Err  error
	hint string
}

func (e *DirectoryError) Error() string {
	return fmt.Sprintf("cannot use %s for reports: %v", e.Dir, e.Err)
}

func (e *DirectoryError) Unwrap() error { return e.Err }

// Hint names the remedy.
func (e *DirectoryError) Hint() string {
	if e.hint != "" {
		return e.hint
	}
	return writeHint(e.Err)
}

// ExitCode is that of a usage error.
func (e *DirectoryError) ExitCode() int { return exitUsage }

// WriteError tells that something could not be written to the log or to a
// report. What was written before stays readable.
type WriteError struct {
	Path string
	Err  error
}

func (e *WriteError) Error() string { return fmt.Sprintf("cannot write %s: %v", e.Path, e.Err) }

func (e *WriteError) Unwrap() error { return e.Err }

// Hint names the remedy.
func (e *WriteError) Hint() string { return writeHint(e.Err) }

// ExitCode is that of a fault of the harness.
func (e *WriteError) ExitCode() int { return exitHarness }

func writeHint(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return "the disk is full: free some space, or choose a directory on another disk with --out; " +
			"what was written so far can still be read with: assay report"
	case errors.Is(err, syscall.EFBIG):
		return "the file has reached the size that this account or file system allows; see ulimit -f"
	case errors.Is(err, syscall.EROFS), errors.Is(err, syscall.EACCES), errors.Is(err, syscall.EPERM):
		return "choose a directory that you may write to, with --out"
	default:
		return "choose another directory with --out"
	}
}

// LogError tells that a file is no log that this version can read, or that
// logs cannot be joined.
type LogError struct {
	Path string
	Err  error
	hint string
}

func (e *LogError) Error() string { return fmt.Sprintf("cannot read log %s: %v", e.Path, e.Err) }

func (e *LogError) Unwrap() error { return e.Err }

// Hint names the remedy.
func (e *LogError) Hint() string {
	if e.hint != "" {
		return e.hint
	}
	return "a log is the file run.ndjson that assay run leaves in its --out directory"
}

// ExitCode is that of a usage error.
func (e *LogError) ExitCode() int { return exitUsage }
