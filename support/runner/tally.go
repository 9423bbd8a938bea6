package runner

import (
	"sync"
	"sync/atomic"
	"time"

	"assay/reports"
)

// Why a run ends before all its scenarios have run.
const (
	stopInterrupted = "interrupted"
	stopFailFast    = "fail-fast"
	stopUnavailable = "unavailable"
	stopLog         = "log"
)

// giveUpAfter is how many scenarios in a row may find no gateway before the run
// ends: the rest would only say the same.
const giveUpAfter = 10

// tally counts verdicts and decides when a run is to end early.
type tally struct {
	failFast   bool
	total      int
	onScenario func(reports.Scenario, int, int)

	cause atomic.Pointer[string]

	mu     sync.Mutex
	counts map[reports.Verdict]int
	done   int
	inARow int // scenarios without a verdict of the gateway
}

func newTally(cfg Config, total int) *tally {
	return &tally{
		failFast: cfg.FailFast, total: total, onScenario: cfg.OnScenario, counts: map[reports.Verdict]int{},
	}
}

// stop lets no further scenario start. The first cause stays.
func (t *tally) stop(cause string) { t.cause.CompareAndSwap(nil, &cause) }

func (t *tally) stopped() bool { return t.cause.Load() != nil }

func (t *tally) why() string {
	if cause := t.cause.Load(); cause != nil {
		return *cause
	}
	return ""
}

// count takes a finished scenario in.
func (t *tally) count(s *scenario, end reports.AttemptEnd) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if end.Verdict == reports.NotRun { // cut short by an interruption
		return
	}
	t.counts[end.Verdict]++
	t.done++
	switch end.Verdict {
	case reports.Unavailable:
		if t.inARow++; t.inARow >= giveUpAfter {
			t.stop(stopUnavailable)
		}
	case reports.Passed, reports.Failed:
		t.inARow = 0
	}
	if t.failFast && end.Verdict != reports.Passed && end.Verdict != reports.Skipped {
		t.stop(stopFailFast)
	}
	if t.onScenario != nil {
		t.onScenario(reports.Scenario{
			ScenarioRecord: s.record(), Verdict: end.Verdict, Cause: end.Cause,
			Duration: time.Duration(end.DurationMicros) * time.Microsecond,
		}, t.done, t.total)
	}
}

// outcome sums up; what did not run is counted as such.
func (t *tally) outcome() Outcome {
	t.mu.Lock()
	defer t.mu.Unlock()
	o := Outcome{Counts: map[reports.Verdict]int{}, Cause: t.why()}
	for verdict, n := range t.counts {
		o.Counts[verdict] = n
	}
	if missing := t.total - t.done; missing > 0 {
		o.Counts[reports.NotRun] = missing
	}
	o.Interrupted = o.Cause == stopInterrupted
	return o
}
