package reports

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// index collects what several logs say about one run. Whatever comes twice is
// kept once, and where two logs disagree the choice does not depend on which
// was read first: joining logs is associative, commutative and idempotent.
type index struct {
	joint     *joint
	scenarios []Scenario
	byID      map[string]int32
	attempts  []Attempt
	features  map[string]place
	texts     map[string]string // strings that many scenarios share
	tags      map[string][]string
	room      int // how many scenarios the log at hand is long enough for
}

// leastScenario is the length that a scenario has in a log at least, with what
// became of it: no log is believed to hold more than it can.
const leastScenario = 200

func newIndex() *index {
	return &index{
		joint:    newJoint(),
		byID:     map[string]int32{},
		features: map[string]place{},
		texts:    map[string]string{},
		tags:     map[string][]string{},
	}
}

// encoded is a record as text, to compare by.
func encoded(r record) string {
	var e encoder
	r.encode(&e)
	return string(e.buf)
}

func (x *index) addFeature(r FeatureRecord, at place) {
	if _, known := x.features[r.File]; !known {
		x.features[r.File] = at
	}
}

func (x *index) addScenario(r ScenarioRecord, at place) {
	r.Feature, r.Rule, r.File = x.shared(r.Feature), x.shared(r.Rule), x.shared(r.File)
	r.Source, r.Skip = x.shared(r.Source), x.shared(r.Skip)
	r.Tags, r.Refs = x.sharedTags(r.Tags), x.sharedTags(r.Refs)
	s := &x.scenarios[x.scenario(r.ID)]
	if s.Name == "" && s.File == "" || encoded(r) < encoded(s.ScenarioRecord) {
		s.ScenarioRecord, s.at = r, at
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

// expect makes room for n scenarios at once: what grows bit by bit takes up to
// twice its size while it grows.
func (x *index) expect(n int) {
	if n <= 0 {
		return
	}
	x.scenarios, x.attempts = slices.Grow(x.scenarios, n), slices.Grow(x.attempts, n)
	if len(x.byID) == 0 {
		x.byID = make(map[string]int32, n)
	}
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
		Scenarios: x.scenarios, Counts: map[Verdict]int{}, Damaged: len(x.joint.damaged), features: x.features, joint: x.joint,
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
		s.settle()
		r.Counts[s.Verdict]++
	}
	r.RunRecord, r.Elsewhere = x.joint.record(len(r.Scenarios)), x.elsewhere()
	r.Ended = x.joint.end(r.Counts[NotRun] > 0)
	r.explain()
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
func (s *Scenario) settle() {
	s.Verdict, s.Cause = s.Quarantine.Keep(Judge(s.Attempts))
	for _, a := range s.Attempts {
		s.Duration += a.Duration
	}
	if s.Verdict == NotRun && s.Skip != "" {
		s.Verdict, s.Cause = Skipped, s.Skip
	}
}

// explain says of what did not run why.
func (r *Run) explain() {
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Verdict == NotRun {
			s.Cause = r.Ended.prevented(len(s.Attempts) > 0)
		}
	}
}

// prevented says why a scenario did not run, of which an attempt may have begun.
// No end is that of a run which was killed.
func (e *RunEnd) prevented(begun bool) string {
	switch {
	case e == nil && begun:
		return "the run was cut off while the scenario was running"
	case e == nil:
		return "the run was cut off before the scenario started"
	case e.Cause == EndInterrupted:
		return "the run was interrupted"
	case e.Cause == EndUnavailable:
		return "the run ended because the target was unavailable"
	case e.Cause == EndFailFast:
		return "the run ended at the first failure"
	case e.Cause == EndLog:
		return "the run ended because its log could not be written any further"
	case e.Cause != "":
		return "the run ended early: " + e.Cause
	default:
		return "the scenario was never started"
	}
}

func micros(n int64) time.Duration { return time.Duration(n) * time.Microsecond }
