package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Detail is all that a log says about an attempt.
type Detail struct {
	Steps         []StepRecord
	Exchanges     []ExchangeRecord
	Journeys      []JourneyRecord
	Notifications []NotificationRecord
	Artifacts     []ArtifactRecord
}

// Detail reads what happened in an attempt of r.
func (r *Run) Detail(a Attempt) (Detail, error) {
	return r.detail(a, false, func(string) bool { return true })
}

// detail reads the records of an attempt whose type is wanted; parsing the
// others would be most of the work. In brief, a step that passed comes without
// its words.
func (r *Run) detail(a Attempt, brief bool, wanted func(kind string) bool) (Detail, error) {
	var d Detail
	buffer, _ := r.buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	defer r.buffers.Put(buffer) // what is parsed is copied
	block, err := r.read(*buffer, a.at)
	if err != nil {
		return d, err
	}
	*buffer = block
	for line := range bytes.Lines(block) {
		kind := kindOf(line)
		if !wanted(kind) {
			continue
		}
		switch kind {
		case typeStep:
			if d.Steps == nil {
				d.Steps = make([]StepRecord, 0, bytes.Count(block, []byte(`{"type":"`+typeStep+`"`)))
			}
			if step, ok := plainStep(line); ok && brief {
				d.Steps = append(d.Steps, step)
				continue
			}
			d.Steps = appendRecord(d.Steps, line)
		case typeExchange:
			d.Exchanges = appendRecord(d.Exchanges, line)
		case typeJourney:
			d.Journeys = appendRecord(d.Journeys, line)
		case typeNotification:
			d.Notifications = appendRecord(d.Notifications, line)
		case typeArtifact:
			d.Artifacts = appendRecord(d.Artifacts, line)
		}
	}
	return d, nil
}

// appendRecord parses a line. One that is damaged is left out, as it is when
// the log is indexed: the rest of the attempt is still worth showing.
func appendRecord[T any](list []T, line []byte) []T {
	var one T
	if json.Unmarshal(line, &one) != nil {
		return list
	}
	return append(list, one)
}

// block reads the lines at a place.
func (r *Run) block(p place) ([]byte, error) { return r.read(nil, p) }

// read does the same into a buffer, which it replaces by a larger one if need be.
func (r *Run) read(buffer []byte, p place) ([]byte, error) {
	if p.length == 0 {
		return nil, nil
	}
	if int(p.log) >= len(r.logs) {
		return nil, fmt.Errorf("the logs of run %s are closed", r.RunID)
	}
	log := r.logs[p.log]
	block := slices.Grow(buffer[:0], int(p.length))[:p.length]
	if n, err := log.file.ReadAt(block, p.offset); err != nil && (err != io.EOF || n < len(block)) {
		return nil, &LogError{Path: log.path, Err: bare(err)}
	}
	return block, nil
}

// FeatureText reads the text of a feature file, or nothing when no log has it.
func (r *Run) FeatureText(file string) (string, error) {
	block, err := r.block(r.features[file])
	if err != nil || block == nil {
		return "", err
	}
	var record FeatureRecord
	if err := json.Unmarshal(block, &record); err != nil {
		return "", nil //nolint:nilerr // it was whole when indexed; do without, as if it were absent
	}
	return record.Text, nil
}

// Artifact opens a file that an attempt of r left behind. It never leaves the
// directory of the log, whatever path a log may claim.
func (r *Run) Artifact(a Attempt, record ArtifactRecord) (io.ReadCloser, error) {
	if int(a.at.log) >= len(r.logs) {
		return nil, fmt.Errorf("the logs of run %s are closed", r.RunID)
	}
	return os.OpenInRoot(r.logs[a.at.log].dir, filepath.FromSlash(record.Path))
}

// artifactPath is the path of an artifact as seen from where the log was
// opened.
func (r *Run) artifactPath(a Attempt, record ArtifactRecord) string {
	if int(a.at.log) >= len(r.logs) {
		return record.Path
	}
	return path.Join(filepath.ToSlash(r.logs[a.at.log].dir), record.Path)
}
