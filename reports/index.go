package reports

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"
)

// index collects what several logs say about one run. Whatever comes twice is
// kept once, and where two logs disagree the choice does not depend on which
// was read first: joining logs is associative, commutative and idempotent.
type index struct {
	record    *RunRecord
	ended     *RunEnd
	scenarios []Scenario
	byID      map[string]int32
	attempts  []Attempt
	features  map[string]place
	texts     map[string]string // strings that many scenarios share
	tags      map[string][]string
	damaged   int
}

func newIndex() *index {
	return &index{
		byID:     map[string]int32{},
		features: map[string]place{},
		texts:    map[string]string{},
		tags:     map[string][]string{},
	}
}

// joinRun keeps the record of the log that was started first.
func (x *index) joinRun(r RunRecord) error {
	if x.record == nil {
		x.record = &r
		return nil
	}
	if r.RunID != x.record.RunID || r.PlanHash != x.record.PlanHash || !slices.Equal(r.Faults, x.record.Faults) {
		return &LogError{
			Err: errors.New("it belongs to another run, to another selection of scenarios or to other faults " +
				"than the logs before it"),
			hint: "join only logs of one run: its shards, and what assay rerun made of them",
		}
	}
	first := cmp.Or(r.Started.Compare(x.record.Started), cmp.Compare(encoded(r), encoded(*x.record)))
	if first < 0 {
		x.record = &r
	}
	return nil
}

// encoded is a record as text, to compare by.
func encoded(r record) string {
	var e encoder
	r.encode(&e)
	return string(e.buf)
}

// addEnd keeps the latest end: a rerun completes a run that was interrupted. Of
// the numbers of scenarios without their retries the largest stays.
func (x *index) addEnd(r RunEnd, _ place) {
	if x.ended != nil {
		r.Withheld = max(r.Withheld, x.ended.Withheld)
		x.ended.Withheld = r.Withheld
	}
	if x.ended == nil || cmp.Or(r.At.Compare(x.ended.At), cmp.Compare(r.Cause, x.ended.Cause)) > 0 {
		x.ended = &r
	}
}

func (x *index) addFeature(r FeatureRecord, at place) {
	if _, known := x.features[r.File]; !known {
		x.features[r.File] = at
	}
}

func (x *index) addScenario(r ScenarioRecord, _ place) {
	r.Feature, r.Rule, r.File = x.shared(r.Feature), x.shared(r.Rule), x.shared(r.File)
	r.Source, r.Skip = x.shared(r.Source), x.shared(r.Skip)
	r.Tags = x.sharedTags(r.Tags)
	s := &x.scenarios[x.scenario(r.ID)]
	if s.Name == "" && s.File == "" || encoded(r) < encoded(s.ScenarioRecord) {
		s.ScenarioRecord = r
	}
}

// scenario returns the index of a scenario, which may be known by an attempt
// before its own record comes, or without it.
func (x *index) scenario(id string) int32 {
	i, known := x.byID[id]
	if !known {
		i = int32(len(x.scenarios))
		x.scenarios = append(x.scenarios, Scenario{ScenarioRecord: ScenarioRecord{ID: id}})
		x.byID[id] = i
	}
	return i
}

func (x *index) addAttempt(r AttemptStart, at place) int {
	x.attempts = append(x.attempts, Attempt{
		ID: r.Attempt, Verdict: NotRun, Again: x.shared(r.Again), At: r.At, at: at, scenario: x.scenario(r.Scenario),
	})
	return len(x.attempts) - 1
}

// shared returns one copy of s for all who need it: at 50,000 scenarios the
// names of files and features would otherwise be most of the index.
func (x *index) shared(s string) string {
	if s == "" {
		return ""
	}
	if one, known := x.texts[s]; known {
		return one
	}
	x.texts[s] = s
	return s
}

// sharedTags does the same for lists of tags. Outline rows have equal ones.
func (x *index) sharedTags(tags []string) []string {
	key := strings.Join(tags, " ")
	if one, known := x.tags[key]; known {
		return one
	}
	for i, t := range tags {
		tags[i] = x.shared(t)
	}
	x.tags[key] = tags
	return tags
}

// run turns the index into the Run that readers see.
func (x *index) run() *Run {
	r := &Run{
		RunRecord: *x.record, Ended: x.ended, Scenarios: x.scenarios,
		Counts: map[Verdict]int{}, Damaged: x.damaged, features: x.features,
	}
	slices.SortFunc(x.attempts, func(a, b Attempt) int {
		return cmp.Or(cmp.Compare(a.scenario, b.scenario), cmp.Compare(a.ID, b.ID), preferred(a, b))
	})
	x.attempts = slices.CompactFunc(x.attempts, func(a, b Attempt) bool {
		return a.scenario == b.scenario && a.ID == b.ID
	})
	for from := 0; from < len(x.attempts); {
		to := from + 1
		for to < len(x.attempts) && x.attempts[to].scenario == x.attempts[from].scenario {
			to++
		}
		mine := x.attempts[from:to:to]
		slices.SortFunc(mine, Attempt.compare)
		x.scenarios[mine[0].scenario].Attempts = mine
		from = to
	}
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		r.settle(s)
		r.Counts[s.Verdict]++
	}
	slices.SortFunc(r.Scenarios, func(a, b Scenario) int { return a.compare(&b) })
	return r
}

// preferred orders copies of one attempt: a whole one before one that was cut
// off.
func preferred(a, b Attempt) int {
	if (a.Verdict == NotRun) != (b.Verdict == NotRun) {
		if b.Verdict == NotRun {
			return -1
		}
		return 1
	}
	return a.compare(b)
}

// settle gives a scenario its verdict, cause and duration.
func (r *Run) settle(s *Scenario) {
	s.Verdict, s.Cause = s.Quarantine.Keep(Judge(s.Attempts))
	for _, a := range s.Attempts {
		s.Duration += a.Duration
	}
	if s.Verdict != NotRun {
		return
	}
	switch {
	case s.Skip != "":
		s.Verdict, s.Cause = Skipped, s.Skip
	case r.Ended == nil && len(s.Attempts) > 0:
		s.Cause = "the run was cut off while the scenario was running"
	case r.Ended == nil:
		s.Cause = "the run was cut off before the scenario started"
	case r.Ended.Cause == EndInterrupted:
		s.Cause = "the run was interrupted"
	case r.Ended.Cause == EndUnavailable:
		s.Cause = "the run ended because the target was unavailable"
	case r.Ended.Cause == EndFailFast:
		s.Cause = "the run ended at the first failure"
	case r.Ended.Cause != "":
		s.Cause = "the run ended early: " + r.Ended.Cause
	default:
		s.Cause = "the scenario was never started"
	}
}

func micros(n int64) time.Duration { return time.Duration(n) * time.Microsecond }
