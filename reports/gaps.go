package reports

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// GapError tells what of a plan the logs of a run do not know the result of.
type GapError struct {
	Shards  []int    // of which no log is
	Of      int      // how many shards there are; 0: the run was not divided
	NotRun  []string // ids of scenarios that never ran to their end, in the order of the run
	Unnamed int      // scenarios that are planned but that no log names
}

// Gaps returns what is missing before the logs of r tell of the whole plan, or
// nil.
func (r *Run) Gaps() *GapError {
	e := &GapError{}
	e.Shards, e.Of = r.joint.missing()
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Verdict == NotRun {
			e.NotRun = append(e.NotRun, s.ID)
		}
	}
	for _, file := range r.Elsewhere {
		e.NotRun = append(e.NotRun, file.IDs...)
	}
	e.Unnamed = r.unnamed()
	if len(e.NotRun) == 0 && e.Unnamed == 0 {
		return nil // whatever shard a log is of
	}
	return e
}

// missing returns the shards of which no log is, and how many there are.
func (j *joint) missing() (shards []int, of int) {
	there := map[int]bool{}
	for _, r := range j.runs {
		if r.record.Shard == 0 && !r.record.Rerun {
			return nil, 0 // it is of the whole plan
		}
		of = max(of, r.record.Shards)
		there[r.record.Shard] = true
	}
	for n := 1; n <= of; n++ {
		if !there[n] {
			shards = append(shards, n)
		}
	}
	return shards, of
}

// gapsNamed is how many scenarios an error names.
const gapsNamed = 5

func (e *GapError) Error() string {
	var parts []string
	if len(e.Shards) > 0 {
		parts = append(parts, fmt.Sprintf("no log is of %s of %d", shardsNamed(e.Shards), e.Of))
	}
	if n := len(e.NotRun); n > 0 {
		text := plural(n, "scenario") + " did not run to the end: "
		if n > gapsNamed {
			text += strings.Join(e.NotRun[:gapsNamed], ", ") + " and " + strconv.Itoa(n-gapsNamed) + " more"
		} else {
			text += strings.Join(e.NotRun, ", ")
		}
		parts = append(parts, text)
	}
	if e.Unnamed > 0 {
		parts = append(parts, "no log names "+plural(e.Unnamed, "scenario")+" of the plan: one was cut off early")
	}
	return "the logs leave gaps: " + strings.Join(parts, "; ")
}

// Hint names the remedy.
func (e *GapError) Hint() string {
	switch {
	case len(e.Shards) > 0:
		return "name the log of every shard; assay merge --allow-gaps joins what there is"
	case e.Unnamed > 0:
		return "run it anew; assay merge --allow-gaps joins what there is"
	case e.Of > 0:
		return "run them with assay rerun LOG and join its log as well; if all shards ran to their end, " +
			"give every shard the same --timings; assay merge --allow-gaps joins what there is"
	default:
		return "run them with assay rerun LOG and join its log as well; assay merge --allow-gaps joins what there is"
	}
}

// ExitCode is that of a fault of the harness: a run that promised a result has
// none.
func (e *GapError) ExitCode() int { return exitHarness }

func shardsNamed(list []int) string {
	var words []string
	for _, n := range list {
		words = append(words, strconv.Itoa(n))
	}
	if len(words) == 1 {
		return "shard " + words[0]
	}
	return "shards " + strings.Join(words, ", ")
}

// elsewhere is how many scenarios of the plan the logs name but do not tell of.
func (r *Run) elsewhere() int {
	n := 0
	for _, file := range r.Elsewhere {
		n += len(file.IDs)
	}
	return n
}

// unnamed is how many scenarios of the plan the logs do not even name: the first
// thing that a run writes was cut off.
func (r *Run) unnamed() int {
	return max(0, cmp.Or(r.Planned, r.Selected)-len(r.Scenarios)-r.elsewhere())
}

// leftOut says in sentences what of the plan the logs do not tell of, or "".
func (r *Run) leftOut() string {
	var parts []string
	n := r.elsewhere()
	switch {
	case n == 0:
	case r.Shard > 0:
		parts = append(parts, fmt.Sprintf("This is shard %d of %d; the others have %s.", r.Shard, r.Shards, plural(n, "scenario")))
	case r.Rerun:
		parts = append(parts, "This is a rerun; the run itself has "+plural(n, "more scenario")+".")
	default:
		parts = append(parts, "The plan has "+plural(n, "more scenario")+", which no log here tells of.")
	}
	if n := r.unnamed(); n > 0 {
		parts = append(parts, "The plan has "+plural(n, "more scenario")+" that no log names: one was cut off early.")
	}
	return strings.Join(parts, " ")
}
