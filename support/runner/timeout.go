package runner

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assay/reports"
	"assay/steps"
	"assay/support/opp"
)

// How long a step and a scenario may take unless told otherwise: longer than
// any wait that the sentences know of.
const (
	DefaultStepTimeout     = 2 * time.Minute
	DefaultScenarioTimeout = 10 * time.Minute
)

// grace is how long a step that is told to end may take to do so. It has to
// cover the evidence of its failure.
const grace = 2 * screenshotTime

// timeoutError is why the context of a step ended.
type timeoutError struct {
	what  string // "step" or "scenario"
	limit time.Duration
}

func (e *timeoutError) Error() string {
	return fmt.Sprintf("the %s took longer than %s (--%s-timeout)", e.what, e.limit, e.what)
}

// judge gives the verdict on a step that ended because of the time-out. Whoever
// was waited for is at fault: the gateway, or else what plays around it.
func (e *timeoutError) judge(err error) (reports.Verdict, string) {
	var assertion *steps.AssertionError
	var noVerdict *opp.NoVerdictError
	ended := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, e)
	switch {
	case err == nil || err == error(e):
		return reports.Broken, e.Error()
	case errors.As(err, &assertion) && !ended:
		return reports.Failed, err.Error()
	case errors.As(err, &noVerdict):
		return reports.Unavailable, e.Error() + " waiting for the gateway: " + err.Error()
	default:
		return reports.Broken, e.Error() + ": " + err.Error()
	}
}

// clock bounds an attempt in time. Its timer is set anew for each step and
// covers what the hooks do after it.
type clock struct {
	step, scenario time.Duration
	grace          time.Duration

	timer   *time.Timer
	cancel  context.CancelCauseFunc
	ends    time.Time // of the scenario
	due     time.Time // of the step
	held    bool      // it stands still
	expired *timeoutError
}

// start returns the context of the attempt's steps. stuck is called when a step
// goes on although its context has ended.
func (a *attempt) start(ctx context.Context, stuck func()) context.Context {
	a.mu.Lock()
	defer a.mu.Unlock()
	ctx, a.clock.cancel = context.WithCancelCause(ctx)
	a.clock.ends = a.begun.Add(a.clock.scenario)
	a.clock.due = a.begun.Add(min(a.clock.step, a.clock.scenario))
	a.clock.timer = time.AfterFunc(time.Until(a.clock.due), func() { a.ring(stuck) })
	return ctx
}

// wind gives the next step its time.
func (c *clock) wind(now time.Time) {
	if c.timer == nil || c.expired != nil {
		return
	}
	c.due = now.Add(c.step)
	if c.due.After(c.ends) {
		c.due = c.ends
	}
	c.timer.Reset(c.due.Sub(now))
}

// ring is called when the time is up: at first to end the step, and after the
// grace to leave it alone.
func (a *attempt) ring(stuck func()) {
	a.mu.Lock()
	c := &a.clock
	switch {
	case a.over || c.held || time.Now().Before(c.due): // the timer was set anew just when it rang
		a.mu.Unlock()
	case c.expired != nil:
		a.mu.Unlock()
		stuck()
	default:
		c.expired = &timeoutError{"step", c.step}
		if !c.due.Before(c.ends) {
			c.expired = &timeoutError{"scenario", c.scenario}
		}
		c.due = c.due.Add(c.grace)
		c.timer.Reset(c.grace)
		a.mu.Unlock()
		c.cancel(c.expired)
	}
}

// ignored says what is wrong with a step that does not heed the end of its
// context.
func (a *attempt) ignored() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.clock.expired.Error() + " and did not end when told to: it was left behind"
}

// stop ends the clock.
func (c *clock) stop() {
	if c.timer != nil {
		c.timer.Stop()
		c.cancel(nil)
	}
}
