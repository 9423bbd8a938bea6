package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"assay/cli"
	"assay/steps"
	"assay/support/runner"
)

// does runs one verb and returns all that it says. What a pipeline sets for
// assay is none of the example's.
func does(t *testing.T, p cli.Program, wantCode int, args ...string) string {
	t.Helper()
	var said bytes.Buffer
	env := func(name string) string { return map[string]string{"ASSAY_BROWSER": os.Getenv("ASSAY_BROWSER")}[name] }
	if code := p.Run(t.Context(), args, strings.NewReader(""), &said, &said, env); code != wantCode {
		t.Errorf("%s %s: exit code %d, want %d\n%s", p.Name, strings.Join(args, " "), code, wantCode, &said)
	}
	return said.String()
}

// says looks for texts in what a verb has said.
func says(t *testing.T, said string, want ...string) {
	t.Helper()
	for _, text := range want {
		if !strings.Contains(said, text) {
			t.Errorf("it says\n%s\nwant %q", said, text)
		}
	}
}

func TestTheFeaturesHold(t *testing.T) {
	out := t.TempDir()
	says(t, does(t, program(), runner.ExitPassed, "run", "--out", out), "2 scenarios: 2 passed")
	if _, err := os.Stat(filepath.Join(out, "report.html")); err != nil {
		t.Error(err)
	}
	says(t, does(t, program(), runner.ExitPassed, "run", "--out", t.TempDir(), "ORD-002"), "1 scenario: 1 passed")
	says(t, does(t, program(), runner.ExitPassed, "rerun", out), "own-steps: everything that ran has passed")
	does(t, program(), runner.ExitPassed, "merge", out, "--out", t.TempDir())
	says(t, does(t, program(), runner.ExitPassed, "coverage", out), "2 scenarios")
}

// Every verb that reads features knows the sentences, the features and the name.
func TestVerbsKnowWhatIsOwn(t *testing.T) {
	tests := []struct {
		args string
		want []string
	}{
		{"list", []string{"ORD-001", "ORD-002", "features/orders/order.feature:9"}},
		{"list --tags @orders --json", []string{`"id": "ORD-001"`}},
		{"run --dry-run", []string{"2 scenarios would run on target simulator"}},
		{"run --dry-run features/orders/order.feature:15", []string{"1 scenario would run"}},
		{"lint --strict", nil},
		{"lint --strict features", nil},
		{"fmt --check features", nil},
		{"steps order", []string{"defined       at steps.go:", "3 sentences (3 own), 0 unused", "(own-steps steps --word brand)"}},
		{"steps --json", []string{`"defined": "steps.go:`, `"defined": "built in"`}},
		{"steps --word order", []string{"{order} is the number of an order"}},
		{"coverage --static", []string{"2 scenarios; nothing was run"}},
		{"fidelity", []string{"| `payments` |"}},
		{"version", []string{"own-steps, made of assay "}},
		{"--help", []string{"own-steps is assay with sentences and features of its own.", "  own-steps run  "}},
		{"help run", []string{"own-steps run --target uat", "see own-steps help faults"}},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			says(t, does(t, program(), runner.ExitPassed, strings.Fields(tt.args)...), tt.want...)
		})
	}
	says(t, does(t, program(), runner.ExitUsage, "rnu"), "own-steps: error: ", `own-steps: hint: did you mean "own-steps run"?`)
	says(t, does(t, program(), runner.ExitUsage, "run", "ORD-003"), "own-steps: hint: did you mean ORD-00")
}

// Each row adds a sentence and runs a step of it: whose fault the end is must
// show in the exit code, and the reader must be told. What did not pass can be
// run again.
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
			p := program()
			keyword, text, _ := strings.Cut(tt.step, " ")
			p.Steps = append(p.Steps[:len(p.Steps):len(p.Steps)], steps.Sentence{Keyword: keyword, Text: text, Do: tt.do})
			feature := filepath.Join(t.TempDir(), "wrong.feature")
			content := "Feature: Wrong\n  @ORD-100\n  Scenario: A\n    When the merchant sends a DB with VISA\n    " + tt.step + "\n"
			if err := os.WriteFile(feature, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			out := t.TempDir()
			says(t, does(t, p, tt.code, "run", feature, "--out", out), tt.says)
			if tt.code == runner.ExitUsage {
				return // nothing was run
			}
			again := filepath.Join(t.TempDir(), "again")
			says(t, does(t, p, tt.code, "rerun", out, "--out", again), tt.says, "own-steps rerun "+again)
			says(t, does(t, cli.Program{}, runner.ExitUsage, "rerun", out), "assay: the run is one of own-steps", "no sentence fits")
		})
	}
}
