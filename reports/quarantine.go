package reports

import "fmt"

// Quarantine says that a scenario is known not to pass: who looks after it, why,
// and until when. Its verdict is then [Quarantined] instead of a bad one.
type Quarantine struct {
	Owner  string `json:"owner"`
	Reason string `json:"reason"`
	Ticket string `json:"ticket"`
	Expiry string `json:"expiry"` // the last day it counts: 2026-12-31
}

// String tells a person all of it.
func (q *Quarantine) String() string {
	return fmt.Sprintf("in quarantine until %s (%s, %s): %s", q.Expiry, q.Owner, q.Ticket, q.Reason)
}

func (q *Quarantine) encode(e *encoder) {
	if q == nil {
		return
	}
	e.settings("quarantine", map[string]string{
		"owner": q.Owner, "reason": q.Reason, "ticket": q.Ticket, "expiry": q.Expiry,
	})
}

// Keep takes the badness out of a verdict that the quarantine covers. The cause
// still says what happened, and that a pass needs no quarantine.
func (q *Quarantine) Keep(v Verdict, cause string) (Verdict, string) {
	switch {
	case q == nil:
		return v, cause
	case v.Bad() || v == Flaky:
		return Quarantined, fmt.Sprintf("%s: %s\n%s", v, cause, q)
	case v == Passed:
		return v, fmt.Sprintf("passes again, but is %s", q)
	default:
		return v, cause
	}
}

// PassesAgain tells whether the scenario is in quarantine without need.
func (s *Scenario) PassesAgain() bool { return s.Quarantine != nil && s.Verdict == Passed }

// quarantineNews says in a sentence which scenarios need no quarantine any
// more; "" when there is none.
func quarantineNews(r *Run) string {
	news := ""
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.PassesAgain() {
			news += " " + s.ID
		}
	}
	if news == "" {
		return ""
	}
	return "In quarantine, but passes again:" + news + ". Remove it from the quarantine file?"
}
