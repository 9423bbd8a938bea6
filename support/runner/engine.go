package runner

import (
	"context"
	"errors"
	"sync"

	"assay/reports"
	"assay/steps"

	"github.com/cucumber/godog"
)

// chunkSize is how many scenarios godog is given at a time. It keeps what it
// learns of them until its run is over, 40 kB each, in a tree that gets slower
// as it grows; starting a run costs something, too. Four is the quickest.
const chunkSize = 4

// errStopped keeps a scenario from starting once the run is to end.
var errStopped = errors.New("the run is ending")

// engine executes a plan through godog and records it.
type engine struct {
	cfg      Config
	stage    *stage
	log      *reports.Log
	tally    *tally
	evidence *evidence
	abort    context.Context // cancelled to stop at once what runs

	sentences *matcher
	breaker   *breaker
}

// lane is a stream of scenarios with a concurrency of its own. Browser
// scenarios have one to themselves, so that they wait for a browser without
// keeping the others from their turn.
type lane struct {
	browser     bool
	concurrency int
	scenarios   []*scenario
	channels    []int
}

// part returns the scenarios of a lane from start up to end.
func (l lane) part(start, end int) lane {
	l.scenarios, l.channels = l.scenarios[start:end], l.channels[start:end]
	return l
}

// run executes all lanes, side by side where more than one scenario may run.
func (e *engine) run(lanes []lane) error {
	if e.cfg.Concurrency == 1 {
		for _, l := range lanes {
			if err := e.runLane(l); err != nil {
				return err
			}
		}
		return nil
	}
	failures := make([]error, len(lanes))
	var all sync.WaitGroup
	for i, l := range lanes {
		all.Go(func() { failures[i] = e.runLane(l) })
	}
	all.Wait()
	return errors.Join(failures...)
}

// runLane executes a lane with as many runs of godog at a time as scenarios may
// run, each taking one scenario of its chunk after the other: nothing waits for
// the last scenario of a chunk, or for one that waits itself.
func (e *engine) runLane(l lane) error { return e.newCrew(l).run() }

// begin makes the series of some scenarios.
func (e *engine) begin(part lane) []*series {
	all := make([]series, len(part.scenarios))
	turn := make([]*series, len(all))
	for i := range all {
		all[i] = series{scenario: part.scenarios[i], channel: part.channels[i]}
		if e.cfg.Repeat > 1 {
			all[i].again = reports.AgainRepeat
		}
		turn[i] = &all[i]
	}
	return turn
}

// runPart runs some scenarios, and those of them that go again until none does.
func (e *engine) runPart(turn []*series, p *seat) error {
	for len(turn) > 0 && !e.tally.stopped() {
		var err error
		if turn, err = e.runChunk(turn, p); err != nil {
			return err
		}
	}
	for _, s := range turn { // that wait for another attempt while the run ends
		if len(s.attempts) > 0 {
			e.tally.count(s.scenario, s.attempts)
		}
	}
	return nil
}

// runChunk makes an attempt at each of some scenarios, on a channel of its own,
// and returns those that are to go again.
func (e *engine) runChunk(turn []*series, p *seat) ([]*series, error) {
	wanted := make([]int, len(turn))
	for i, s := range turn {
		wanted[i] = s.channel
	}
	channels, release, err := e.stage.channels(e.abort, wanted)
	if err != nil {
		return nil, err
	}
	defer release()
	return e.newChunk(turn, channels, p).run(), nil
}

// initialize is called by godog once for each scenario: it makes the world, and
// hooks that give it its channel and record its steps.
func (c *chunk) initialize(sc *godog.ScenarioContext) {
	w := steps.NewWorld()
	c.needed.Register(sc, w)
	var a *attempt
	sc.Before(func(ctx context.Context, p *godog.Scenario) (_ context.Context, err error) {
		defer recovered(&err)
		i, err := place(p.Name)
		if err != nil {
			return ctx, err
		}
		c.stage.ready(c.abort)
		if a = c.begin(i); a == nil {
			return ctx, errStopped
		}
		a.aside = func(ctx context.Context, wait func() error) error { return c.aside(ctx, w, wait) }
		w.Begin(c.stage.env(c.channels[i], a))
		mine := a
		return a.start(ctx, func() {
			defer mine.guard()
			c.abandon(mine, reports.Broken, mine.ignored())
		}), nil
	})
	sc.StepContext().Before(func(ctx context.Context, step *godog.Step) (_ context.Context, err error) {
		defer recovered(&err)
		if a == nil {
			return ctx, nil
		}
		a.stepBegins()
		if a.left() {
			return ctx, errStopped
		}
		a.say(step)
		return ctx, c.sentences.fill(w, step)
	})
	sc.StepContext().After(func(
		ctx context.Context, _ *godog.Step, status godog.StepResultStatus, stepErr error,
	) (_ context.Context, err error) {
		defer recovered(&err)
		if a == nil {
			return ctx, nil
		}
		late := a.stepEnds(status, stepErr, c.abort.Err() != nil)
		if stepErr != nil && status == godog.StepFailed {
			c.look(w, a, true)
		}
		if a.finished() {
			c.close(ctx, w, a)
		}
		return ctx, late
	})
}

// close ends an attempt after its last step, whatever goes wrong on the way.
func (c *chunk) close(ctx context.Context, w *steps.World, a *attempt) {
	defer c.finish(a)
	defer a.guard()
	if c.evidence.mode == TraceAlways && a.passed() {
		c.look(w, a, false)
	}
	if a.passed() {
		if err := w.End(ctx); err != nil {
			a.fail(reports.Failed, err.Error())
		}
	}
	w.Close()
	c.trace(a)
}
