package reports

import (
	"errors"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

// WriteAll writes junit.xml, messages.ndjson and report.html into dir and
// returns their paths. Each file appears whole or not at all: it is written
// beside its place and moved there when complete, so a report of before stays
// until the new one is there.
func WriteAll(r *Run, dir string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, directoryError(dir, err)
	}
	writers := []struct {
		name  string
		write func(io.Writer, *Run) error
	}{
		{"junit.xml", JUnit},
		{"messages.ndjson", Messages},
		{"report.html", func(out io.Writer, r *Run) error { return htmlIn(dir, out, r) }},
	}
	paths := make([]string, len(writers))
	var group errgroup.Group
	for i, w := range writers {
		paths[i] = filepath.Join(dir, w.name)
		group.Go(func() error { return replace(paths[i], func(out io.Writer) error { return w.write(out, r) }) })
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
