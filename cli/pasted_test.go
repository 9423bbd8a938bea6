package cli

import (
	"encoding/xml"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"assay/reports"

	"github.com/rogpeppe/go-internal/testscript"
)

// pasted CODE DIR gives a shell the commands that the JUnit file of a run tells
// for what did not pass. Each must end with the code, and must have run one
// scenario under the conditions of the run and with the same end.
func pasted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pasted CODE DIR")
	}
	var told struct {
		Texts []string `xml:"testsuite>testcase>failure"`
	}
	ts.Check(xml.Unmarshal([]byte(ts.ReadFile(args[1]+"/junit.xml")), &told))
	commands := regexp.MustCompile(`(?m)^again: (.+)$`).FindAllStringSubmatch(strings.Join(told.Texts, "\n"), -1)
	before := logOf(ts, args[1])
	defer before.Close()
	if bad := before.Counts[reports.Failed]; len(commands) != bad || bad == 0 {
		ts.Fatalf("%d scenarios have failed, and these are the commands: %q", bad, commands)
	}
	for _, command := range commands {
		cmd := commandOf(ts, []string{"sh", "-c", command[1]})
		cmd.Stdout, cmd.Stderr = ts.Stdout(), ts.Stderr()
		if code := exitCodeOf(ts, cmd.Run()); strconv.Itoa(code) != args[0] {
			ts.Fatalf("%s: exits with %d, want %s", command[1], code, args[0])
		}
		after := logOf(ts, defaultOut)
		sameConditions(ts, before, after, command[1])
		after.Close()
	}
}

// sameConditions compares a run of one scenario with the one that it was in.
func sameConditions(ts *testscript.TestScript, before, after *reports.Run, command string) {
	if len(after.Scenarios) != 1 {
		ts.Fatalf("%s: it has run %d scenarios", command, len(after.Scenarios))
	}
	again := after.Scenarios[0]
	i := slices.IndexFunc(before.Scenarios, func(s reports.Scenario) bool { return s.ID == again.ID })
	if i < 0 || before.Scenarios[i].Verdict != again.Verdict {
		ts.Fatalf("%s: %s is %s, which it was not before", command, again.ID, again.Verdict)
	}
	if before.Target != after.Target || before.Seed != after.Seed || !slices.Equal(before.Faults, after.Faults) ||
		!maps.Equal(before.Settings, after.Settings) {
		ts.Fatalf("%s: it has run with other settings:\n%+v\n%+v", command, after.RunRecord, before.RunRecord)
	}
	if !slices.Equal(before.Command, after.Command) {
		ts.Fatalf("%s: it would be run again by %q, and the first by %q", command, after.Command, before.Command)
	}
}
