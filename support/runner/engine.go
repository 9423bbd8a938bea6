package runner

import (
	"context"
	"errors"
	"io"
	"regexp"
	"sync"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"

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
	return lane{scenarios: l.scenarios[start:end], channels: l.channels[start:end]}
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
// the last scenario of a chunk.
func (e *engine) runLane(l lane) error {
	size := min(chunkSize, 1+len(l.scenarios)/(4*l.concurrency)) // a few each, so that all end alike
	chunks := make(chan lane)
	go func() {
		defer close(chunks)
		for start := 0; start < len(l.scenarios) && !e.tally.stopped(); start += size {
			chunks <- l.part(start, min(start+size, len(l.scenarios)))
		}
	}()
	failures := make([]error, l.concurrency)
	var all sync.WaitGroup
	for i := range l.concurrency {
		all.Go(func() {
			for part := range chunks {
				if failures[i] == nil {
					failures[i] = e.runChunk(part)
				}
			}
		})
	}
	all.Wait()
	return errors.Join(failures...)
}

func (e *engine) runChunk(part lane) error {
	channels, release, err := e.stage.channels(e.abort, part.channels)
	if err != nil {
		return err
	}
	defer release()
	c := &chunk{engine: e, scenarios: part.scenarios, channels: channels}
	c.begun = make([]bool, len(c.scenarios))
	c.needed = e.sentences.needed(c.scenarios)
	c.run()
	return nil
}

// chunk is one run of godog.
type chunk struct {
	*engine
	scenarios []*scenario
	channels  []channel
	needed    map[*regexp.Regexp]bool // what its steps may fit
	begun     []bool
}

func (c *chunk) run() {
	suite := godog.TestSuite{
		Name:                "assay",
		ScenarioInitializer: c.initialize,
		Options: &godog.Options{
			Format: silentName, Output: io.Discard, Strict: true, Concurrency: 1,
			DefaultContext:  c.abort,
			FeatureContents: []godog.Feature{{Name: "chunk", Contents: render(c.scenarios)}},
		},
	}
	suite.Run()
	for i, s := range c.scenarios {
		if !c.begun[i] && !c.tally.stopped() {
			a := begin(s, c.stage.mask)
			a.fail(reports.Broken, "the Gherkin engine did not run the scenario")
			c.finish(a)
		}
	}
}

// initialize is called by godog once for each scenario: it makes the world, and
// hooks that give it its channel and record its steps.
func (c *chunk) initialize(sc *godog.ScenarioContext) {
	w := steps.NewWorld()
	c.sentences.library.Register(sc, w, c.needed)
	var a *attempt
	sc.Before(func(ctx context.Context, p *godog.Scenario) (_ context.Context, err error) {
		defer recovered(&err)
		if c.tally.stopped() {
			return ctx, errStopped
		}
		i, err := place(p.Tags)
		if err != nil {
			return ctx, err
		}
		c.begun[i] = true
		a = begin(c.scenarios[i], c.stage.mask)
		if c.evidence.mode != TraceNever && c.scenarios[i].has("@browser") {
			a.recorder = browser.NewRecorder(c.stage.mask)
		}
		w.Begin(c.stage.env(c.channels[i], a))
		return ctx, nil
	})
	sc.StepContext().Before(func(ctx context.Context, step *godog.Step) (_ context.Context, err error) {
		defer recovered(&err)
		if a != nil {
			a.stepBegins()
		}
		return ctx, c.sentences.fill(w, step)
	})
	sc.StepContext().After(func(
		ctx context.Context, _ *godog.Step, status godog.StepResultStatus, stepErr error,
	) (_ context.Context, err error) {
		defer recovered(&err)
		if a == nil {
			return ctx, nil
		}
		a.stepEnds(status, stepErr)
		if stepErr != nil && status == godog.StepFailed {
			c.look(w, a, true)
		}
		if a.finished() {
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
			c.finish(a)
		}
		return ctx, nil
	})
}

// finish writes the attempt down and tells whoever watches.
func (c *chunk) finish(a *attempt) {
	records, end := a.end()
	if err := c.log.Attempt(records); err != nil {
		c.tally.stop(stopLog)
	}
	c.tally.count(a.scenario, end)
}
