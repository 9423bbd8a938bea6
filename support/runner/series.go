package runner

import (
	"sync/atomic"

	"assay/reports"
)

// series is a scenario with the attempts at it so far. One worker has it from
// its first attempt to its last.
type series struct {
	scenario *scenario
	channel  int    // index of the target's channel
	again    string // why the next attempt is made; "" for the first

	attempts []reports.Attempt
	harness  bool // the newest attempt broke for a cause in the harness
	repeated bool // the one repeat that such a cause earns is spent
	resumed  bool // the one repeat that an outage of the target earns is spent
	failed   bool // counted by the breaker
}

// breaker decides which scenarios get a further attempt. A few that do not pass
// may be flaky; when many do not pass, something is wrong that no retry heals,
// and each would only take time and load the gateway.
//
// A cause in the harness, of which a crashed browser is the model, earns one
// repeat whatever the number of retries: it says nothing about the gateway.
// Both are counted apart. So does an outage of the target, which only the end of
// the run bounds.
type breaker struct {
	retries int
	limit   int64

	failed, harness atomic.Int64 // scenarios
	withheld        atomic.Int64 // scenarios that would have got a retry
}

// The most scenarios that may fail before nothing is tried again: ten, or a
// fifth of a small run; of the smallest, one.
const (
	breakerMost  = 10
	breakerShare = 5
)

func newBreaker(retries, scenarios int) *breaker {
	return &breaker{retries: retries, limit: int64(max(1, min(breakerMost, scenarios/breakerShare)))}
}

// next says why a scenario goes again after its newest attempt, or "" when it
// does not.
func (b *breaker) next(s *series) string {
	newest := s.attempts[len(s.attempts)-1]
	if !newest.Verdict.Bad() {
		return ""
	}
	if newest.Outage && !s.resumed {
		s.resumed = true
		return reports.AgainOutage
	}
	if s.harness && !s.repeated {
		s.repeated = true
		if b.harness.Add(1) <= b.limit {
			return reports.AgainHarness
		}
	}
	if b.retries == 0 || s.scenario.quarantine != nil {
		return ""
	}
	if !s.failed {
		s.failed = true
		b.failed.Add(1)
	}
	switch {
	case s.retried() >= b.retries:
		return ""
	case b.failed.Load() > b.limit:
		b.withheld.Add(1)
		return ""
	default:
		return reports.AgainRetry
	}
}

// retried counts the retries so far.
func (s *series) retried() int {
	n := 0
	for _, a := range s.attempts {
		if a.Again == reports.AgainRetry {
			n++
		}
	}
	return n
}
