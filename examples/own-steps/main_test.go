package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/steps"
	"assay/support/runner"
)

func TestTheFeaturesHold(t *testing.T) {
	var stdout, stderr bytes.Buffer
	out := t.TempDir()
	if code := run(t.Context(), nil, out, &stdout, &stderr); code != runner.ExitPassed {
		t.Fatalf("exit code %d\n%s%s", code, &stdout, &stderr)
	}
	if !strings.Contains(stdout.String(), "2 scenarios: 2 passed") {
		t.Errorf("the summary is\n%s", &stdout)
	}
	if _, err := os.Stat(filepath.Join(out, "report.html")); err != nil {
		t.Error(err)
	}
}

// Each row adds a sentence and runs a step of it: whose fault the end is must
// show in the exit code, and the reader must be told.
func TestWhatGoesWrong(t *testing.T) {
	tests := []struct {
		name, step string
		do         any
		code       int
		says       string
	}{
		{
			"a promise that does not hold has failed", "Then it fails",
			func(_ context.Context, w *steps.World) error {
				p, err := w.Answer()
				if err != nil {
					return err
				}
				return w.Expect(p, "currency", "USD")
			}, runner.ExitFailed, `currency = "EUR", want "USD"`,
		},
		{
			"a panic is broken", "Then it panics",
			func(context.Context, *steps.World) error { panic("no such order") },
			runner.ExitBroken, `the step "it panics" panicked at main_test.go:`,
		},
		{
			"a slip of the author's is broken", "Then it looks",
			func(context.Context, *steps.World) error {
				var orders []string
				_ = orders[len(orders)]
				return nil
			}, runner.ExitBroken, "index out of range [0] with length 0",
		},
		{
			"a function of the wrong kind is refused", "Then it counts",
			func(context.Context, int) error { return nil }, runner.ExitUsage, "not a func(context.Context, *steps.World) error",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := sentences
			defer func() { sentences = before }()
			keyword, text, _ := strings.Cut(tt.step, " ")
			sentences = append(sentences[:len(sentences):len(sentences)], steps.Sentence{Keyword: keyword, Text: text, Do: tt.do})
			feature := filepath.Join(t.TempDir(), "wrong.feature")
			content := "Feature: Wrong\n  @ORD-100\n  Scenario: A\n    When the merchant sends a DB with VISA\n    " + tt.step + "\n"
			if err := os.WriteFile(feature, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			var stdout, stderr bytes.Buffer
			if code := run(t.Context(), []string{feature}, t.TempDir(), &stdout, &stderr); code != tt.code {
				t.Errorf("exit code %d, want %d", code, tt.code)
			}
			if said := stdout.String() + stderr.String(); !strings.Contains(said, tt.says) {
				t.Errorf("it says\n%s\nwant %q", said, tt.says)
			}
		})
	}
}
