package runner

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"assay/reports"
	"assay/steps"
	"assay/support/browser"
)

// The modes of Config.Trace.
const (
	TraceOnFailure = "on-failure" // the default
	TraceAlways    = "always"
	TraceNever     = "never"
)

// TraceModes lists the modes, the default first.
func TraceModes() []string { return []string{TraceOnFailure, TraceAlways, TraceNever} }

// What evidence may cost. A trace is mostly pictures and documents.
const (
	screenshotTime = 5 * time.Second // for what the shopper saw when a step failed
	drawTime       = 6 * time.Second // for the pictures of one trace
	mostPictures   = 24              // in one trace, the last ones
	mostTrace      = 12 << 20        // bytes of one trace
	mostTraces     = 128 << 20       // bytes of all traces of a run
)

// evidence keeps what explains the attempts of a run. It is an extra: when it
// cannot be had, or cannot be written, the verdicts stand without it.
type evidence struct {
	mode  string
	log   *reports.Log
	run   reports.RunRecord
	bytes atomic.Int64 // of traces written
	bound int64        // of bytes

	mu    sync.Mutex
	notes []string // what is missing and why, each said once
}

func newEvidence(mode string, log *reports.Log, run reports.RunRecord) *evidence {
	if mode == "" {
		mode = TraceOnFailure
	}
	return &evidence{mode: mode, log: log, run: run, bound: mostTraces}
}

// say keeps a note, unless there is one of its kind.
func (e *evidence) say(note string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, known := range e.notes {
		if known == note {
			return
		}
	}
	e.notes = append(e.notes, note)
}

func (e *evidence) said() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.notes
}

// wanted says whether an attempt gets a trace.
func (e *evidence) wanted(a *attempt) bool {
	switch v := a.ended(); e.mode {
	case TraceNever:
		return false
	case TraceAlways:
		return v != reports.Skipped && v != reports.NotRun
	default:
		return v != reports.Passed && v != reports.Skipped && v != reports.NotRun
	}
}

// look keeps what the shopper sees when a step has failed, and when the last one
// is over. It must come before the tab is closed.
func (c *chunk) look(w *steps.World, a *attempt, failed bool) {
	defer a.guard()
	tab, is := w.Page().(page)
	if !is || a.left() || c.abort.Err() != nil {
		return
	}
	at := time.Now()
	ctx, cancel := context.WithTimeout(c.abort, screenshotTime)
	defer cancel()
	if a.recorder != nil {
		_ = tab.Look(ctx)
	}
	if !failed {
		return
	}
	png, err := tab.Screenshot(ctx)
	if err != nil {
		return
	}
	a.picture, a.pictured = png, at
	c.evidence.keep(a, a.current(), "screenshot", "image/png", png)
}

// trace writes the trace of an attempt that is over. Its tab must be closed: the
// pictures are drawn in another one, for which there may be no room before.
func (c *chunk) trace(a *attempt) {
	if !c.evidence.wanted(a) || c.abort.Err() != nil {
		return
	}
	if c.evidence.bytes.Load() >= c.evidence.bound {
		c.evidence.say(fmt.Sprintf("the traces of this run have reached %d MiB: further attempts have none", mostTraces>>20))
		return
	}
	t := a.trace(c.evidence.run)
	c.draw(a, &t)
	var page bytes.Buffer
	if err := reports.WriteTrace(&page, t); err != nil {
		c.evidence.say("a trace could not be made: " + err.Error())
		return
	}
	if page.Len() > mostTrace {
		page.Reset()
		for i := range t.Views {
			t.Views[i].Picture = nil
		}
		t.Cut = append(t.Cut, fmt.Sprintf("The pictures are left out: with them the file would exceed %d MiB.", mostTrace>>20))
		if err := reports.WriteTrace(&page, t); err != nil {
			return
		}
	}
	c.evidence.bytes.Add(int64(page.Len()))
	c.evidence.keep(a, 0, "trace", "text/html", page.Bytes())
}

// draw adds pictures of the pages, the last ones.
func (c *chunk) draw(a *attempt, t *reports.Trace) {
	if a.picture != nil {
		if n := len(t.Views); n == 0 || t.Views[n-1].At.Before(a.pictured) { // the page could not be asked
			t.Views = append(t.Views, reports.TraceView{At: a.pictured})
		}
		last := &t.Views[len(t.Views)-1]
		last.Picture, last.Live = a.picture, true
	}
	var which []int
	var documents []string
	for i, v := range t.Views {
		if v.HTML != "" && v.Picture == nil && i >= len(t.Views)-mostPictures {
			which, documents = append(which, i), append(documents, v.HTML)
		}
	}
	if len(which) == 0 {
		return
	}
	b, err := c.stage.startBrowser()
	if err != nil {
		return
	}
	ctx, cancel := context.WithTimeout(c.abort, drawTime)
	defer cancel()
	pictures := b.Draw(ctx, documents)
	for n, picture := range pictures {
		t.Views[which[n]].Picture = picture
	}
	if len(pictures) < len(which) {
		t.Cut = append(t.Cut, "Some pages have no picture: drawing them took too long. Their documents are there.")
	} else if len(t.Views) > mostPictures {
		t.Cut = append(t.Cut, fmt.Sprintf("Only the last %d pages have a picture; the documents of the others are there.", mostPictures))
	}
}

// keep writes a file of an attempt. A disk that takes no evidence may still take
// the log, so the run goes on.
func (e *evidence) keep(a *attempt, step int, name, mediaType string, data []byte) {
	record, err := e.log.Artifact(a.scenario.id, a.id, name, mediaType, data)
	if err != nil {
		note := "evidence is missing: " + err.Error()
		var failure *reports.WriteError
		if errors.As(err, &failure) {
			note += "; " + failure.Hint()
		}
		e.say(note)
		return
	}
	record.Step = step
	a.add(record)
}

// trace collects what the attempt recorded.
func (a *attempt) trace(run reports.RunRecord) reports.Trace {
	seen := a.recorder.Recording()
	a.mu.Lock()
	defer a.mu.Unlock()
	t := reports.Trace{
		Run: run.RunID, Target: run.Target, Tool: run.Tool, Scenario: a.scenario.record(), Attempt: a.id,
		Verdict: a.verdict, Cause: a.cause, Started: a.begun, Duration: time.Since(a.begun),
	}
	for _, record := range a.records {
		switch r := record.(type) {
		case reports.StepRecord:
			t.Steps = append(t.Steps, r)
		case reports.ExchangeRecord:
			t.Exchanges = append(t.Exchanges, r)
		case reports.JourneyRecord:
			t.Journeys = append(t.Journeys, r)
		case reports.NotificationRecord:
			t.Notifications = append(t.Notifications, r)
		}
	}
	fill(&t, seen)
	return t
}

// fill adds what the browser recorded.
func fill(t *reports.Trace, seen browser.Recording) {
	for _, v := range seen.Views {
		t.Views = append(t.Views, reports.TraceView{At: v.At, URL: v.URL, Title: v.Title, HTML: v.HTML, Cut: v.Cut})
	}
	for _, r := range seen.Requests {
		t.Requests = append(t.Requests, reports.TraceRequest{
			At: r.At, DurationMicros: r.Duration.Microseconds(), Method: r.Method, URL: r.URL, Kind: r.Kind,
			Protocol: r.Protocol, Header: fields(r.Header), Form: fields(r.Form), Body: r.Body, BodyType: r.BodyType,
			Status: r.Status, StatusText: r.StatusText, ResponseHeader: fields(r.ResponseHeader), MediaType: r.MediaType,
			Size: r.Size, Error: r.Error,
		})
	}
	for _, m := range seen.Messages {
		t.Console = append(t.Console, reports.TraceMessage{At: m.At, Level: m.Level, Text: m.Text, URL: m.URL, Line: m.Line})
	}
	for _, lost := range []struct {
		n    int
		what string
	}{{seen.LostViews, "pages"}, {seen.LostRequests, "requests of pages"}, {seen.LostMessages, "console messages"}} {
		if lost.n > 0 {
			t.Cut = append(t.Cut, fmt.Sprintf("The first %d %s are left out: only the last ones are kept.", lost.n, lost.what))
		}
	}
}

func fields(pairs []browser.Pair) []reports.Field {
	list := make([]reports.Field, len(pairs))
	for i, p := range pairs {
		list[i] = reports.Field{Name: p.Name, Value: p.Value}
	}
	return list
}
