package reports

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
)

// joint is what several logs of one run say of the run as a whole. Like the
// index, it is a set: what comes twice is kept once.
type joint struct {
	runs      map[string]located[RunRecord] // by their text
	ends      map[string]located[RunEnd]
	elsewhere map[string]string // the file of each scenario that a log leaves to others
	damaged   map[digest]place  // lines that cannot be understood
}

// digest tells lines apart that nothing else is known of.
type digest = [sha256.Size]byte

// located is a record and where it stands.
type located[R record] struct {
	record R
	at     place
}

func newJoint() *joint {
	return &joint{
		runs: map[string]located[RunRecord]{}, ends: map[string]located[RunEnd]{}, elsewhere: map[string]string{},
		damaged: map[digest]place{},
	}
}

// joinRun adds the record of a run. It must be that of the logs before it.
func (x *index) joinRun(r RunRecord, at place) error {
	for _, other := range x.joint.runs {
		if what := r.differsFrom(other.record); what != "" {
			return &LogError{
				Err: fmt.Errorf("it belongs to another run than the logs before it: %s", what),
				hint: "join only logs of one run: its shards, which must have the same --run-id, " +
					"and what assay rerun made of them",
			}
		}
		break // they agree with each other
	}
	keep(x.joint.runs, r, at)
	return nil
}

func (x *index) addEnd(r RunEnd, at place) { keep(x.joint.ends, r, at) }

func (x *index) addDamage(line []byte, at place) {
	sum := sha256.Sum256(line)
	if _, known := x.joint.damaged[sum]; !known {
		x.joint.damaged[sum] = at
	}
}

func keep[R record](set map[string]located[R], r R, at place) {
	text := encoded(r)
	if _, known := set[text]; !known {
		set[text] = located[R]{r, at}
	}
}

func (x *index) addElsewhere(r ElsewhereRecord, _ place) {
	file := x.shared(r.File)
	for _, id := range r.IDs {
		if old, known := x.joint.elsewhere[id]; !known || file < old {
			x.joint.elsewhere[id] = file
		}
	}
}

// differsFrom says what keeps two logs from being of one run, or "".
func (r RunRecord) differsFrom(s RunRecord) string {
	for _, fact := range []struct{ name, mine, theirs string }{
		{"run", r.RunID, s.RunID},
		{"target", r.Target, s.Target},
		{"address of the target", site(r.BaseURL), site(s.BaseURL)},
		{"set of simulated faults", strings.Join(r.Faults, ","), strings.Join(s.Faults, ",")},
		{"--vary", r.Settings[SettingVary], s.Settings[SettingVary]},
		{"version of the facts", r.Spec, s.Spec},
		{"plan, which is the scenarios selected and their steps,", r.PlanHash, s.PlanHash},
	} {
		if fact.mine != fact.theirs {
			return fmt.Sprintf("its %s is %s, theirs is %s", fact.name, orNone(fact.mine), orNone(fact.theirs))
		}
	}
	return ""
}

func orNone(s string) string { return cmp.Or(s, "none") }

// site is an address by which runs are told apart. A gateway of the machine
// itself, such as the simulator, has another port each time.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	if ip := net.ParseIP(u.Hostname()); ip.IsLoopback() || u.Hostname() == "localhost" {
		return ""
	}
	return address
}

// record is that of the log which was started first, made that of the run as a
// whole when there are several logs.
func (j *joint) record(scenarios int) RunRecord {
	all := sorted(j.runs, func(a, b RunRecord) int { return a.Started.Compare(b.Started) })
	r := all[0].record
	if len(all) == 1 {
		return r
	}
	for _, other := range all {
		r.Planned = max(r.Planned, cmp.Or(other.record.Planned, other.record.Selected))
	}
	r.Settings = walkedIn(r.Settings, all)
	r.LogID, r.Shard, r.Rerun, r.Selected = "", 0, false, scenarios
	return r
}

// sorted returns what a set holds in an order of its own.
func sorted[R record](set map[string]located[R], compare func(a, b R) int) []located[R] {
	var texts []string
	for text := range set {
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int {
		return cmp.Or(compare(set[a].record, set[b].record), cmp.Compare(a, b))
	})
	list := make([]located[R], len(texts))
	for i, text := range texts {
		list[i] = set[text]
	}
	return list
}

// gravity is the order in which the causes of an early end explain what did not
// run, the best explanation last.
var gravity = []string{"", EndFailFast, EndUnavailable, EndLog, EndInterrupted}

// end is how the run as a whole ended, nil when it was killed. What one log left
// undone another may have done: of several logs, how each of them ended matters
// only while there is something that did not run.
func (j *joint) end(undone bool) *RunEnd {
	ends := sorted(j.ends, func(a, b RunEnd) int { return a.At.Compare(b.At) })
	if len(ends) == 0 {
		return nil
	}
	last := ends[len(ends)-1].record
	if len(j.runs) == 1 {
		return &last
	}
	last.LogID, last.Cause = "", ""
	for _, e := range ends {
		last.Withheld = max(last.Withheld, e.record.Withheld)
	}
	if !undone {
		return &last
	}
	ended := map[string]bool{}
	for _, e := range ends {
		ended[e.record.LogID] = true
		if slices.Index(gravity, e.record.Cause) > slices.Index(gravity, last.Cause) {
			last.Cause = e.record.Cause
		}
	}
	for _, r := range j.runs {
		if !ended[r.record.LogID] {
			return nil
		}
	}
	return &last
}

// elsewhere returns what no log tells of.
func (x *index) elsewhere() []ElsewhereRecord {
	byFile := map[string][]string{}
	for id, file := range x.joint.elsewhere {
		if _, known := x.byID[id]; !known {
			byFile[file] = append(byFile[file], id)
		}
	}
	var list []ElsewhereRecord
	for file, ids := range byFile {
		slices.Sort(ids)
		list = append(list, ElsewhereRecord{File: file, IDs: ids})
	}
	slices.SortFunc(list, func(a, b ElsewhereRecord) int { return cmp.Compare(a.File, b.File) })
	return list
}

// damage returns where the lines are that cannot be understood.
func (j *joint) damage() []place {
	var sums []digest
	for sum := range j.damaged {
		sums = append(sums, sum)
	}
	slices.SortFunc(sums, func(a, b digest) int { return bytes.Compare(a[:], b[:]) })
	list := make([]place, len(sums))
	for i, sum := range sums {
		list[i] = j.damaged[sum]
	}
	return list
}
