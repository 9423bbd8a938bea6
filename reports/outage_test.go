package reports

import (
	"path/filepath"
	"strings"
	"testing"
)

// An outage of the target shows in every report, though the scenario passed.
func TestReportsTellOfAnOutage(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	cut := newTry("PA-001", 1, 1).step("Then ", "it holds", "unavailable", "connection refused")
	cut.gone = true
	for _, records := range [][]any{
		cut.end(Unavailable, "connection refused"),
		newTry("PA-001", 2, 2).again(AgainOutage).step("Then ", "it holds", "passed", "").end(Passed, ""),
		newTry("PA-002", 3, 3).step("Then ", "it holds", "passed", "").end(Passed, ""),
	} {
		if err == nil {
			err = l.Attempt(records)
		}
	}
	if err == nil {
		err = l.End(RunEnd{At: at(10)})
	}
	if err == nil {
		err = l.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Counts[Passed] != 2 || len(r.Scenarios[0].Attempts) != 2 {
		t.Fatalf("counts %v, %+v", r.Counts, r.Scenarios[0])
	}
	var summary, junit strings.Builder
	if err := Summary(&summary, r, Style{}); err != nil {
		t.Fatal(err)
	}
	if err := JUnit(&junit, r); err != nil {
		t.Fatal(err)
	}
	for where, both := range map[string][2]string{
		"summary":  {summary.String(), "2 scenarios: 2 passed (1 after an outage)"},
		"headline": {headline(r), "2 scenarios passed (1 after an outage)"},
		"JUnit":    {junit.String(), `"an outage of the target cut 1 of 2 attempts short"`},
		"cause":    {r.Scenarios[0].Cause, afterOutage},
	} {
		if !strings.Contains(both[0], both[1]) {
			t.Errorf("the %s says %q, want %q", where, both[0], both[1])
		}
	}
	if strings.Contains(junit.String(), "flaky") || r.Scenarios[1].Cause != "" {
		t.Errorf("an outage is not flaky, and others have none: %s", &junit)
	}
}
