package reports

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriteAll(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	dir := filepath.Join(t.TempDir(), "a", "b")
	paths, err := WriteAll(r, dir, "markdown", "ctrf", "ctrf")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, name := range []string{"junit.xml", "messages.ndjson", "report.html", "ctrf.json", "summary.md"} {
		want = append(want, filepath.Join(dir, name))
	}
	if diff := cmp.Diff(want, paths); diff != "" {
		t.Errorf("paths (-want +got):\n%s", diff)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != len(want) {
		t.Errorf("the directory holds %v, want the reports alone", entries)
	}
	if _, err := WriteAll(r, dir, "crtf"); err == nil {
		t.Error("a report that there is not can be asked for")
	}
}

func TestAReportIsReplacedWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "report")
	if err := os.WriteFile(path, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	fail := errors.New("half way")
	err := replace(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "new, but only ha")
		return fail
	})
	wantHint(t, err, "cannot write "+path+": half way", "--out", exitHarness)
	if text, _ := os.ReadFile(path); string(text) != "old" {
		t.Errorf("the report is %q, want the old one", text)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

func TestWriteAllRefusesAFile(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	path := filepath.Join(t.TempDir(), "file")
	touch(t, path)
	_, err := WriteAll(r, path)
	wantHint(t, err, "not a directory", "there is a file of that name", exitUsage)
}
