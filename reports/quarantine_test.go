package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
)

// quarantined is a run of four scenarios in quarantine, one of which is tried
// twice, and of one that is not.
func quarantined(t *testing.T) *Run {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	q := &Quarantine{Owner: "ana", Reason: "refunds <b>lag</b>", Ticket: "PAY-7", Expiry: "2999-12-31"}
	for i, id := range []string{"RF-001", "RF-002", "RF-003", "RF-004", "RF-005"} {
		s := ScenarioRecord{ID: id, Name: "named " + id, File: "rf.feature", Line: 3 + i, Quarantine: q}
		if i == 4 {
			s.Quarantine = nil
		}
		if err := l.Scenario(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, records := range [][]any{
		newTry("RF-001", 1, 1).step("Then ", "it holds", "failed", "it does not").end(Failed, "it does not"),
		newTry("RF-002", 2, 2).step("Then ", "it holds", "passed", "").end(Passed, ""),
		newTry("RF-003", 3, 3).step("Then ", "it holds", "broken", "a crash").end(Broken, "a crash"),
		newTry("RF-003", 4, 4).again(AgainHarness).step("Then ", "it holds", "passed", "").end(Passed, ""),
		newTry("RF-004", 5, 5).end(Skipped, "no clock"),
		newTry("RF-005", 6, 6).step("Then ", "it holds", "passed", "").end(Passed, ""),
	} {
		if err := l.Attempt(records); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(RunEnd{At: at(5000), Withheld: 2}); err != nil {
		t.Fatal(err)
	}
	l.Close()
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func TestQuarantineIsSeenInEveryReport(t *testing.T) {
	t.Parallel()
	r := quarantined(t)
	var text, xml, stream, page bytes.Buffer
	for _, err := range []error{Summary(&text, r, Style{}), JUnit(&xml, r), Messages(&stream, r), HTML(&page, r)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	const why = "in quarantine until 2999-12-31 (ana, PAY-7): refunds <b>lag</b>"
	for _, want := range []string{
		"⊘ quarantined RF-001 named RF-001\n  rf.feature:3\n  failed: it does not\n  " + why,
		"⊘ quarantined RF-003", "1 of 2 attempts did not pass", "flaky: a crash",
		"In quarantine, but passes again: RF-002. Remove it from the quarantine file?",
		"2 scenarios got no further attempt", "5 scenarios: 2 quarantined, 1 skipped, 2 passed",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the summary lacks %q:\n%s", want, text.String())
		}
	}
	for _, want := range []string{
		"2 scenarios passed, 2 in quarantine, 1 skipped", "passes again: RF-002", `data-verdict="quarantined"`,
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	suites, err := junit.Ingest(xml.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got := suites[0].Totals; got.Failed+got.Error > 0 || got.Skipped != 3 || got.Passed != 2 {
		t.Errorf("JUnit counts %+v, want 3 skipped, 2 passed\n%s", got, xml.String())
	}
	if got := suites[0].Tests[0].Properties["name"]; !strings.HasPrefix(got, "RF-001") || strings.Count(xml.String(), "ana, PAY-7") < 4 {
		t.Errorf("JUnit does not tell of the quarantine:\n%s", xml.String())
	}
	notes := strings.Count(stream.String(), `"text/x.cucumber.log+plain"`)
	if notes != 6 || !strings.Contains(stream.String(), "attempt 2: harness") {
		t.Errorf("the messages have %d notes, want one on each attempt in quarantine and one on the second:\n%s",
			notes, stream.String())
	}
	var last struct {
		TestRunFinished struct{ Success bool }
	}
	lines := strings.Split(strings.TrimSpace(stream.String()), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil || !last.TestRunFinished.Success {
		t.Errorf("quarantine keeps the run from success: %s", lines[len(lines)-1])
	}
}

// Each shard has a breaker of its own: the run is told of the worst.
func TestOfSeveralLogsTheMostWithheldRetriesCount(t *testing.T) {
	t.Parallel()
	var paths []string
	for i, withheld := range []int{5, 2} {
		run := sampleRun()
		run.LogID = fmt.Sprint("log-", i)
		path := filepath.Join(t.TempDir(), "log")
		l, err := Create(path, run)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.End(RunEnd{At: at(1000 + i), Withheld: withheld}); err != nil {
			t.Fatal(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	r, err := ReadAll(paths...)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Ended == nil || r.Ended.Withheld != 5 {
		t.Errorf("the run ended with %+v, want 5 withheld retries", r.Ended)
	}
}
