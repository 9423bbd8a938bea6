package reports

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// Names inside a report directory.
const (
	markerName    = ".assay-reports"
	logName       = "run.ndjson"
	artifactsName = "artifacts"
)

const markerText = "This directory was written by assay. The next run that writes here replaces all of it.\n"

// prepare makes dir an empty report directory. A directory of an earlier run
// is replaced whole, so that reports never mix; it is known by its marker
// file. Anything else that is not empty is refused.
//
// The marker is the last thing of the old directory to go and the first of
// the new one to come, so a crash in between never leaves a directory that
// the next run would refuse.
func prepare(dir string) error {
	if dir == "" {
		return &DirectoryError{Dir: `""`, Err: errors.New("the name is empty"), hint: "name a directory with --out"}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return directoryError(dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return directoryError(dir, err)
	}
	marker := filepath.Join(dir, markerName)
	if len(entries) > 0 {
		if info, err := os.Lstat(marker); err != nil || !info.Mode().IsRegular() {
			return &DirectoryError{
				Dir:  dir,
				Err:  fmt.Errorf("it was not written by assay and holds %s", first(entries)),
				hint: "name another directory with --out, or empty this one: a run replaces everything in it",
			}
		}
	}
	if err := os.WriteFile(marker, []byte(markerText), 0o644); err != nil {
		return directoryError(dir, err)
	}
	for _, entry := range entries {
		if entry.Name() == markerName {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return directoryError(dir, err)
		}
	}
	return nil
}

// first names what a refused directory holds, so that a typo in the name of
// the directory is seen at once.
func first(entries []os.DirEntry) string {
	if len(entries) == 1 {
		return entries[0].Name()
	}
	return fmt.Sprintf("%s and %d more", entries[0].Name(), len(entries)-1)
}

func directoryError(dir string, err error) error {
	e := &DirectoryError{Dir: dir, Err: err}
	var path *os.PathError
	if errors.As(err, &path) {
		e.Err = path.Err
	}
	if errors.Is(err, syscall.ENOTDIR) {
		e.hint = "there is a file of that name, or one in its path; name another directory with --out"
	}
	return e
}
