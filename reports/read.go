package reports

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// Read reads the log of a run. The path is that of the log or of its
// directory.
//
// A log that ends in the middle of a line, or without its run-end, is what a
// killed run leaves: it is read as far as it goes. Record types and fields
// that this version does not know are passed over; a log of a newer schema is
// refused with a [*LogError].
func Read(path string) (*Run, error) { return ReadAll(path) }

// ReadAll reads several logs of one run, of its shards and reruns say, as if
// they were one. It joins sets: the order of the paths does not matter, nor
// does it to name one twice. Logs of different runs or plans are refused.
func ReadAll(paths ...string) (*Run, error) {
	if len(paths) == 0 {
		return nil, &LogError{Path: "(none)", Err: errors.New("no log is named")}
	}
	x := newIndex()
	var logs []source
	for _, path := range paths {
		s, err := open(path)
		if err == nil && slices.ContainsFunc(logs, s.same) {
			_ = s.Close()
			continue
		}
		if err == nil {
			logs = append(logs, s)
			x.room = int(s.info.Size() / leastScenario)
			err = x.scan(s.file, int32(len(logs)-1))
		}
		if err == nil {
			continue
		}
		for _, s := range logs {
			_ = s.Close()
		}
		var log *LogError
		if !errors.As(err, &log) {
			log = &LogError{Err: bare(err)}
		}
		log.Path = path
		return nil, log
	}
	r := x.run()
	r.logs = logs
	return r, nil
}

func open(path string) (source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return source{}, err
	}
	if info.IsDir() {
		path = filepath.Join(path, logName)
	}
	file, err := os.Open(path)
	if err != nil {
		return source{}, err
	}
	if info, err = file.Stat(); err != nil {
		return source{}, errors.Join(err, file.Close())
	}
	return source{path: path, dir: filepath.Dir(path), info: info, file: file, Closer: file}, nil
}

// same tells whether both are one file: naming it twice adds nothing.
func (s source) same(t source) bool { return os.SameFile(s.info, t.info) }

// scan adds what a log says to the index. Lines that the index has no use for
// are told by their first bytes and never parsed.
func (x *index) scan(file io.ReaderAt, log int32) error {
	s := scanner{index: x, log: log, open: -1}
	in := bufio.NewReaderSize(io.NewSectionReader(file, 0, 1<<62), 1<<18)
	var long []byte
	for {
		line, err := in.ReadSlice('\n')
		if err == bufio.ErrBufferFull {
			long = append(long, line...)
			continue
		}
		if len(long) > 0 {
			long = append(long, line...)
			line = long
		}
		if err != nil && err != io.EOF {
			return err
		}
		if err == io.EOF {
			// What has no line feed was cut off. It may look whole by
			// accident, but nobody vouches for it.
			if s.offset == 0 && len(line) == 0 {
				return errEmpty
			}
			return s.finish()
		}
		if err := s.line(line); err != nil {
			return err
		}
		s.offset += int64(len(line))
		long = long[:0]
	}
}

// scanner is the state of reading one log.
type scanner struct {
	*index
	log    int32
	text   []byte // the line at hand
	offset int64  // of it
	open   int    // index of the attempt that has started and not ended, or -1
	opened bool   // the run record was there
}

var (
	errNoRun = errors.New("it does not begin with the record of a run")
	errEmpty = errors.New("it is empty: the run was killed before it began")
)

func (s *scanner) line(line []byte) error {
	s.text = line
	kind := kindOf(line)
	if !s.opened && kind != typeRun {
		return errNoRun
	}
	switch kind {
	case typeRun, typeFeature, typeScenario, typeElsewhere, typeRunEnd:
		s.cut() // they are no part of an attempt
	}
	switch kind {
	case typeRun:
		s.opened = true
		return s.addRun(line)
	case typeFeature:
		decode(s, line, nil, s.addFeature)
	case typeScenario:
		decode(s, line, plainScenario, s.addScenario)
	case typeElsewhere:
		decode(s, line, nil, s.addElsewhere)
	case typeAttemptStart:
		decode(s, line, plainStart, s.start)
	case typeAttemptEnd:
		decode(s, line, plainEnd, s.end)
	case typeRunEnd:
		decode(s, line, nil, s.addEnd)
	case "":
		s.damage()
	}
	return nil
}

// damage notes that the line at hand cannot be understood.
func (s *scanner) damage() { s.addDamage(s.text, s.at()) }

// at is the place of the line at hand.
func (s *scanner) at() place {
	return place{log: s.log, offset: s.offset, length: int64(len(s.text))}
}

// decode reads a line and hands it on; a line that is no JSON is counted. What
// reads plain lines is nil where there are few.
func decode[T any](s *scanner, line []byte, plain func([]byte) (T, bool), then func(T, place)) {
	if plain != nil {
		if record, is := plain(line); is {
			then(record, s.at())
			return
		}
	}
	var record T
	if err := json.Unmarshal(line, &record); err != nil {
		s.damage()
		return
	}
	then(record, s.at())
}

func (s *scanner) start(r AttemptStart, at place) {
	s.cut()
	s.open = s.addAttempt(r, at)
}

func (s *scanner) end(r AttemptEnd, at place) {
	if s.open < 0 || s.attempts[s.open].ID != r.Attempt {
		s.damage()
		return
	}
	a := &s.attempts[s.open]
	a.Verdict, a.Cause = Verdict(s.shared(string(r.Verdict))), r.Cause
	a.Duration, a.Outage = micros(r.DurationMicros), r.Outage
	a.at.length = at.offset + at.length - a.at.offset
	s.open = -1
}

// cut ends the block of an attempt that has no end.
func (s *scanner) cut() {
	if s.open >= 0 {
		a := &s.attempts[s.open]
		a.at.length = s.offset - a.at.offset
	}
	s.open = -1
}

func (s *scanner) finish() error {
	s.cut()
	if !s.opened {
		return errNoRun
	}
	return nil
}

// addRun checks that the log is one this version understands, and of the
// same run as those before.
func (s *scanner) addRun(line []byte) error {
	var r RunRecord
	if err := json.Unmarshal(line, &r); err != nil {
		return errNoRun
	}
	if r.Schema > Schema {
		return &LogError{
			Err:  fmt.Errorf("it was written by a newer assay (schema %d, this one reads up to %d)", r.Schema, Schema),
			hint: "use the version of assay that wrote it, or a newer one",
		}
	}
	s.expect(min(r.Selected, s.room))
	return s.joinRun(r, s.at())
}

// kindOf returns the type of a record. Ours begin with it; a line that some
// other program has rewritten is parsed for it.
func kindOf(line []byte) string {
	const prefix = `{"type":"`
	if bytes.HasPrefix(line, []byte(prefix)) {
		rest := line[len(prefix):]
		if i := bytes.IndexByte(rest, '"'); i >= 0 {
			return kindNamed(rest[:i])
		}
	}
	var head struct{ Type string }
	if json.Unmarshal(line, &head) != nil {
		return ""
	}
	return head.Type
}

// kindNamed is string(name). Most lines are of a few types, and a log has
// millions: their names are not made anew.
func kindNamed(name []byte) string {
	switch string(name) {
	case typeStep:
		return typeStep
	case typeExchange:
		return typeExchange
	case typeAttemptStart:
		return typeAttemptStart
	case typeAttemptEnd:
		return typeAttemptEnd
	default:
		return string(name)
	}
}
