package reports

import (
	"bytes"
	"io"
	"strings"
	"testing"
)

// A run against a gateway that misbehaves on purpose is told from a clean one in
// every report, though all of its scenarios have passed.
func TestNoReportOfAFaultyRunPassesForACleanOne(t *testing.T) {
	t.Parallel()
	for _, faults := range [][]string{nil, {"throttle-never", "delay=1s"}} {
		record := sampleRun()
		record.Faults = faults
		dir := t.TempDir()
		l, err := Create(dir, record)
		if err == nil {
			err = l.Scenario(ScenarioRecord{ID: "PA-001", Name: "it holds", File: "a.feature", Line: 1})
		}
		if err == nil {
			err = l.Attempt(newTry("PA-001", 1, 0).step("Then ", "it holds", "passed", "").end(Passed, ""))
		}
		if err == nil {
			err = l.End(RunEnd{At: at(9)})
		}
		if err == nil {
			err = l.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		run, err := Read(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer run.Close()
		for name, write := range map[string]func(io.Writer) error{
			"summary":  func(w io.Writer) error { return Summary(w, run, Style{}) },
			"HTML":     func(w io.Writer) error { return HTML(w, run) },
			"JUnit":    func(w io.Writer) error { return JUnit(w, run) },
			"messages": func(w io.Writer) error { return Messages(w, run) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(out.String(), "throttle-never, delay=1s"); got != (faults != nil) {
				t.Errorf("with the faults %q the %s names them: %v", faults, name, got)
			}
		}
	}
}
