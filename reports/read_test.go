package reports

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wantHint checks an error the way a user meets it.
func wantHint(t *testing.T, err error, text, hint string, code int) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one with %q", text)
	}
	if !strings.Contains(err.Error(), text) {
		t.Errorf("error = %q, want it to contain %q", err, text)
	}
	var h interface {
		Hint() string
		ExitCode() int
	}
	if !errors.As(err, &h) {
		t.Fatalf("%T has no hint and exit code", err)
	}
	if !strings.Contains(h.Hint(), hint) {
		t.Errorf("hint = %q, want it to contain %q", h.Hint(), hint)
	}
	if h.ExitCode() != code {
		t.Errorf("exit code = %d, want %d", h.ExitCode(), code)
	}
}

func readText(t *testing.T, text string) (*Run, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "run.ndjson")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := Read(path)
	if err == nil {
		t.Cleanup(func() { r.Close() })
	}
	return r, err
}

func TestDetailGivesBackWhatWasWritten(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	for _, s := range r.Scenarios {
		if s.ID != "PAY-002" {
			continue
		}
		d, err := r.Detail(s.Attempts[0])
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Steps) != 3 || len(d.Exchanges) != 1 {
			t.Fatalf("%d steps and %d exchanges, want 3 and 1", len(d.Steps), len(d.Exchanges))
		}
		want := [][]string{{"name", "value"}, {"description", "<img src=x> ]]> é日"}}
		if diff := cmp.Diff(want, d.Steps[1].Table); diff != "" {
			t.Errorf("table (-want +got):\n%s", diff)
		}
		if got := d.Steps[1].At; !got.Equal(at(142)) {
			t.Errorf("at = %v, want %v", got, at(142))
		}
		return
	}
	t.Fatal("PAY-002 is missing")
}

// A run can be killed at any moment: wherever its log is cut, it is read, and
// no scenario gets another verdict than in the whole log or not-run.
func TestALogCutAnywhereIsRead(t *testing.T) {
	t.Parallel()
	whole, dir := sample(t)
	text, err := os.ReadFile(filepath.Join(dir, logName))
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string]map[Verdict]bool{}
	for _, s := range whole.Scenarios {
		allowed[s.ID] = map[Verdict]bool{s.Verdict: true, NotRun: true}
	}
	allowed["PAY-001[odd]"][Unavailable] = true // its first attempt alone
	head := strings.IndexByte(string(text), '\n') + 1
	path := filepath.Join(t.TempDir(), "cut.ndjson")
	for n := head; n < len(text); n += 97 {
		if err := os.WriteFile(path, text[:n], 0o644); err != nil {
			t.Fatal(err)
		}
		r, err := Read(path)
		if err != nil {
			t.Fatalf("cut at byte %d: %v", n, err)
		}
		if r.Ended != nil {
			t.Fatalf("cut at byte %d: the run has an end", n)
		}
		for _, s := range r.Scenarios {
			if !allowed[s.ID][s.Verdict] {
				t.Fatalf("cut at byte %d: %s is %s", n, s.ID, s.Verdict)
			}
			for _, a := range s.Attempts {
				if _, err := r.Detail(a); err != nil {
					t.Fatalf("cut at byte %d: %v", n, err)
				}
			}
		}
		r.Close()
	}
}

func TestReadCopesWithOtherVersionsAndHands(t *testing.T) {
	t.Parallel()
	const run = `{"type":"run","schema":1,"run":"R","started":"2026-03-14T12:00:00Z"}` + "\n"
	const scenario = `{"type":"scenario","run":"R","id":"A-1","name":"n","file":"f.feature","line":3}` + "\n"
	const start = `{"type":"attempt-start","scenario":"A-1","attempt":"a","at":"2026-03-14T12:00:01Z"}` + "\n"
	const end = `{"type":"attempt-end","attempt":"a","verdict":"passed","at":"2026-03-14T12:00:02Z"}` + "\n"
	const never = "the run was cut off before the scenario started"
	const midway = "the run was cut off while the scenario was running"
	ended := func(cause string) string { return run + scenario + `{"type":"run-end","cause":"` + cause + "\"}\n" }
	later := strings.Replace(end, `"at"`, `"mood":"good","at"`, 1)
	shuffled := `{"verdict":"failed","cause":"c","attempt":"a","type":"attempt-end"}` + "\n"
	skip := strings.Replace(scenario, `"line":3`, `"skip":"no clock"`, 1)
	long := `{"type":"step","text":"` + strings.Repeat("x", 1<<20) + "\"}\n"
	tests := []struct {
		name, text string
		want       Verdict
		cause      string
		damaged    int
	}{
		{"a whole attempt", run + scenario + start + end, Passed, "", 0},
		{"no attempt", run + scenario, NotRun, never, 0},
		{"no attempt-end", run + scenario + start, NotRun, midway, 0},
		{"no line feed at the end", run + scenario + start + strings.TrimSpace(end), NotRun, midway, 0},
		{"a record type of a later version", run + scenario + `{"type":"weather"}` + "\n" + start + end, Passed, "", 0},
		{"a field of a later version", run + scenario + start + later, Passed, "", 0},
		{"fields in another order", run + scenario + start + shuffled, Failed, "c", 0},
		{"a line that is no JSON", run + scenario + "}{\n" + start + end, Passed, "", 1},
		{"an end without a start", run + scenario + end, NotRun, never, 1},
		{"a scenario that is told of later", run + start + end + scenario, Passed, "", 0},
		{"an end after the attempt was cut off by another record", run + start + scenario + end, NotRun, midway, 1},
		{"a skip of the plan", run + skip, Skipped, "no clock", 0},
		{"an interrupted run", ended("interrupted"), NotRun, "the run was interrupted", 0},
		{"a run that went unavailable", ended("unavailable"), NotRun, "the run ended because the target was unavailable", 0},
		{"a run that ended for a reason of a later version", ended("rain"), NotRun, "the run ended early: rain", 0},
		{"a run that ended without it", ended(""), NotRun, "the scenario was never started", 0},
		{"a run whose log could not be written", ended("log"), NotRun, "the run ended because its log could not be written any further", 0},
		{"a run that failed fast", ended("fail-fast"), NotRun, "the run ended at the first failure", 0},
		{"a line longer than any buffer", run + scenario + start + long + end, Passed, "", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, err := readText(t, tt.text)
			if err != nil {
				t.Fatal(err)
			}
			if len(r.Scenarios) != 1 {
				t.Fatalf("%d scenarios, want 1", len(r.Scenarios))
			}
			s := r.Scenarios[0]
			if s.Verdict != tt.want || s.Cause != tt.cause || r.Counts[tt.want] != 1 {
				t.Errorf("verdict = %s (%q), want %s (%q); counts %v", s.Verdict, s.Cause, tt.want, tt.cause, r.Counts)
			}
			if r.Damaged != tt.damaged {
				t.Errorf("damaged lines = %d, want %d", r.Damaged, tt.damaged)
			}
		})
	}
}

func TestAttemptsComeInTheOrderOfTheirStart(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	for n, start := range []int{300, 100, 200} {
		if err := l.Attempt(newTry("A-1", n, start).end(Passed, "")); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var got []string
	for _, a := range r.Scenarios[0].Attempts {
		got = append(got, a.ID)
	}
	if diff := cmp.Diff([]string{ulid(1), ulid(2), ulid(0)}, got); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, err, hint string }{
		{
			"a newer schema", `{"type":"run","schema":2,"run":"R"}` + "\n",
			"newer assay (schema 2, this one reads up to 1)", "or a newer one",
		},
		{"an empty file", "", "it is empty: the run was killed before it began", "run.ndjson"},
		{"a file of something else", "hello\n", "does not begin with the record of a run", "run.ndjson"},
		{"a run record that was cut", `{"type":"run","schema":1`, "does not begin with the record of a run", "run.ndjson"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := readText(t, tt.text)
			wantHint(t, err, tt.err, tt.hint, exitUsage)
		})
	}
	_, err := Read(filepath.Join(t.TempDir(), "absent"))
	wantHint(t, err, "absent: no such file", "run.ndjson", exitUsage)
	_, err = ReadAll()
	wantHint(t, err, "no log is named", "run.ndjson", exitUsage)
}

func TestAnArtifactNeverLeavesTheDirectory(t *testing.T) {
	t.Parallel()
	r, dir := sample(t)
	secret := filepath.Join(filepath.Dir(dir), "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"../secret", secret, "artifacts/../../secret", "link"} {
		if f, err := r.Artifact(Attempt{}, ArtifactRecord{Path: path}); err == nil {
			f.Close()
			t.Errorf("%s was opened", path)
		}
	}
}
