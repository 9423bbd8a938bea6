package runner

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"
	"assay/support/formwalk"
	"assay/support/mask"
	"assay/support/opp"
	"assay/support/shop"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v21"
	"github.com/oklog/ulid/v2"
)

// attempt records one run of a scenario. Steps come one after the other, but
// evidence may arrive from a browser's or the shop's own goroutine.
type attempt struct {
	scenario *scenario
	series   *series
	id       string
	again    string // why it is not the first
	mask     *mask.Masker
	begun    time.Time
	steps    []*messages.Step
	recorder *browser.Recorder // nil when nothing is recorded
	hit      atomic.Bool       // the target was gone while it ran

	aside func(ctx context.Context, wait func() error) error // waits while others go on; nil: there are no others

	// What the shopper saw when a step had failed, a PNG, and when.
	picture  []byte
	pictured time.Time

	mu       sync.Mutex
	records  []any
	step     int // number of the step that runs, from 1
	recorded int // number of the last step that is recorded
	stepAt   time.Time
	verdict  reports.Verdict
	cause    string
	harness  bool                  // the cause is in the harness: the same again may well pass
	hide     []func(string) string // what requests had hidden by name
	clock    clock
	gone     bool // a step of it does not end, and is waited for no more
	over     bool // its records are written
}

func begin(s *scenario, again string, cfg Config, m *mask.Masker) *attempt {
	a := &attempt{
		scenario: s, id: ulid.Make().String(), again: again, mask: m, begun: time.Now(), verdict: reports.Passed,
		clock: clock{step: cfg.StepTimeout, scenario: cfg.ScenarioTimeout, grace: cfg.grace},
	}
	for step := range s.steps {
		a.steps = append(a.steps, step)
	}
	a.records = make([]any, 0, 2*len(a.steps)+4)
	a.add(reports.AttemptStart{Scenario: s.id, Attempt: a.id, At: a.begun, Again: again})
	return a
}

func (a *attempt) add(record any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.keep(record)
}

// keep adds a record, with the lock held.
func (a *attempt) keep(record any) {
	if !a.over {
		a.records = append(a.records, record)
	}
}

func (a *attempt) stepBegins() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.step++
	a.stepAt = time.Now()
	a.clock.wind(a.stepAt)
}

// say gives the step that begins the words of the scenario, of which what godog
// has read may hold less: a step and its table stand on lines there.
func (a *attempt) say(step *godog.Step) {
	said := a.steps[a.current()-1]
	step.Text = a.scenario.fill(said.Text)
	if said.DocString != nil {
		step.Argument.DocString.Content = a.scenario.fill(said.DocString.Content)
	}
}

// stepEnds records a step. The first error decides the attempt's verdict; the
// steps after it are skipped. A step that passed after its time is returned as
// an error, for nothing that follows can pass. interrupted says whether the run is
// to end at once: what gives up without that is at fault itself.
func (a *attempt) stepEnds(status godog.StepResultStatus, err error, interrupted bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over {
		return nil
	}
	record := a.stepRecord(a.step, status.String())
	late := a.clock.expired != nil && a.verdict == reports.Passed
	if err != nil || late {
		judged := judge
		if late {
			judged = a.clock.expired.judge
		}
		verdict, cause := judged(err)
		if verdict == reports.Broken && a.hit.Load() && silentHost(err) != "" {
			verdict = reports.Unavailable // its page did not come because the target was gone
		}
		if verdict == reports.NotRun && !interrupted && !gone(err) {
			verdict, cause = reports.Broken, err.Error()
		}
		record.Status = string(verdict)
		record.Error = a.conceal(cause)
		if a.verdict == reports.Passed {
			a.verdict, a.cause = verdict, record.Error
			a.harness = verdict == reports.Broken && ofHarness(err)
		}
	}
	a.records = append(a.records, record)
	a.recorded = a.step
	if err == nil && late {
		return a.clock.expired
	}
	return nil
}

// stepRecord describes the n-th step, which ends now.
func (a *attempt) stepRecord(n int, status string) reports.StepRecord {
	step := a.steps[n-1]
	record := reports.StepRecord{
		Scenario: a.scenario.id, Attempt: a.id, N: n, Keyword: step.Keyword,
		Text: a.mask.String(a.scenario.fill(step.Text)), Status: status, At: a.stepAt,
		DurationMicros: time.Since(a.stepAt).Microseconds(), Table: a.scenario.table(step),
	}
	for i, cells := range record.Table {
		record.Table[i] = maskRow(a.mask, cells)
	}
	if step.DocString != nil {
		record.Doc = a.mask.String(a.scenario.fill(step.DocString.Content))
	}
	return record
}

// conceal masks what is said about the attempt: an answer may repeat, and an
// assertion quote, what was hidden in a request. The caller holds the lock.
func (a *attempt) conceal(text string) string { return a.mask.String(a.withoutSent(text)) }

// withoutSent is conceal for what is masked already.
func (a *attempt) withoutSent(text string) string {
	for _, hide := range a.hide {
		text = hide(text)
	}
	return text
}

// leave gives up waiting for a step that runs. It reports false when the attempt
// has ended after all.
func (a *attempt) leave(verdict reports.Verdict, cause string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over || a.gone {
		return false
	}
	a.gone = true
	undecided := a.verdict == reports.Passed
	if undecided {
		a.verdict, a.cause = verdict, a.conceal(cause)
	}
	for n := a.recorded + 1; n <= len(a.steps); n++ {
		record := a.stepRecord(n, string(reports.Skipped))
		if undecided && n == a.recorded+1 {
			record.Status, record.Error = string(verdict), a.cause
		} else {
			record.At, record.DurationMicros = time.Time{}, 0
		}
		a.records = append(a.records, record)
	}
	return true
}

// left says whether the attempt was given up.
func (a *attempt) left() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.gone
}

// finished says whether the step that just ended was the last.
func (a *attempt) finished() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.step == len(a.steps)
}

func (a *attempt) passed() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.verdict == reports.Passed
}

// ended returns the verdict so far.
func (a *attempt) ended() reports.Verdict {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.verdict
}

// fail gives the attempt a verdict that no step brought about.
func (a *attempt) fail(verdict reports.Verdict, cause string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.verdict == reports.Passed {
		a.verdict, a.cause = verdict, a.conceal(cause)
	}
}

// end closes the attempt and returns its records, to be written in one go; none
// when it was closed before.
func (a *attempt) end() ([]any, reports.AttemptEnd) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.over {
		return nil, reports.AttemptEnd{}
	}
	a.over = true
	a.clock.stop()
	now := time.Now()
	end := reports.AttemptEnd{
		Scenario: a.scenario.id, Attempt: a.id, Verdict: a.verdict, Cause: a.cause,
		At: now, DurationMicros: now.Sub(a.begun).Microseconds(),
		Outage: a.verdict == reports.Unavailable && a.hit.Load(),
	}
	records := append(a.records, end)
	a.records = nil
	return records, end
}

// exchange records a request and its answer.
func (a *attempt) exchange(x opp.Exchange) {
	record := reports.ExchangeRecord{
		Scenario: a.scenario.id, Attempt: a.id, Method: x.Method, URL: x.URL,
		Status: x.Status, ContentType: x.ContentType, Fidelity: x.Fidelity,
		At: x.Started, DurationMicros: x.Duration.Microseconds(),
	}
	for _, p := range x.Form {
		record.Form = append(record.Form, reports.Field{Name: p.Name, Value: p.Value})
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	record.Step, record.Body, record.Error = a.step, a.withoutSent(x.Body), a.withoutSent(x.Err)
	if x.Hide != nil {
		a.hide = append(a.hide, x.Hide)
	}
	a.keep(record)
}

// journey records something the shopper did in the browser.
func (a *attempt) journey(e browser.Event) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.keep(reports.JourneyRecord{
		Scenario: a.scenario.id, Attempt: a.id, Step: a.step, Action: e.Action, URL: e.URL, Error: a.withoutSent(textOf(e.Err)),
		At: e.Started, DurationMicros: e.Duration.Microseconds(),
	})
}

// arrival records the shopper's return to the shop.
func (a *attempt) arrival(r shop.Arrival) {
	a.add(reports.JourneyRecord{
		Scenario: a.scenario.id, Attempt: a.id, Step: a.current(), Action: "arrives at the shop", URL: r.URL, At: r.At,
	})
}

// notified records what the gateway told the merchant's webhook.
func (a *attempt) notified(n shop.Notification) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.keep(reports.NotificationRecord{
		Scenario: a.scenario.id, Attempt: a.id, Step: a.step, URL: n.URL, ContentType: n.ContentType,
		Kind: n.Type, Action: n.Action, Status: n.Status, Body: a.withoutSent(string(n.Body)), Error: textOf(n.Err), At: n.At,
	})
}

func (a *attempt) current() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.step
}

// judge turns what a step returned into a verdict (decisions 3 and 7): only a
// promise that did not hold is a failure.
func judge(err error) (reports.Verdict, string) {
	if text, is := panicked(err); is {
		return reports.Broken, text
	}
	var assertion *steps.AssertionError
	var noVerdict *opp.NoVerdictError
	switch {
	case errors.Is(err, godog.ErrSkip):
		return reports.Skipped, strings.TrimSuffix(err.Error(), ": "+godog.ErrSkip.Error())
	case errors.Is(err, formwalk.ErrNeedsScripts):
		return reports.Skipped, formwalk.ErrNeedsScripts.Error()
	case errors.As(err, &assertion):
		return reports.Failed, err.Error()
	case errors.Is(err, context.Canceled):
		return reports.NotRun, "the run was interrupted: " + err.Error()
	case gone(err): // nothing was sent
		return reports.NotRun, err.Error()
	case errors.As(err, &noVerdict):
		return reports.Unavailable, err.Error()
	default:
		return reports.Broken, err.Error()
	}
}

// ofHarness says whether an error speaks of the harness alone, so that one clean
// repeat is worth its time.
func ofHarness(err error) bool {
	var told interface{ Harness() bool }
	return errors.As(err, &told) && told.Harness()
}

func textOf(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
