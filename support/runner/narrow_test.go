package runner

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/support/target"
)

func TestSelectionByIDAndName(t *testing.T) {
	t.Parallel()
	path := write(t, "small.feature", strings.ReplaceAll(small, "Outline: Two", "Outline: Two of <amount>"))
	tests := []struct {
		name string
		sel  Selection
		want []string
	}{
		{"an id", Selection{Paths: []string{path, "PA-901"}}, []string{"PA-901"}},
		{"an outline", Selection{Paths: []string{path, "PA-902"}}, []string{"PA-902[1.00]", "PA-902[2.00]"}},
		{"a row", Selection{Paths: []string{path, "PA-902[2.00]"}}, []string{"PA-902[2.00]"}},
		{"two ids", Selection{Paths: []string{"PA-902[1.00]", path, "PA-901"}}, []string{"PA-901", "PA-902[1.00]"}},
		{"a name", Selection{Paths: []string{path}, Name: "^One$"}, []string{"PA-901"}},
		{"the name of a row", Selection{Paths: []string{path}, Name: "of 2"}, []string{"PA-902[2.00]"}},
		{"id and name", Selection{Paths: []string{path, "PA-902"}, Name: "1[.]00|One"}, []string{"PA-902[1.00]"}},
	}
	for _, tt := range tests {
		records, _, err := List(tt.sel, simulated())
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		var got []string
		for _, r := range records {
			got = append(got, r.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: selected %v, want %v", tt.name, got, tt.want)
		}
	}
	if records, _, err := List(Selection{Paths: []string{"PA-001"}}, simulated()); err != nil || len(records) == 0 {
		t.Errorf("an id alone is looked for in the specification: %v, %v", records, err)
	}
}

func TestMistakesInIDsAndNamesAreExplained(t *testing.T) {
	t.Parallel()
	path := write(t, "small.feature", small)
	tests := []struct {
		name       string
		sel        Selection
		code       int
		text, hint string
	}{
		{"no such id", Selection{Paths: []string{path, "PA-903"}}, ExitUsage, "no scenario PA-903", "did you mean PA-90"},
		{"no such row", Selection{Paths: []string{path, "PA-902[3.00]"}}, ExitUsage, "no scenario PA-902[3.00]", "did you mean PA-902["},
		{"an id of nobody", Selection{Paths: []string{path, "XYZ-111"}}, ExitUsage, "no scenario XYZ-111", "need their path"},
		{"an id of one's own", Selection{Paths: []string{"SU-001"}}, ExitUsage, "no scenario SU-001", "? One of your own features needs its path"},
		{"an id in small letters", Selection{Paths: []string{"db-001"}}, ExitUsage, `no "db-001"`, "an id such as PA-001"},
		{"no expression", Selection{Paths: []string{path}, Name: "(a"}, ExitUsage, "--name: error parsing regexp", "escape"},
		{"nothing left", Selection{Paths: []string{path}, Name: "Three"}, ExitNothingToRun, `by the name "Three"`, "assay list"},
	}
	for _, tt := range tests {
		_, _, err := List(tt.sel, simulated())
		p, ok := err.(*Problem)
		if !ok || p.ExitCode() != tt.code || !strings.Contains(p.Error(), tt.text) || !strings.Contains(p.Hint(), tt.hint) {
			t.Errorf("%s: %v, want %q with %q in the hint", tt.name, err, tt.text, tt.hint)
		}
	}
}

// quarantineOf makes a file with an entry for each id, beside a feature of
// another directory.
func quarantineOf(t *testing.T, ids ...string) *target.Quarantine {
	t.Helper()
	text := "scenarios:\n"
	for _, id := range ids {
		text += "  - {id: '" + id + "', owner: ana, reason: lags, ticket: T-1, expiry: 2999-12-31}\n"
	}
	path := write(t, "q.yaml", text)
	elsewhere := filepath.Join(filepath.Dir(path), "more")
	if err := os.Mkdir(elsewhere, 0o700); err != nil {
		t.Fatal(err)
	}
	feature := strings.ReplaceAll(small, "PA-90", "XY-90")
	if err := os.WriteFile(filepath.Join(elsewhere, "more.feature"), []byte(feature), 0o600); err != nil {
		t.Fatal(err)
	}
	q, err := target.LoadQuarantine(path, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestQuarantineMarksScenarios(t *testing.T) {
	t.Parallel()
	path := write(t, "small.feature", small)
	q := quarantineOf(t, "PA-901", "PA-902[2.00]", "XY-902[1.00]", "DB-001")
	records, _, err := List(Selection{Paths: []string{path}, Quarantine: q}, simulated())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if kept := r.Quarantine != nil; kept != (r.ID != "PA-902[1.00]") {
			t.Errorf("%s in quarantine: %t", r.ID, kept)
		}
	}
	for id, hint := range map[string]string{
		"PA-903": "did you mean PA-90", "PA-902[9.00]": "did you mean PA-902[", "XY-909": "ids never change",
	} {
		_, _, err := List(Selection{Paths: []string{path}, Quarantine: quarantineOf(t, "PA-901", id)}, simulated())
		hinter, ok := err.(interface{ Hint() string })
		if !ok || !strings.HasSuffix(err.Error(), "q.yaml:3: there is no scenario "+id+" to keep in quarantine") ||
			!strings.Contains(hinter.Hint(), hint) {
			t.Errorf("%s: %v, want a hint with %q", id, err, hint)
		}
	}
}

func TestASelectionIsNarrowedToFiles(t *testing.T) {
	t.Parallel()
	path := write(t, "small.feature", small)
	dir := filepath.Dir(path)
	other := filepath.Join(dir, "other.feature")
	if err := os.WriteFile(other, []byte(strings.ReplaceAll(small, "PA-90", "PA-80")), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		paths []string
		disk  []string
		want  []string
	}{
		{"a directory", []string{dir}, []string{dir}, []string{"PA-901", "PA-902[1.00]", "PA-902[2.00]"}},
		{"a line", []string{path + ":7", other}, []string{path, other}, []string{"PA-901"}},
		{"an id", []string{dir, "PA-902[1.00]"}, []string{dir}, []string{"PA-902[1.00]"}},
		{"a part of the specification", []string{dir, "features/payments"}, []string{dir}, []string{"PA-901", "PA-902[1.00]", "PA-902[2.00]"}},
	}
	for _, tt := range tests {
		sel := Selection{Paths: tt.paths}
		if got := sel.OnDisk(); !slices.Equal(got, tt.disk) {
			t.Errorf("%s: on disk is %v, want %v", tt.name, got, tt.disk)
		}
		records, _, err := List(sel.Only([]string{path}), simulated())
		var got []string
		for _, r := range records {
			got = append(got, r.ID)
		}
		if err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%s: selected %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
}
