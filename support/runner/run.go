package runner

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"assay/reports"
	"assay/support/target"
)

// Config says what to run, where and how.
type Config struct {
	Selection
	Target         target.Target
	Concurrency    int      // scenarios at a time; 0 = DefaultConcurrency
	Seed           int64    // of the order and the test data; 0 = a new one
	Out            string   // directory of the log and the reports
	FailFast       bool     // end at the first scenario that does not pass
	FailOnFlaky    bool     // a flaky scenario counts as a failed one; always so with Repeat
	Ordered        bool     // run in the order of the files, not in the random one of the seed
	Retries        int      // further attempts at a scenario that does not pass
	Repeat         int      // attempts at every scenario, to hunt for flaky ones; excludes Retries
	DryRun         bool     // check and select, send nothing, write nothing
	MeanProduction bool     // the live guard's second key
	Browser        string   // kind or executable; "" = look in the usual places
	BrowserURL     string   // address of a browser elsewhere, used instead
	NoBrowser      bool     // pages are walked by their forms, without a browser
	Trace          string   // which attempts get a trace, see [TraceModes]; "" = on-failure
	Reports        []string // further ones, see [reports.Formats]
	Version        string   // of assay, for the log
	Command        []string // that asks for such a run, for the log; see [reports.RunRecord]
	Faults         []string // what the simulator is to do wrong; see [CheckFaults]
	Vary           int64    // not 0: the simulator's answers are awkward, by this seed (D26)
	Shard          Shard    // which part of the plan is meant; zero = all of it
	RunID          string   // shared by all shards; "" = a new one
	Timings        Timings  // what shards are balanced by

	StepTimeout     time.Duration // of one step; 0 = DefaultStepTimeout
	ScenarioTimeout time.Duration // of all steps of an attempt; 0 = DefaultScenarioTimeout

	// Abort, when closed, stops at once what runs. Cancelling the context of
	// Run lets running scenarios finish and starts no more.
	Abort <-chan struct{}

	OnPlan     func(PlanInfo)                            // once, before the first scenario
	OnScenario func(s reports.Scenario, done, total int) // after each; calls do not overlap
	OnReports  func()                                    // before reports are written

	again *idSet // of a rerun: what runs again

	tuned  bool                            // the heap is kept small, as nobody has said how it is to be
	around func(http.Handler) http.Handler // of a test that sees all the simulator answers
	grace  time.Duration                   // see the constant
	minute time.Duration                   // of a host's limits; 0 = one
	giveUp func()                          // ends the run as unavailable
}

// PlanInfo is what is known before the first scenario.
type PlanInfo struct {
	Selected int // scenarios that will run
	Skipped  int // scenarios that the target cannot run
	Shard    Shard
	Repeat   int // attempts at each of them, when they are to show what is flaky
	Seed     int64
	Target   string
	BaseURL  string
	Faults   []string // what the simulator does wrong on purpose
}

// DefaultConcurrency hides the latency of a gateway without crowding it.
const DefaultConcurrency = 8

// The heap may grow to five times what is live before it is collected, which
// saves a third of the processor time, but not past a soft limit. Its room is for
// some scenarios at a time; what runs beside them needs its own. Planning keeps
// things for good between others that it throws away, and must not spread them over
// a large heap: its holes would count against the limit for the rest of the run.
const (
	gcPercent     = 400
	gcPlanPercent = 100
	gcSoftLimit   = 41 << 20
	gcPerScenario = 80
	gcPerWorker   = 384 << 10 // beyond gcWorkers
	gcWorkers     = 32
)

// Run plans, executes and reports. An error means that the run as a whole could
// not be done: it carries an exit code and mostly a hint. Scenarios that failed
// are no error but counted in the Outcome.
func Run(ctx context.Context, cfg Config) (Outcome, error) {
	if err := cfg.Target.Guard(cfg.MeanProduction); err != nil {
		return Outcome{}, err
	}
	if err := cfg.checkFaults(); err != nil {
		return Outcome{}, err
	}
	if err := cfg.complete(); err != nil {
		return Outcome{}, err
	}
	cfg.tuned = os.Getenv("GOGC") == ""
	if cfg.tuned {
		defer debug.SetGCPercent(debug.SetGCPercent(gcPlanPercent))
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(gcSoftLimit))
	}
	p, err := makePlan(cfg.Selection, cfg.Target, cfg.MeanProduction)
	if err != nil {
		return Outcome{}, err
	}
	p.withhold(cfg)
	p.narrow(cfg)
	if !cfg.Ordered {
		p.shuffle(cfg.Seed)
	}
	info := PlanInfo{
		Selected: len(p.run), Skipped: len(p.skipped), Shard: cfg.Shard, Repeat: cfg.Repeat, Seed: cfg.Seed,
		Target: cfg.Target.Name,
		Faults: cfg.Faults,
	}
	if cfg.DryRun {
		if cfg.OnPlan != nil {
			cfg.OnPlan(info)
		}
		return Outcome{Counts: map[reports.Verdict]int{
			reports.NotRun: len(p.run), reports.Skipped: len(p.skipped),
		}}, nil
	}
	if os.Getenv("GOMAXPROCS") == "" {
		// A thread that waits for a gateway to be woken leaves its core idle for that
		// long; one thread more than there are cores uses it.
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(runtime.GOMAXPROCS(0) + 1))
	}
	if cfg.tuned {
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(gcSoftLimit + int64(len(p.run))*gcPerScenario +
			int64(max(0, cfg.Concurrency-gcWorkers))*gcPerWorker)
	}
	return execute(ctx, cfg, p, info)
}

// execute runs a plan on its target and writes log and reports.
func execute(ctx context.Context, cfg Config, p *plan, info PlanInfo) (_ Outcome, err error) {
	lanes := p.lanes(cfg)
	t := newTally(cfg, len(p.run)+len(p.skipped))
	cfg.giveUp = func() { t.stop(stopUnavailable) }
	s, err := open(ctx, cfg, cfg.RunID, len(lanes) > 0 && lanes[0].browser)
	if err != nil {
		return Outcome{}, err
	}
	leave := sync.OnceValue(s.close)
	defer func() { err = errors.Join(err, leave()) }()
	t.mask = s.mask
	info.BaseURL = s.baseURL()
	record := cfg.record(p, info.BaseURL)
	log, err := reports.Create(cfg.Out, record, reports.WithMask(s.mask))
	if err != nil {
		return Outcome{}, err
	}
	if cfg.OnPlan != nil {
		cfg.OnPlan(info)
	}
	abort, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	defer watch(ctx, cfg.Abort, func() { t.stop(stopInterrupted); s.hurry() }, cancel)()

	proof := newEvidence(cfg.Trace, log, record)
	failure := p.announce(log, t)
	e := &engine{
		cfg: cfg, stage: s, log: log, tally: t, evidence: proof, abort: abort, sentences: p.sentences,
		breaker: newBreaker(cfg.Retries, len(p.run)),
	}
	if failure == nil {
		failure = e.run(lanes)
	}
	end := reports.RunEnd{At: time.Now(), Cause: t.why(), Withheld: int(e.breaker.withheld.Load())}
	failure = errors.Join(failure, log.End(end), log.Close())
	notes := append(proof.said(), s.outages()...)
	_ = leave() // with the connections goes the plan, which they hold; see above for the error
	o, err := conclude(cfg, t, record.LogID, failure)
	o.Notes = notes
	return o, err
}

// watch stops the run when the context ends, and at once when abort is closed.
// The function it returns ends the watch.
func watch(ctx context.Context, abort <-chan struct{}, stop func(), cancel context.CancelFunc) func() {
	over := make(chan struct{})
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		select {
		case <-ctx.Done():
			stop()
		case <-over:
			return
		}
		select {
		case <-abort:
			cancel()
		case <-over:
		}
	}()
	return func() { close(over); <-gone }
}

// announce writes the features and scenarios of the plan into the log, the
// skipped ones with their reason.
func (p *plan) announce(log *reports.Log, t *tally) error {
	if err := log.Elsewhere(p.left()...); err != nil {
		return err
	}
	for _, f := range p.told() {
		if err := log.Feature(reports.FeatureRecord{File: f.path, Text: f.told()}); err != nil {
			return err
		}
		if !f.kept {
			f.text = "" // from here on the log has it
		}
	}
	for _, s := range p.run {
		if err := log.Scenario(s.record()); err != nil {
			return err
		}
	}
	for _, s := range p.skipped {
		record := s.record()
		record.Skip = s.reason
		if err := log.Scenario(record); err != nil {
			return err
		}
		t.skip(s.scenario, s.reason)
	}
	return nil
}

// conclude makes the reports from the log, whatever went wrong before. Of another
// log than the one that was written it makes none: they would tell of another run.
func conclude(cfg Config, t *tally, logID string, failure error) (Outcome, error) {
	o := t.outcome()
	o.Part = cfg.Shard != Shard{}
	o.Out, o.Log = cfg.Out, filepath.Join(cfg.Out, "run.ndjson")
	if cfg.OnReports != nil {
		cfg.OnReports()
	}
	run, err := reports.Read(o.Log)
	switch {
	case err != nil:
	case run.LogID != logID:
		err = errors.Join(&Problem{
			Code: ExitBroken, Text: "another run has replaced the log in " + cfg.Out + ": there is no report of this one",
			Help: "give each of the runs that go on at the same time a directory of its own with --out",
		}, run.Close())
	default:
		o.Run = run
		o.Reports, err = reports.WriteAll(run, cfg.Out, cfg.Reports...)
	}
	if failure = errors.Join(failure, err); failure != nil {
		return o, asProblem(failure)
	}
	return o, nil
}

// asProblem gives an error without an exit code the one of a broken harness.
func asProblem(err error) error {
	var coded interface{ ExitCode() int }
	if errors.As(err, &coded) {
		return err
	}
	lines := strings.Split(err.Error(), "\n") // joined errors: the first caused the others
	p := &Problem{Code: ExitBroken, Text: lines[0]}
	var hinter interface{ Hint() string }
	if errors.As(err, &hinter) {
		p.Help = hinter.Hint()
	}
	return p
}

// lanes splits the plan into what needs a browser and what does not.
func (p *plan) lanes(cfg Config) []lane {
	shopper := lane{browser: !cfg.NoBrowser, concurrency: browserWorkers(cfg.Concurrency)}
	api := lane{concurrency: cfg.Concurrency}
	for range max(1, cfg.Repeat) {
		for i, s := range p.run {
			l := &api
			if s.has("@browser") {
				l = &shopper
			}
			l.scenarios = append(l.scenarios, s)
			l.channels = append(l.channels, p.channels[i])
		}
	}
	var lanes []lane
	for _, l := range []lane{shopper, api} {
		if len(l.scenarios) > 0 {
			lanes = append(lanes, l)
		}
	}
	return lanes
}
