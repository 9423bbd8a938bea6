package reports

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What the formats say of the sample is in the golden files. Where the log lies
// differs from run to run.
func TestFormatsSayWhatTheySaid(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(io.Writer, *Run) error{
		"summary.golden.md": Markdown, "annotations.golden.txt": Annotations, "ctrf.golden.json": CTRF,
	} {
		r, dir := sample(t)
		var b strings.Builder
		if err := write(&b, r); err != nil {
			t.Fatal(err)
		}
		golden(t, name, strings.ReplaceAll(b.String(), filepath.ToSlash(dir), "DIR"))
	}
}

func TestAllureResultsSayWhatTheySaid(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	var all strings.Builder
	for name, text := range allureFiles(t, r, t.TempDir()) {
		if strings.HasSuffix(name, ".png") {
			text = fmt.Sprintf("(%d bytes)", len(text))
		}
		fmt.Fprintf(&all, "%s\n%s\n", name, strings.TrimSpace(text))
	}
	golden(t, "allure.golden.txt", all.String())
}

// allureFiles writes the results, and returns the text of each file in order.
func allureFiles(t *testing.T, r *Run, dir string) func(yield func(name, text string) bool) {
	t.Helper()
	if err := allureIn(dir, r); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	return func(yield func(name, text string) bool) {
		for _, entry := range entries {
			text, err := os.ReadFile(filepath.Join(dir, entry.Name()))
			if err != nil {
				t.Fatal(err)
			}
			if !yield(entry.Name(), string(text)) {
				return
			}
		}
	}
}

// A directory of results may be shared with other tools. Of an earlier run of assay
// nothing stays.
func TestAllureLeavesOthersResultsAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "allure[1]*")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	others, stale := filepath.Join(dir, "1f2e-result.json"), filepath.Join(dir, allurePrefix+"old-result.json")
	touch(t, others)
	touch(t, stale)
	r, _ := sample(t)
	for range 2 {
		for range allureFiles(t, r, dir) {
		}
	}
	if _, err := os.Stat(others); err != nil {
		t.Errorf("the result of another tool is gone: %v", err)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("a result of an earlier run is still there")
	}
}

// Every attachment that a result names is there, and so is every attempt that says
// something.
func TestAllureResultsAreWhole(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	dir := t.TempDir()
	results := map[string][]allureResult{}
	for name, text := range allureFiles(t, r, dir) {
		if !strings.HasSuffix(name, "-result.json") {
			continue
		}
		var result allureResult
		if err := json.Unmarshal([]byte(text), &result); err != nil {
			t.Fatal(err)
		}
		for _, a := range result.Attachments {
			if _, err := os.Stat(filepath.Join(dir, a.Source)); err != nil {
				t.Errorf("%s names an attachment that is not there: %v", name, err)
			}
		}
		results[result.HistoryID] = append(results[result.HistoryID], result)
	}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		mine := results[digestOf(s.ID)]
		if want := max(1, len(s.telling())); len(mine) != want {
			t.Fatalf("%s has %d results, want %d", s.ID, len(mine), want)
		}
		latest := slices.MaxFunc(mine, func(a, b allureResult) int { return int(a.Start - b.Start) })
		if want := allureStatus(s.Verdict); latest.Status != want {
			t.Errorf("%s is %s: its last result is %s, want %s", s.ID, s.Verdict, latest.Status, want)
		}
		if flaky := latest.Details != nil && latest.Details.Flaky; flaky != (s.Verdict == Flaky) {
			t.Errorf("%s is %s: its last result says flaky: %t", s.ID, s.Verdict, flaky)
		}
	}
}

// Allure looks at the last attempt, another may have decided.
func TestAllureHasTheVerdictOfTheScenario(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		verdicts []Verdict
		again    string
		want     string
	}{
		{[]Verdict{Failed, Broken}, AgainRetry, "failed"},
		{[]Verdict{Failed, Unavailable}, AgainRetry, "failed"},
		{[]Verdict{Broken, Failed}, AgainRetry, "failed"},
		{[]Verdict{Passed, Failed}, AgainRepeat, "passed"}, // it is flaky
		{[]Verdict{Failed, Passed}, AgainRetry, "passed"},
	} {
		dir := filepath.Join(t.TempDir(), "out")
		l, err := Create(dir, sampleRun())
		if err != nil {
			t.Fatal(err)
		}
		err = l.Scenario(ScenarioRecord{ID: "PA-001", Name: "tried twice"})
		for i, v := range tt.verdicts {
			err = errors.Join(err, l.Attempt(newTry("PA-001", i+1, 10*i).again(tt.again).end(v, "because")))
		}
		if err = errors.Join(err, l.End(RunEnd{At: at(100)}), l.Close()); err != nil {
			t.Fatal(err)
		}
		r, err := Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { r.Close() })
		var last allureResult
		for name, text := range allureFiles(t, r, t.TempDir()) {
			if strings.Contains(name, ulid(len(tt.verdicts))) {
				if err := json.Unmarshal([]byte(text), &last); err != nil {
					t.Fatal(err)
				}
			}
		}
		flaky := last.Details != nil && last.Details.Flaky
		if last.Status != tt.want || flaky != (r.Scenarios[0].Verdict == Flaky) {
			t.Errorf("%v is %s: %s, flaky: %t, want %s", tt.verdicts, r.Scenarios[0].Verdict, last.Status, flaky, tt.want)
		}
	}
}

// A reader adds up what the summary says.
func TestCTRFAddsUp(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	var b strings.Builder
	if err := CTRF(&b, r); err != nil {
		t.Fatal(err)
	}
	var report ctrfReport
	if err := json.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Fatal(err)
	}
	counted := map[string]int64{}
	for _, test := range report.Results.Tests {
		counted[test.Status]++
		counted["tests"]++
		if test.Flaky {
			counted["flaky"]++
		}
	}
	for _, name := range []string{"tests", ctrfPassed, ctrfFailed, ctrfSkipped, ctrfPending, "other", "flaky"} {
		if told, there := report.Results.Summary[name]; !there || told != counted[name] {
			t.Errorf("the summary says %d %s (%t), the tests say %d", told, name, there, counted[name])
		}
	}
	if counted["tests"] != int64(len(r.Scenarios)) {
		t.Errorf("%d tests, want %d", counted["tests"], len(r.Scenarios))
	}
}

// Every verdict has a state in each format, and none that does not pass passes there.
func TestNoFormatMakesAPassOfWhatIsNone(t *testing.T) {
	t.Parallel()
	for _, v := range append(Verdicts(), "of a newer version") {
		passes := v == Passed || v == Flaky
		for format, state := range map[string]string{"allure": allureStatus(v), "ctrf": ctrfStatus(v)} {
			if (state == "passed") != passes {
				t.Errorf("%s: %s is %s", format, v, state)
			}
		}
	}
}

// Whatever a gateway says stays a text: it starts no heading, ends no block and gives
// GitHub no command.
func TestSaidTextStaysText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		said := rapid.StringOf(rapid.SampledFrom([]rune("`~#|<>&*_[]()!@:\\\n\r\u202e\x1bx %,"))).Draw(t, "said")
		block := strings.Split(strings.TrimSuffix(fenced(said), "\n"), "\n")
		fence := block[len(block)-1]
		for _, line := range block[1 : len(block)-1] {
			if strings.HasPrefix(strings.TrimSpace(line), fence) {
				t.Errorf("%q ends its block with %q", said, line)
			}
		}
		inline := plainText(said)
		if strings.ContainsAny(inline, "\r\n") || regexp.MustCompile("(^|[^\\\\])[`*_<>|\\[\\]]").MatchString(strings.ReplaceAll(inline, `\\`, "")) {
			t.Errorf("%q is marked up as %q", said, inline)
		}
		for _, command := range []string{commandText.Replace(said), commandValue.Replace(said)} {
			if strings.ContainsAny(command, "\r\n") {
				t.Errorf("%q ends its command: %q", said, command)
			}
		}
		if strings.ContainsAny(commandValue.Replace(said), ":,") {
			t.Errorf("%q ends its property", said)
		}
	})
}

// What is in quarantine fails nowhere, and is said to be known.
func TestQuarantineIsSeenInEveryFormat(t *testing.T) {
	t.Parallel()
	r := quarantined(t)
	var page, ctrf, github strings.Builder
	for _, err := range []error{Markdown(&page, r), CTRF(&ctrf, r), Annotations(&github, r)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{
		"### ⊘ quarantined\n\n**RF-001** named RF-001  \nrf.feature:3\n\n```text\nfailed: it does not\nin quarantine until 2999-12-31",
		"| ⊘ quarantined | 2 |", "passes again: RF-002",
	} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the summary lacks %q:\n%s", want, page.String())
		}
	}
	if want := `"name":"RF-001 named RF-001","status":"skipped"`; !strings.Contains(ctrf.String(), want) {
		t.Errorf("the report lacks %s:\n%s", want, ctrf.String())
	}
	if strings.Contains(github.String(), "::error") || strings.Count(github.String(), "::warning file=rf.feature") != 2 {
		t.Errorf("GitHub is told\n%s\nwant two warnings and no error", github.String())
	}
	for name, text := range allureFiles(t, r, t.TempDir()) {
		if !strings.HasSuffix(name, "-result.json") {
			continue
		}
		var result allureResult
		if err := json.Unmarshal([]byte(text), &result); err != nil {
			t.Fatal(err)
		}
		known := strings.Contains(result.FullName, "RF-001") || strings.Contains(result.FullName, "RF-003")
		if told := result.Details != nil && result.Details.Known && result.Details.Muted; told != known || result.Status == "failed" {
			t.Errorf("%s is %s, and known and muted: %t", result.Name, result.Status, told)
		}
	}
}
