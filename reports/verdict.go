package reports

import "slices"

// Verdict is what became of an attempt or of a scenario.
type Verdict string

// The verdicts, each with the party that has to act.
const (
	Passed      Verdict = "passed"      // nobody
	Flaky       Verdict = "flaky"       // did not pass, then passed: the author looks into it
	Failed      Verdict = "failed"      // a Then did not hold: the gateway's people
	Broken      Verdict = "broken"      // harness, browser or test data at fault: the suite's people
	Unavailable Verdict = "unavailable" // the gateway gave no verdict: whoever runs it
	Quarantined Verdict = "quarantined" // did not pass, as is known: the owner in the quarantine file
	Skipped     Verdict = "skipped"     // not meant to run here, with a reason
	NotRun      Verdict = "not-run"     // meant to run, and the run ended before it did
)

// Verdicts returns all verdicts in the order in which a reader wants to see
// them: what needs attention comes first.
func Verdicts() []Verdict {
	return []Verdict{Failed, Broken, Unavailable, Flaky, NotRun, Quarantined, Skipped, Passed}
}

// place is the position of v in [Verdicts]. A word of a newer version that is
// unknown here sorts as broken, so that it is never taken for a pass.
func (v Verdict) place() int {
	switch v {
	case Failed:
		return 0
	case Unavailable:
		return 2
	case Flaky:
		return 3
	case NotRun:
		return 4
	case Quarantined:
		return 5
	case Skipped:
		return 6
	case Passed:
		return 7
	default:
		return 1
	}
}

// known returns the verdict that v counts as: itself, or broken when it is
// a word that this version does not know.
func (v Verdict) known() Verdict {
	if v.Bad() && v != Failed && v != Unavailable {
		return Broken
	}
	return v
}

// Bad tells whether v needs somebody's attention: failed, broken or
// unavailable, and any word unknown to this version.
func (v Verdict) Bad() bool {
	switch v {
	case Passed, Flaky, Quarantined, Skipped, NotRun:
		return false
	default:
		return true
	}
}

// Judge computes the verdict of a scenario from its attempts, and names the
// cause: that of the attempt which decided.
//
// Attempts count in the order of their start, whatever order they are given
// in and however often each is given. Then:
//
//   - attempts that were cut off (not-run) or skipped say nothing as long as
//     another attempt says something; nor do those that an outage of the target
//     cut short, which is no fault of the scenario's;
//   - when the last one passed, the scenario passed, or is flaky if an earlier
//     one was failed, broken or unavailable;
//   - repeats that were asked for are peers, whichever came last: when some
//     passed and some did not, the scenario is flaky;
//   - otherwise the worst decides: failed before broken before unavailable.
//     A Then that did not hold is a fact about the gateway; the other two only
//     say that nothing could be learnt. A pass that was followed by a failure
//     therefore does not hide it, and what never passed is never flaky;
//   - only skips make a skip, and no finished attempt at all makes not-run.
//
// Since the result depends on the set of attempts alone, it does not matter
// over how many logs they are spread or in which order those are joined.
func Judge(attempts []Attempt) (Verdict, string) {
	ordered := slices.Clone(attempts)
	slices.SortFunc(ordered, Attempt.compare)
	excused := slices.ContainsFunc(ordered, Attempt.tells)
	worst, last, skip := -1, -1, -1
	peer, outage := false, false // a repeat that passed; an attempt that is excused
	for i, a := range ordered {
		switch {
		case a.Verdict == NotRun:
		case a.Outage && excused:
			outage = true
		case a.Verdict == Skipped:
			if skip < 0 {
				skip = i
			}
		default:
			last = i
			peer = peer || a.Again == AgainRepeat && a.Verdict == Passed
			if a.Verdict.Bad() && (worst < 0 || a.Verdict.place() < ordered[worst].Verdict.place()) {
				worst = i
			}
		}
	}
	switch {
	case last < 0 && skip < 0:
		return NotRun, ""
	case last < 0:
		return Skipped, ordered[skip].Cause
	case worst < 0 && outage:
		return ordered[last].Verdict, afterOutage
	case worst < 0:
		return ordered[last].Verdict, ordered[last].Cause
	case peer, !ordered[last].Verdict.Bad():
		return Flaky, ordered[worst].Cause
	default:
		return ordered[worst].Verdict.known(), ordered[worst].Cause
	}
}
