package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"assay/support/runner"
)

func TestErrorsArePrintedWithHintAndCode(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		err  error
		want string
		code int
	}{
		{"none", nil, "", 0},
		{"a status that has been explained", fmt.Errorf("x: %w", exitStatus(1)), "", 1},
		{"an error of the harness", io.ErrUnexpectedEOF, "assay: error: unexpected EOF\n", 3},
		{
			"an error with hint and code", fmt.Errorf("while reading: %w", &usageError{"no\nlog", "name one"}),
			"assay: error: while reading: no\n  log\nassay: hint: name one\n", 2,
		},
		{"an empty hint", &usageError{"no log", ""}, "assay: error: no log\n", 2},
		{
			"joined errors", errors.Join(io.EOF, errors.Join(io.EOF, &usageError{"no log", "name one"})),
			"assay: error: EOF\nassay: error: no log\nassay: hint: name one\n", 2,
		},
	}
	for _, tt := range tests {
		var out bytes.Buffer
		if code := finish(&out, tt.err); code != tt.code || out.String() != tt.want {
			t.Errorf("%s: %d, %q; want %d, %q", tt.name, code, out.String(), tt.code, tt.want)
		}
	}
}

func TestExitCodesAreUniqueAndExplained(t *testing.T) {
	t.Parallel()
	seen := map[int]bool{}
	for _, c := range exitCodes {
		if seen[c.code] || !strings.HasSuffix(c.meaning, ".") || strings.Contains(c.meaning, "|") {
			t.Errorf("%d is there twice, or is not explained in a sentence", c.code)
		}
		seen[c.code] = true
	}
	for _, code := range []int{
		runner.ExitInterrupted, runner.ExitUsage, runner.ExitBroken, runner.ExitUnavailable, runner.ExitFailed,
		runner.ExitNothingToRun, runner.ExitPassed,
	} {
		if !seen[code] {
			t.Errorf("the runner ends with %d, which is not explained", code)
		}
	}
}
