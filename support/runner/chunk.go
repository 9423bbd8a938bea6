package runner

import (
	"context"
	"io"
	"sync"
	"time"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"

	"github.com/cucumber/godog"
)

// chunk is one run of godog.
type chunk struct {
	*engine
	turn     []*series
	channels []channel
	seat     *seat
	needed   steps.Subset  // what its steps may fit
	gone     chan struct{} // closed when a step of it is waited for no more

	mu      sync.Mutex
	begun   []bool   // also those that were left to others
	current *attempt // the newest
	left    bool     // gone is closed
	again   []*series
}

func (e *engine) newChunk(turn []*series, channels []channel, p *seat) *chunk {
	return &chunk{
		engine: e, turn: turn, channels: channels, seat: p, needed: e.sentences.needed(turn), gone: make(chan struct{}),
		begun: make([]bool, len(turn)),
	}
}

// run makes the attempts and returns the scenarios that are to go again: those
// that earned it, and those behind a step that does not end.
func (c *chunk) run() []*series {
	over := make(chan struct{})
	var failure error
	go func() {
		defer close(over)
		defer recovered(&failure) // of godog itself
		c.suite().Run()
	}()
	select {
	case <-over:
	case <-c.gone:
	case <-c.abort.Done():
		c.await(over)
	}
	c.mu.Lock()
	current, left := c.current, c.left
	c.mu.Unlock()
	if !left && current != nil {
		// Nothing to do after a proper end. A step may have ended its goroutine, though.
		why := "the step ended without returning"
		if failure != nil {
			why = failure.Error()
		}
		left = c.abandon(current, reports.Broken, why)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, s := range c.turn {
		switch {
		case c.begun[i]:
		case left || c.tally.stopped(): // an attempt at it may be made already, and counts
			c.again = append(c.again, s)
		default:
			a := begin(s.scenario, s.again, c.cfg, c.stage.mask)
			why := "the Gherkin engine did not run the scenario"
			if failure != nil {
				why += ": " + failure.Error()
			}
			a.fail(reports.Broken, why)
			c.record(s, a)
		}
	}
	return c.again
}

func (c *chunk) suite() godog.TestSuite {
	scenarios := make([]*scenario, len(c.turn))
	for i, s := range c.turn {
		scenarios[i] = s.scenario
	}
	return godog.TestSuite{
		Name:                "assay",
		ScenarioInitializer: c.initialize,
		Options: &godog.Options{
			Format: silentName, Output: io.Discard, Strict: true, Concurrency: 1,
			DefaultContext:  c.abort,
			FeatureContents: []godog.Feature{{Name: "chunk", Contents: render(scenarios)}},
		},
	}
}

// await gives what runs the time to end at once, and then leaves it alone.
func (c *chunk) await(over chan struct{}) {
	patience := time.NewTimer(c.cfg.grace)
	defer patience.Stop()
	select {
	case <-over:
	case <-c.gone:
	case <-patience.C:
		c.mu.Lock()
		current := c.current
		c.mu.Unlock()
		if current != nil {
			c.abandon(current, reports.NotRun, "the run was interrupted, and the step did not end")
		}
	}
}

// begin starts an attempt at the i-th scenario, or returns nil when none is to
// start any more.
func (c *chunk) begin(i int) *attempt {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left || c.begun[i] || c.tally.stopped() {
		return nil
	}
	c.begun[i] = true
	s := c.turn[i]
	c.current = begin(s.scenario, s.again, c.cfg, c.stage.mask)
	c.current.series = s
	if c.evidence.mode != TraceNever && s.scenario.has("@browser") && !c.cfg.NoBrowser {
		c.current.recorder = browser.NewRecorder(c.stage.mask)
	}
	return c.current
}

// abandon ends an attempt whose step does not end, and with it this run of
// godog. The step keeps its goroutine for as long as it likes; what it does from
// then on is neither recorded nor judged.
func (c *chunk) abandon(a *attempt, verdict reports.Verdict, cause string) bool {
	if !a.leave(verdict, cause) {
		return false
	}
	c.finish(a)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.left {
		c.left = true
		close(c.gone)
	}
	return true
}

// aside waits while others go on, who also take the scenarios that would wait
// behind this one. A shopper in the browser keeps the place: there are only
// so many tabs, and who waits for one does nothing else.
func (c *chunk) aside(ctx context.Context, w *steps.World, wait func() error) error {
	if _, tab := w.Page().(page); tab {
		return wait()
	}
	c.mu.Lock()
	behind := c.again
	c.again = nil
	for i, s := range c.turn {
		if !c.begun[i] {
			c.begun[i] = true
			behind = append(behind, s)
		}
	}
	c.mu.Unlock()
	c.seat.crew.leave(behind)
	return c.seat.aside(ctx, wait)
}

// finish writes the attempt down, and decides whether there is another.
func (c *chunk) finish(a *attempt) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.record(a.series, a)
}

func (c *chunk) record(s *series, a *attempt) {
	records, end := a.end()
	if records == nil {
		return
	}
	if err := c.log.Attempt(records); err != nil {
		c.tally.stop(stopLog)
	}
	s.attempts = append(s.attempts, reports.Attempt{
		ID: a.id, Verdict: end.Verdict, Cause: end.Cause, Again: a.again, At: a.begun,
		Duration: time.Duration(end.DurationMicros) * time.Microsecond, Outage: end.Outage,
	})
	s.harness = a.harness
	if c.cfg.Repeat < 2 && !c.tally.stopped() {
		if s.again = c.breaker.next(s); s.again != "" {
			c.again = append(c.again, s)
			return
		}
	}
	c.tally.count(s.scenario, s.attempts)
}
