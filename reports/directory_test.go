package reports

import (
	"os"
	"path/filepath"
	"testing"
)

func create(t *testing.T, dir string) error {
	t.Helper()
	l, err := Create(dir, sampleRun())
	if err == nil {
		err = l.Close()
	}
	return err
}

func TestCreateReplacesAnEarlierRunWhole(t *testing.T) {
	t.Parallel()
	dir := writeSample(t, nil)
	for _, name := range []string{"report.html", "left/over.txt"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := create(t, dir); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != logName && e.Name() != markerName {
			t.Errorf("%s is left of the run before", e.Name())
		}
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if len(r.Scenarios) != 0 {
		t.Errorf("%d scenarios are left of the run before", len(r.Scenarios))
	}
}

func TestCreateAcceptsAnEmptyDirectory(t *testing.T) {
	t.Parallel()
	if err := create(t, t.TempDir()); err != nil {
		t.Error(err)
	}
	if err := create(t, filepath.Join(t.TempDir(), "not", "there", "yet")); err != nil {
		t.Error(err)
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, err, hint string
		dir             func(t *testing.T) string
	}{
		{
			"a directory of somebody else", "it was not written by assay and holds precious.txt", "replaces everything",
			func(t *testing.T) string { return filepath.Dir(touch(t, filepath.Join(t.TempDir(), "precious.txt"))) },
		},
		{
			"a directory whose marker is a directory", "it was not written by assay", "replaces everything",
			func(t *testing.T) string {
				dir := t.TempDir()
				if err := os.Mkdir(filepath.Join(dir, markerName), 0o755); err != nil {
					t.Fatal(err)
				}
				return dir
			},
		},
		{
			"a file", "not a directory", "there is a file of that name",
			func(t *testing.T) string { return touch(t, filepath.Join(t.TempDir(), "file")) },
		},
		{
			"a directory below a file", "not a directory", "there is a file of that name",
			func(t *testing.T) string { return filepath.Join(touch(t, filepath.Join(t.TempDir(), "file")), "out") },
		},
		{"no name", "the name is empty", "--out", func(*testing.T) string { return "" }},
		{"a place that cannot be written", "/proc/out", "--out", func(*testing.T) string { return "/proc/out" }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := tt.dir(t)
			wantHint(t, create(t, dir), tt.err, tt.hint, exitUsage)
			if tt.name == "a directory of somebody else" {
				if _, err := os.Stat(filepath.Join(dir, "precious.txt")); err != nil {
					t.Errorf("the file is gone: %v", err)
				}
			}
		})
	}
}

func touch(t *testing.T, path string) string {
	t.Helper()
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}
