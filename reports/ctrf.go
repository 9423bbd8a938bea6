package reports

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
)

// ctrfVersion is the version of the format that is written.
const ctrfVersion = "0.0.0"

// CTRF writes r in the Common Test Report Format. A broken or unavailable scenario
// counts as failed there, one in quarantine as skipped, one that was not run as
// pending; rawStatus has the verdict. Steps are told of what did not simply pass.
//
// Source: ctrf.io, schema of version 0.0.
func CTRF(w io.Writer, r *Run) error {
	out := bufio.NewWriterSize(w, 1<<16)
	head, err := json.Marshal(ctrfReport{
		ReportFormat: "CTRF", SpecVersion: ctrfVersion, RunID: r.RunID, Timestamp: r.Started.UTC(), GeneratedBy: "assay",
		Results: ctrfResults{
			Tool: ctrfTool{"assay", r.Tool}, Summary: r.ctrfSummary(), Environment: r.ctrfEnvironment(), Tests: []ctrfTest{},
		},
	})
	if err != nil {
		return err
	}
	const tail = "]}}" // the tests come one by one
	out.Write(head[:len(head)-len(tail)])
	for i := range r.Scenarios {
		test, err := r.ctrfTest(&r.Scenarios[i])
		if err != nil {
			return err
		}
		line, err := json.Marshal(test)
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		out.Write(line)
	}
	out.WriteString("\n" + tail + "\n")
	return out.Flush()
}

// The states that the format knows.
const (
	ctrfPassed  = "passed"
	ctrfFailed  = "failed"
	ctrfSkipped = "skipped"
	ctrfPending = "pending"
)

// ctrfStatus is the state that a verdict, or a step's status, counts as.
func ctrfStatus(v Verdict) string {
	switch v {
	case Passed, Flaky:
		return ctrfPassed
	case Skipped, Quarantined:
		return ctrfSkipped
	case NotRun:
		return ctrfPending
	default:
		return ctrfFailed
	}
}

func (r *Run) ctrfSummary() map[string]int64 {
	end := r.last()
	if r.Ended != nil {
		end = r.Ended.At
	}
	summary := map[string]int64{
		"tests": int64(len(r.Scenarios)), ctrfPassed: 0, ctrfFailed: 0, ctrfSkipped: 0, ctrfPending: 0, "other": 0,
		"flaky": int64(r.Counts[Flaky]), "start": r.Started.UnixMilli(), "stop": end.UnixMilli(),
	}
	for v, n := range r.Counts {
		summary[ctrfStatus(v)] += int64(n)
	}
	return summary
}

func (r *Run) ctrfEnvironment() map[string]any {
	extra := map[string]string{}
	for _, fact := range facts(r) {
		if fact.Value != "" {
			extra[fact.Name] = fact.Value
		}
	}
	environment := map[string]any{"testEnvironment": r.Target, "extra": extra}
	if r.Shard > 0 {
		environment["shardId"] = fmt.Sprintf("%d/%d", r.Shard, r.Shards)
	}
	return environment
}

type ctrfReport struct {
	ReportFormat string      `json:"reportFormat"`
	SpecVersion  string      `json:"specVersion"`
	RunID        string      `json:"runId,omitempty"`
	Timestamp    time.Time   `json:"timestamp"`
	GeneratedBy  string      `json:"generatedBy"`
	Results      ctrfResults `json:"results"`
}

type ctrfResults struct {
	Tool        ctrfTool         `json:"tool"`
	Summary     map[string]int64 `json:"summary"`
	Environment map[string]any   `json:"environment"`
	Tests       []ctrfTest       `json:"tests"` // the last, see [CTRF]
}

type ctrfTool struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

type ctrfTest struct {
	TestID      string           `json:"testId"`
	Name        string           `json:"name"`
	Status      string           `json:"status"`
	Duration    int64            `json:"duration"` // ms
	Start       int64            `json:"start,omitempty"`
	Stop        int64            `json:"stop,omitempty"`
	Suite       []string         `json:"suite,omitempty"`
	Message     string           `json:"message,omitempty"`
	Trace       string           `json:"trace,omitempty"`
	Line        int              `json:"line,omitempty"`
	RawStatus   string           `json:"rawStatus"`
	Tags        []string         `json:"tags,omitempty"`
	FilePath    string           `json:"filePath,omitempty"`
	Retries     int              `json:"retries,omitempty"`
	Attempts    []ctrfAttempt    `json:"retryAttempts,omitempty"`
	Flaky       bool             `json:"flaky,omitempty"`
	Attachments []ctrfAttachment `json:"attachments,omitempty"`
	Steps       []ctrfStep       `json:"steps,omitempty"`
}

type ctrfAttempt struct {
	Attempt  int    `json:"attempt"`
	ID       string `json:"attemptId"`
	Status   string `json:"status"`
	Duration int64  `json:"duration"`
	Message  string `json:"message,omitempty"`
	Start    int64  `json:"start"`
	Stop     int64  `json:"stop"`
}

type ctrfAttachment struct {
	Name        string `json:"name"`
	ContentType string `json:"contentType"`
	Path        string `json:"path"`
}

type ctrfStep struct {
	Name   string `json:"name"`
	Status string `json:"status"`
}

func (r *Run) ctrfTest(s *Scenario) (ctrfTest, error) {
	t := ctrfTest{
		TestID: s.ID, Name: strings.TrimSpace(s.ID + " " + s.Name), Status: ctrfStatus(s.Verdict),
		Duration: s.Duration.Milliseconds(), RawStatus: string(s.Verdict), Flaky: s.Verdict == Flaky,
		Message: s.Cause, Line: s.Line, FilePath: s.File,
	}
	for _, title := range []string{s.Feature, s.Rule} {
		if title != "" {
			t.Suite = append(t.Suite, title)
		}
	}
	for _, tag := range s.Tags {
		t.Tags = append(t.Tags, strings.TrimPrefix(tag, "@"))
	}
	attempts := s.telling()
	if len(attempts) == 0 {
		return t, nil
	}
	last := attempts[len(attempts)-1]
	t.Start, t.Stop = attempts[0].At.UnixMilli(), last.At.Add(last.Duration).UnixMilli()
	if len(attempts) > 1 {
		t.Retries = len(attempts) - 1
		for i, a := range attempts {
			t.Attempts = append(t.Attempts, ctrfAttempt{
				Attempt: i + 1, ID: a.ID, Status: ctrfStatus(a.Verdict), Duration: a.Duration.Milliseconds(), Message: a.Cause,
				Start: a.At.UnixMilli(), Stop: a.At.Add(a.Duration).UnixMilli(),
			})
		}
	}
	if s.Verdict == Passed {
		return t, nil
	}
	d, err := r.detail(last, false, func(kind string) bool { return kind == typeStep || kind == typeArtifact })
	if err != nil {
		return t, err
	}
	if last.Verdict.Bad() {
		t.Trace = explain(last, d)
	}
	for _, step := range d.Steps {
		t.Steps = append(t.Steps, ctrfStep{sentence(step), ctrfStatus(Verdict(step.Status))})
	}
	for _, a := range d.Artifacts {
		t.Attachments = append(t.Attachments, ctrfAttachment{a.Name, a.MediaType, r.artifactPath(last, a)})
	}
	return t, nil
}
