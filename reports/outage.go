package reports

import (
	"fmt"
	"slices"
)

// afterOutage is what there is to say about a pass beside an attempt that an
// outage of the target cut short.
const afterOutage = "an outage of the target cut another attempt short"

// tells whether an attempt says something about the scenario.
func (a Attempt) tells() bool { return a.Verdict != NotRun && a.Verdict != Skipped && !a.Outage }

// AfterOutage tells whether the scenario passed at an attempt beside one that an
// outage of the target cut short.
func (s *Scenario) AfterOutage() bool {
	return s.Verdict == Passed && slices.ContainsFunc(s.Attempts, func(a Attempt) bool { return a.Outage })
}

// outageNews counts, in brackets, the scenarios that passed so; "" without any.
func (r *Run) outageNews() string {
	n := 0
	for i := range r.Scenarios {
		if r.Scenarios[i].AfterOutage() {
			n++
		}
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d after an outage)", n)
}
