package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Join writes one log that says what all logs of r say, together with their
// artifacts, into dir, which it makes an empty report directory first. It
// returns how many artifacts were not beside their logs any more.
//
// The log appears whole or not at all. Its lines are those of the logs, each
// once and in an order that depends on nothing else: the same logs give the same
// bytes, whatever their order, how often each is named, and whether some of them
// had been joined before.
func Join(r *Run, dir string) (left int, err error) {
	if err := r.Spare(dir); err != nil {
		return 0, err
	}
	if err := prepare(dir); err != nil {
		return 0, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return 0, directoryError(dir, err)
	}
	defer root.Close()
	j := joiner{run: r, root: root}
	err = replace(filepath.Join(dir, logName), func(out io.Writer) error {
		j.out = bufio.NewWriterSize(out, 1<<18)
		j.write()
		if j.err == nil {
			j.err = j.out.Flush()
		}
		return j.err
	})
	return j.left, err
}

// Spare refuses a directory that holds one of the logs of r: whoever makes it a
// report directory would empty it.
func (r *Run) Spare(dir string) error {
	out, err := resolved(dir)
	if err != nil {
		return directoryError(dir, err)
	}
	for _, log := range r.logs {
		in, err := resolved(log.dir)
		if err != nil {
			return directoryError(log.dir, err)
		}
		if in == out || strings.HasPrefix(in, strings.TrimSuffix(out, string(filepath.Separator))+string(filepath.Separator)) {
			return &DirectoryError{
				Dir: dir, Err: fmt.Errorf("the log %s is in it, and would be replaced", log.path),
				hint: "name another directory with --out",
			}
		}
	}
	return nil
}

// resolved is a path without links. What is not there yet has none.
func resolved(dir string) (string, error) {
	full, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(full)
	if errors.Is(err, fs.ErrNotExist) {
		return full, nil
	}
	return real, err
}

// joiner copies what is chosen from the logs. After the first error it does
// nothing more.
type joiner struct {
	run  *Run
	root *os.Root
	out  *bufio.Writer
	left int
	err  error
}

func (j *joiner) write() {
	r := j.run
	for _, run := range sorted(r.joint.runs, func(a, b RunRecord) int { return a.Started.Compare(b.Started) }) {
		j.copy(run.at)
	}
	for _, file := range slices.Sorted(maps.Keys(r.features)) {
		j.copy(r.features[file])
	}
	for _, record := range r.Elsewhere {
		e := encoder{run: r.RunID}
		record.encode(&e)
		j.bytes(e.buf)
	}
	for i := range r.Scenarios {
		j.copy(r.Scenarios[i].at)
	}
	for _, at := range r.joint.damage() {
		j.copy(at)
	}
	for i := range r.Scenarios {
		for _, a := range r.Scenarios[i].Attempts {
			j.artifacts(a, j.copy(a.at))
		}
	}
	for _, end := range sorted(r.joint.ends, func(a, b RunEnd) int { return a.At.Compare(b.At) }) {
		j.copy(end.at)
	}
}

// copy copies the lines at a place and returns them.
func (j *joiner) copy(at place) []byte {
	if j.err != nil {
		return nil
	}
	var block []byte
	if block, j.err = j.run.block(at); j.err == nil {
		j.bytes(block)
	}
	return block
}

func (j *joiner) bytes(b []byte) {
	if j.err == nil {
		_, j.err = j.out.Write(b)
	}
}

// artifacts copies the files that the records of an attempt point to.
func (j *joiner) artifacts(a Attempt, block []byte) {
	if !bytes.Contains(block, []byte(`"`+typeArtifact+`"`)) {
		return
	}
	for line := range bytes.Lines(block) {
		if j.err != nil || kindOf(line) != typeArtifact {
			continue
		}
		var record ArtifactRecord
		if json.Unmarshal(line, &record) != nil {
			continue
		}
		in, err := j.run.Artifact(a, record)
		if err != nil {
			j.left++
			continue
		}
		j.err = errors.Join(j.keep(record.Path, in), in.Close())
	}
}

// keep writes an artifact, unless it is there already.
func (j *joiner) keep(name string, in io.Reader) error {
	name = path.Clean(name)
	if err := j.root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return &WriteError{Path: filepath.Join(j.root.Name(), name), Err: bare(err)}
	}
	out, err := j.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err == nil {
		_, err = io.Copy(out, in)
		err = errors.Join(err, out.Close())
	}
	if err != nil {
		return &WriteError{Path: filepath.Join(j.root.Name(), name), Err: bare(err)}
	}
	return nil
}
