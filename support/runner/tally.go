package runner

import (
	"sync"
	"sync/atomic"

	"assay/reports"
	"assay/support/mask"
)

// Why a run ends before all its scenarios have run.
const (
	stopInterrupted = reports.EndInterrupted
	stopFailFast    = reports.EndFailFast
	stopUnavailable = reports.EndUnavailable
	stopLog         = reports.EndLog
)

// giveUpAfter is how many scenarios in a row may find no gateway before the run
// ends: the rest would only say the same.
const giveUpAfter = 10

// tally counts verdicts and decides when a run is to end early.
type tally struct {
	failFast   bool
	flakyToo   bool // a flaky scenario counts as a failed one
	repeat     int  // attempts at each scenario that were asked for
	total      int
	onScenario func(reports.Scenario, int, int)
	mask       *mask.Masker // of what onScenario is told

	cause atomic.Pointer[string]

	mu     sync.Mutex
	counts map[reports.Verdict]int
	done   int
	inARow int // scenarios without a verdict of the gateway

	repeats map[*scenario][]reports.Attempt // of the scenarios that are not through with them
}

func newTally(cfg Config, total int) *tally {
	return &tally{
		failFast: cfg.FailFast, flakyToo: cfg.FailOnFlaky, repeat: cfg.Repeat, total: total, onScenario: cfg.OnScenario,
		counts: map[reports.Verdict]int{}, repeats: map[*scenario][]reports.Attempt{},
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

// count takes in a scenario with all its attempts, or one of its repeats.
func (t *tally) count(s *scenario, attempts []reports.Attempt) {
	t.mu.Lock()
	defer t.mu.Unlock()
	newest, _ := s.quarantine.Keep(reports.Judge(attempts))
	if t.failFast && (newest.Bad() || t.flakyToo && newest == reports.Flaky) {
		t.stop(stopFailFast)
	}
	switch newest {
	case reports.Unavailable:
		if t.inARow++; t.inARow >= giveUpAfter {
			t.stop(stopUnavailable)
		}
	case reports.Passed, reports.Failed:
		t.inARow = 0
	}
	if t.repeat > 1 {
		attempts = append(t.repeats[s], attempts...)
		if t.repeats[s] = attempts; len(attempts) < t.repeat {
			return
		}
		delete(t.repeats, s)
	}
	t.settle(s, attempts)
}

// skip takes in a scenario that nothing is tried at.
func (t *tally) skip(s *scenario, reason string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle(s, []reports.Attempt{{Verdict: reports.Skipped, Cause: reason}})
}

// settle counts a scenario once.
func (t *tally) settle(s *scenario, attempts []reports.Attempt) {
	verdict, cause := s.quarantine.Keep(reports.Judge(attempts))
	if verdict == reports.NotRun { // cut short by an interruption
		return
	}
	t.counts[verdict]++
	t.done++
	if t.onScenario == nil {
		return
	}
	record := s.record()
	record.ID, record.Name = t.mask.String(record.ID), t.mask.String(record.Name)
	scenario := reports.Scenario{ScenarioRecord: record, Verdict: verdict, Cause: cause, Attempts: attempts}
	for _, a := range attempts {
		scenario.Duration += a.Duration
	}
	t.onScenario(scenario, t.done, t.total)
}

// outcome sums up; what did not run is counted as such.
func (t *tally) outcome() Outcome {
	t.mu.Lock()
	defer t.mu.Unlock()
	for s, attempts := range t.repeats { // those that an early end has left without the rest
		t.settle(s, attempts)
	}
	clear(t.repeats)
	o := Outcome{Counts: map[reports.Verdict]int{}, Cause: t.why(), FailOnFlaky: t.flakyToo}
	for verdict, n := range t.counts {
		o.Counts[verdict] = n
	}
	if missing := t.total - t.done; missing > 0 {
		o.Counts[reports.NotRun] = missing
	}
	o.Interrupted = o.Cause == stopInterrupted
	return o
}
