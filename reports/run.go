package reports

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"
)

// Run is what one or several logs of a run say. It holds an index: a few
// hundred bytes a scenario, whatever the scenarios said and answered; the rest
// is read from the logs when asked for. Close it when done.
//
// A Run may be read by several goroutines.
type Run struct {
	RunRecord
	Ended     *RunEnd         // nil when no log has its end: the run was killed
	Scenarios []Scenario      // ordered by file, line and id
	Counts    map[Verdict]int // scenarios by verdict
	Damaged   int             // lines of the logs that could not be understood

	// Elsewhere are the scenarios of the plan that none of the logs tells of, by
	// file and id: those of other shards, say.
	Elsewhere []ElsewhereRecord

	logs     []source
	features map[string]place // by file
	joint    *joint
	buffers  sync.Pool // *[]byte, for what is read from the logs
}

// Scenario is a scenario of the plan with what became of it.
type Scenario struct {
	ScenarioRecord
	Verdict  Verdict
	Cause    string        // of the attempt that decided, see [Judge]
	Duration time.Duration // of all attempts together
	Attempts []Attempt     // in the order of their start

	at place // of its record
}

// Attempt is one go at a scenario. One that was cut off, by a crash say, has
// the verdict not-run.
type Attempt struct {
	ID       string
	Verdict  Verdict
	Cause    string
	Again    string // why there is more than one, see [AttemptStart]; "" for the first
	At       time.Time
	Duration time.Duration

	Outage bool // the target was gone for everybody: it says nothing about the scenario

	at       place
	scenario int32 // index, while a log is being read
}

// place is where in which log something is.
type place struct {
	offset int64
	length int64
	log    int32
}

// source is an open log.
type source struct {
	path string // as given
	dir  string // of the log, as given
	info os.FileInfo
	file io.ReaderAt
	io.Closer
}

// compare orders attempts by their start. The rest only makes the order
// total, so that it never depends on which log was read first.
func (a Attempt) compare(b Attempt) int {
	return cmp.Or(
		a.At.Compare(b.At),
		cmp.Compare(a.ID, b.ID),
		cmp.Compare(b.Verdict.place(), a.Verdict.place()),
		cmp.Compare(a.Verdict, b.Verdict),
		cmp.Compare(a.Cause, b.Cause),
		cmp.Compare(a.Again, b.Again),
		cmp.Compare(a.Duration, b.Duration),
		compareBools(a.Outage, b.Outage),
	)
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	default:
		return 1
	}
}

func (s *Scenario) compare(t *Scenario) int {
	return cmp.Or(cmp.Compare(s.File, t.File), cmp.Compare(s.Line, t.Line), cmp.Compare(s.ID, t.ID))
}

// BaseID is the id without the key of a row: PA-001 for PA-001[VISA]. It is
// the one that is a tag.
func (r ScenarioRecord) BaseID() string {
	id, _, _ := strings.Cut(r.ID, "[")
	return id
}

// tries says how many attempts did not pass, if there are several; else "".
func (s *Scenario) tries() string {
	bad, outages := 0, 0
	for _, a := range s.Attempts {
		if a.Verdict.Bad() {
			bad++
		}
		if a.Outage {
			outages++
		}
	}
	if len(s.Attempts) < 2 {
		return ""
	}
	if outages > 0 && outages == bad {
		return fmt.Sprintf("an outage of the target cut %d of %d attempts short", bad, len(s.Attempts))
	}
	return fmt.Sprintf("%d of %d attempts did not pass", bad, len(s.Attempts))
}

// telling returns the attempts that a reader of other formats should see:
// those which say something about the scenario, or else the skips.
func (s *Scenario) telling() []Attempt {
	var telling, skips []Attempt
	for _, a := range s.Attempts {
		switch a.Verdict {
		case NotRun:
		case Skipped:
			skips = append(skips, a)
		default:
			telling = append(telling, a)
		}
	}
	if len(telling) > 0 {
		return telling
	}
	return skips
}

// Close closes the logs.
func (r *Run) Close() error {
	var first error
	for _, s := range r.logs {
		if err := s.Close(); err != nil && first == nil {
			first = err
		}
	}
	r.logs = nil
	return first
}
