package cli

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"assay/reports"
)

// killedRows is how many scenarios the killed runs are of.
const killedRows = 120

// Whenever a run is killed, its log can be read, joined and completed: a run and
// its reruns die at moments of chance until one is left alone, and together they
// tell of every scenario.
func TestAKilledRunLeavesALogThatCanBeCompleted(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("a process that is killed on Windows is not the same")
	}
	for n := range 3 {
		t.Run(fmt.Sprint("run ", n+1), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			feature := filepath.Join(dir, "many.feature")
			write(t, feature, manyDebits())
			logs := []string{filepath.Join(dir, "log0")}
			killed(t, 1, "run", "--concurrency", "3", "--out", logs[0], feature)
			for kill := range 2 {
				told(t, dir, logs)
				next := filepath.Join(dir, fmt.Sprint("log", kill+1))
				killed(t, 0, append([]string{"rerun", "--concurrency", "3", "--out", next}, logs...)...)
				if _, err := reports.Read(next); err == nil { // else all had run
					logs = append(logs, next)
				}
			}
			told(t, dir, logs)
			last := filepath.Join(dir, "last")
			out, code := runMain(t, append([]string{"rerun", "--out", last}, logs...), nil)
			if code != exitPassed {
				t.Fatalf("the last rerun ends with %d:\n%s", code, out)
			}
			if _, err := reports.Read(last); err == nil {
				logs = append(logs, last)
			}
			out, code = runMain(t, append([]string{"merge", "--out", filepath.Join(dir, "all")}, logs...), nil)
			if want := fmt.Sprintf("%d scenarios: %[1]d passed", killedRows); code != exitPassed || !strings.Contains(out, want) {
				t.Errorf("the logs together end with %d, want %q in:\n%s", code, want, out)
			}
		})
	}
}

// told checks that the logs so far can be read, reported and joined, in which no
// scenario is anything but passed or not run.
func told(t *testing.T, dir string, logs []string) {
	t.Helper()
	run, err := reports.ReadAll(logs...)
	if err != nil {
		t.Fatal(err)
	}
	defer run.Close()
	if got := run.Counts[reports.Passed] + run.Counts[reports.NotRun]; got != killedRows || run.Damaged > 0 {
		t.Errorf("%d scenarios have passed or not run, want %d: %v; %d lines are damaged", got, killedRows, run.Counts, run.Damaged)
	}
	for _, log := range logs {
		if out, code := runMain(t, []string{"report", log, "--out", filepath.Join(dir, "report")}, nil); code != exitPassed {
			t.Errorf("assay report ends with %d:\n%s", code, out)
		}
	}
	args := append([]string{"merge", "--allow-gaps", "--out", filepath.Join(dir, "joined")}, logs...)
	want := exitPassed
	if run.Counts[reports.NotRun] > 0 {
		want = exitBroken
	}
	if out, code := runMain(t, args, nil); code != want {
		t.Errorf("assay merge ends with %d, want %d:\n%s", code, want, out)
	}
}

// killed runs the program as a process of its own and kills it when it has told
// of at least so many scenarios; how many more, is left to chance.
func killed(t *testing.T, least int, args ...string) {
	t.Helper()
	cmd := exec.Command("assay", append([]string{"--verbose", "--color", "never"}, args...)...)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	after := least + rand.IntN(killedRows/3)
	lines := bufio.NewScanner(stderr)
	for told := 0; told <= after && lines.Scan(); told++ { // the first line is of the plan
	}
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

func manyDebits() string {
	var b strings.Builder
	b.WriteString(`Feature: Many debits
  @ZZ-001 @DB
  Scenario Outline: Debit <n> is approved
    Given an amount of 92.00 EUR
    When the merchant sends a DB with VISA
    Then the debit is approved
    Examples:
      | n |
`)
	for n := range killedRows {
		fmt.Fprintf(&b, "      | %d |\n", n)
	}
	return b.String()
}
