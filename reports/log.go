package reports

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"assay/support/mask"
)

// batch is how much of a long list of records goes into one write.
const batch = 1 << 20

// largest is the biggest buffer that is kept for the next attempt.
const largest = 1 << 18

// Log is the log of a run while it is written. It may be used by several
// goroutines.
//
// Each call is one write of whole lines, so a run that is killed leaves at
// most its last line torn. After the first error of a write every call
// returns that error: a log with a hole would tell a wrong story.
type Log struct {
	dir  string
	run  string
	id   string
	mask *mask.Masker
	pool sync.Pool // *encoder

	mu     sync.Mutex // guards what follows
	out    logFile
	size   int64 // of whole records written
	broken error
	whole  bool // what was written in part could be cut off
}

// logFile is what a Log needs of an [os.File].
type logFile interface {
	io.Writer
	Truncate(size int64) error
	Close() error
}

// An Option changes how [Create] makes a log.
type Option func(*Log)

// WithMask has every text that enters the log masked by m. Without it texts
// are still masked by field name and by the look of card numbers.
func WithMask(m *mask.Masker) Option { return func(l *Log) { l.mask = m } }

// Create makes dir an empty report directory and opens a log in it. What an
// earlier run left in dir is removed; a directory that is not empty and was
// not written by assay is refused with a [*DirectoryError].
func Create(dir string, run RunRecord, options ...Option) (*Log, error) {
	if err := prepare(dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, logName)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL|os.O_APPEND, 0o644)
	if err != nil {
		return nil, directoryError(dir, err)
	}
	l := newLog(dir, run.RunID, file, options...)
	l.id = run.LogID
	if run.Schema == 0 {
		run.Schema = Schema
	}
	if err := l.write(run); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return l, nil
}

func newLog(dir, run string, out logFile, options ...Option) *Log {
	l := &Log{dir: dir, run: run, out: out}
	for _, option := range options {
		option(l)
	}
	l.pool.New = func() any { return &encoder{mask: l.mask, run: l.run} }
	return l
}

// Path returns the file that the log is written to.
func (l *Log) Path() string { return filepath.Join(l.dir, logName) }

// Feature appends the texts of feature files.
func (l *Log) Feature(features ...FeatureRecord) error { return writeList(l, features) }

// Scenario appends scenarios of the plan. A long plan is best given at once.
func (l *Log) Scenario(scenarios ...ScenarioRecord) error { return writeList(l, scenarios) }

// Elsewhere appends the scenarios of the plan that other logs are to tell of.
func (l *Log) Elsewhere(list ...ElsewhereRecord) error { return writeList(l, list) }

// Attempt appends the records of one attempt, from its [AttemptStart] to its
// [AttemptEnd], in a single write: they stay together however many attempts
// run at the same time.
func (l *Log) Attempt(records []any) error {
	list := make([]record, len(records))
	for i, r := range records {
		line, ok := r.(record)
		if !ok {
			return fmt.Errorf("%T is no record of a log", r)
		}
		list[i] = line
	}
	return l.write(list...)
}

// End appends the end of the run. A log is complete only with it.
//
// Where an earlier write failed, as on a full disk, the room that was made by
// cutting off what was written in part is mostly enough for the end: the log
// then says itself why it goes no further. The error is the earlier one.
func (l *Log) End(end RunEnd) error {
	end.LogID = l.id
	err := l.write(end)
	if err == nil || !l.trimmed() {
		return err
	}
	e := l.encoder()
	defer l.release(e)
	end.Cause = EndLog
	end.encode(e)
	l.mu.Lock()
	defer l.mu.Unlock()
	if n, err := l.out.Write(e.buf); err != nil && n > 0 {
		_ = l.out.Truncate(l.size)
	}
	return l.broken
}

// trimmed tells whether the log ends with a whole line although a write failed.
func (l *Log) trimmed() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.broken != nil && l.whole
}

// Close closes the file. It returns the first error that a write met.
func (l *Log) Close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.out.Close(); err != nil && l.broken == nil {
		l.broken = &WriteError{Path: l.Path(), Err: bare(err)}
	}
	return l.broken
}

func writeList[R record](l *Log, list []R) error {
	e := l.encoder()
	defer l.release(e)
	for _, r := range list {
		r.encode(e)
		if len(e.buf) >= batch {
			if err := l.append(e.buf); err != nil {
				return err
			}
			e.buf = e.buf[:0]
		}
	}
	return l.append(e.buf)
}

func (l *Log) write(list ...record) error {
	e := l.encoder()
	defer l.release(e)
	for _, r := range list {
		r.encode(e)
	}
	return l.append(e.buf)
}

func (l *Log) encoder() *encoder {
	e := l.pool.Get().(*encoder)
	e.buf = e.buf[:0]
	return e
}

func (l *Log) release(e *encoder) {
	if cap(e.buf) <= largest {
		l.pool.Put(e)
	}
}

// append writes whole lines. When only a part could be written, as on a full
// disk, that part is cut off again so that the log ends with a whole line.
func (l *Log) append(lines []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.broken != nil || len(lines) == 0 {
		return l.broken
	}
	n, err := l.out.Write(lines)
	if err == nil {
		l.size += int64(n)
		return nil
	}
	// An error here changes little: the reader copes with a torn line.
	l.whole = n == 0 || l.out.Truncate(l.size) == nil
	l.broken = &WriteError{Path: l.Path(), Err: bare(err)}
	return l.broken
}

// bare takes the path off an error of package os; ours names it already.
func bare(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
