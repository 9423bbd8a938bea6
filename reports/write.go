package reports

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// WriteAll writes junit.xml, messages.ndjson and report.html into dir, and the
// further formats that are named; it returns the paths of all. A report that is one
// file appears whole or not at all: it is written beside its place and moved there
// when complete, so that of before stays until the new one is there.
func WriteAll(r *Run, dir string, further ...string) ([]string, error) {
	formats, err := asked(further)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, directoryError(dir, err)
	}
	paths := make([]string, len(formats))
	var group errgroup.Group
	for i, f := range formats {
		paths[i] = filepath.Join(dir, f.File)
		group.Go(func() error { return f.write(paths[i], r) })
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return paths, nil
}

// replace writes a file beside path and then moves it there.
func replace(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+"-*")
	if err != nil {
		return &WriteError{Path: path, Err: bare(err)}
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	err = write(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(file.Name(), 0o644) // a temporary file is private, a report is not
	}
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	var log *LogError
	if err == nil || errors.As(err, &log) {
		return err
	}
	return &WriteError{Path: path, Err: bare(err)}
}
