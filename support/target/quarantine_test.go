package target

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const oneEntry = `scenarios:
  - id: RD-001[PAYPAL]
    owner: ana@example.com
    reason: the sandbox answers late
    ticket: 1234
    expiry: 2026-11-30
`

func TestQuarantineIsRead(t *testing.T) {
	t.Parallel()
	lastMoment := time.Date(2026, 11, 30, 23, 59, 59, 0, time.UTC)
	q, err := parseQuarantine("q.yaml", []byte(oneEntry), lastMoment)
	if err != nil {
		t.Fatal(err)
	}
	want := QuarantineEntry{"RD-001[PAYPAL]", "ana@example.com", "the sandbox answers late", "1234", "2026-11-30"}
	if len(q.Entries) != 1 || q.Entries[0] != want {
		t.Errorf("got %+v, want %+v", q.Entries, want)
	}
	for _, text := range []string{"", "scenarios:\n", "scenarios: []\n"} {
		if q, err := parseQuarantine("q.yaml", []byte(text), lastMoment); err != nil || len(q.Entries) > 0 {
			t.Errorf("%q: %+v, %v; want no entry", text, q, err)
		}
	}
}

func TestMistakesInAQuarantineAreExplained(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	change := func(from, to string) string { return strings.Replace(oneEntry, from, to, 1) }
	tests := []struct {
		name, text    string
		problem, hint string
		now           time.Time
	}{
		{"an unknown key", change("owner", "onwer"), `q.yaml:3: unknown key "onwer"`, "did you mean owner?", now},
		{"no owner", change("    owner: ana@example.com\n", ""), "q.yaml:2: owner is missing", "an entry has id", now},
		{"an empty reason", change("the sandbox answers late", "''"), "q.yaml:2: reason is missing", "an entry has", now},
		{"an id that is none", change("RD-001[PAYPAL]", "rd1"), `q.yaml:2: "rd1" is no id of a scenario`, "PA-001[VISA]", now},
		{"a date that is none", change("2026-11-30", "soon"), "q.yaml:6: expiry must be a date", "2026-12-31", now},
		{"the same twice", oneEntry + strings.TrimPrefix(oneEntry, "scenarios:\n"), "q.yaml:7: RD-001[PAYPAL] is in quarantine since line 2", "keep one", now},
		{
			"the day after", oneEntry, "q.yaml:6: the quarantine of RD-001[PAYPAL] has expired on 2026-11-30",
			"agree with ana@example.com on a new date (1234)", now.AddDate(0, 0, 1),
		},
		{"no list", "scenarios: RD-001\n", "q.yaml:1: scenarios must be a list", "", now},
	}
	for _, tt := range tests {
		_, err := parseQuarantine("q.yaml", []byte(tt.text), tt.now)
		e, ok := err.(*Error)
		if !ok || !strings.HasPrefix(e.Error(), tt.problem) || !strings.Contains(e.Hint(), tt.hint) || e.ExitCode() != exitConfig {
			t.Errorf("%s: %v, want %s with %q in the hint", tt.name, err, tt.problem, tt.hint)
		}
	}
}

func TestQuarantineIsFoundWhereItIs(t *testing.T) {
	path := filepath.Join(t.TempDir(), "q.yaml")
	if err := os.WriteFile(path, []byte(oneEntry), 0o600); err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	if q, err := LoadQuarantine(path, day); err != nil || len(q.Entries) != 1 {
		t.Errorf("%+v, %v", q, err)
	}
	if _, err := LoadQuarantine(path+"x", day); err == nil {
		t.Error("a file that is not there is taken for an empty one")
	}
	t.Chdir(t.TempDir())
	if q, err := LoadQuarantine("", day); err != nil || len(q.Entries) > 0 || q.Path != "" {
		t.Errorf("without a file: %+v, %v", q, err)
	}
	if err := os.WriteFile(DefaultQuarantine, []byte(oneEntry), 0o600); err != nil {
		t.Fatal(err)
	}
	if q, err := LoadQuarantine("", day); err != nil || len(q.Entries) != 1 {
		t.Errorf("in its usual place: %+v, %v", q, err)
	}
}
