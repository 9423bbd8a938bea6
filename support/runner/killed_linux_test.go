package runner

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"assay/reports"
	"assay/support/target"

	"go.uber.org/goleak"
)

// killedOf are so many scenarios that a whole chunk of them may be repeated.
var killedOf = []string{"RD-001", "RD-002", "RD-003", "RD-014", "RD-015"}

// TestAKilledBrowserBreaksOneScenarioAndNotTheRun kills the browser, as the
// system does when memory is short, each time that a page of the first scenario
// is asked for, also by its clean repeat. Whoever comes next gets another browser.
func TestAKilledBrowserBreaksOneScenarioAndNotTheRun(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	temp, err := os.MkdirTemp("", "art") // short: a full Chromium makes sockets below it
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(temp)
	t.Setenv("TMPDIR", temp)
	where, err := (&target.Config{}).Target("")
	if err != nil {
		t.Fatal(err)
	}
	var ended, kills atomic.Int64
	around := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.UserAgent(), "Chrome") && ended.Load() == 0 {
				for _, pid := range browsersIn(temp) {
					kills.Add(1)
					_ = syscall.Kill(pid, syscall.SIGKILL)
				}
			}
			next.ServeHTTP(w, r)
		})
	}
	o, err := Run(t.Context(), Config{
		Selection: Selection{Paths: killedOf}, Target: where, Concurrency: 1,
		Out: filepath.Join(temp, "out"), around: around,
		OnScenario: func(reports.Scenario, int, int) { ended.Add(1) },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Run.Close()
	if kills.Load() == 0 {
		t.Fatal("no browser was killed")
	}
	var broken []reports.Scenario
	flaky := 0
	for _, s := range o.Run.Scenarios {
		switch s.Verdict {
		case reports.Passed:
		case reports.Flaky: // the first killed with them; repeated, they are left alone
			flaky++
		case reports.Broken:
			broken = append(broken, s)
		default:
			t.Errorf("%s is %s: %s", s.ID, s.Verdict, s.Cause)
		}
	}
	if len(broken) != 1 || !strings.Contains(broken[0].Cause, "the browser is gone") || len(o.Run.Scenarios) < 2 {
		t.Errorf("broken of %d scenarios: %+v, want one, of which the browser is gone", len(o.Run.Scenarios), broken)
	}
	if flaky >= chunkSize || len(broken) == 1 && len(broken[0].Attempts) != 2 {
		t.Errorf("%d scenarios are flaky, %d attempts at the broken one", flaky, len(broken[0].Attempts))
	}
	if o.ExitCode() != ExitBroken {
		t.Errorf("exit code %d, want %d", o.ExitCode(), ExitBroken)
	}
	if left := browsersIn(temp); len(left) > 0 {
		t.Errorf("processes %v are left", left)
	}
	if left, _ := filepath.Glob(filepath.Join(temp, "assay-browser-*")); len(left) > 0 {
		t.Errorf("profiles %v are left", left)
	}
}

// browsersIn returns the processes that have their profile below root.
func browsersIn(root string) []int {
	var found []int
	files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
	for _, file := range files {
		line, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(line, []byte("--user-data-dir="+root)) {
			continue
		}
		if pid, err := strconv.Atoi(filepath.Base(filepath.Dir(file))); err == nil {
			found = append(found, pid)
		}
	}
	return found
}
