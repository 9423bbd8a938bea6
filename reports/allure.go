package reports

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// allurePrefix begins the names of all files for Allure: others' results may lie
// beside them, which it joins into one report.
const allurePrefix = "assay-"

// allureIn writes r into a directory for Allure: a result for each attempt, which
// Allure takes together by the id of the scenario, and a copy of what attempts left
// behind. A scenario in quarantine is a skipped one that is known and muted.
//
// Source: Allure Report, "Test result file".
func allureIn(dir string, r *Run) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return directoryError(dir, err)
	}
	old, err := filepath.Glob(filepath.Join(globbed(dir), allurePrefix+"*"))
	if err != nil {
		return err
	}
	for _, name := range old { // of a run of before
		if err := os.Remove(name); err != nil {
			return &WriteError{Path: name, Err: bare(err)}
		}
	}
	a := &allure{run: r, dir: dir}
	for i := range r.Scenarios {
		if err := a.scenario(&r.Scenarios[i]); err != nil {
			return err
		}
	}
	return a.write("environment.properties", properties(facts(r)))
}

// globbed makes a path one that a pattern may begin with.
func globbed(dir string) string {
	return strings.NewReplacer("\\", "\\\\", "*", "\\*", "?", "\\?", "[", "\\[").Replace(dir)
}

// allure writes results.
type allure struct {
	run *Run
	dir string
}

// write writes a file in place: there may be tens of thousands of them.
func (a *allure) write(name string, text []byte) error {
	path := filepath.Join(a.dir, name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		return &WriteError{Path: path, Err: bare(err)}
	}
	return nil
}

func (a *allure) scenario(s *Scenario) error {
	attempts := s.telling()
	if len(attempts) == 0 { // it was left out, or the run ended before it
		attempts = []Attempt{{ID: digestOf(s.ID), Verdict: s.Verdict, Cause: s.Cause, At: a.run.Started}}
	}
	for i, one := range attempts {
		result, err := a.result(s, one, i == len(attempts)-1)
		if err != nil {
			return err
		}
		var text bytes.Buffer
		out := json.NewEncoder(&text)
		out.SetEscapeHTML(false)
		if err := out.Encode(result); err != nil {
			return err
		}
		if err := a.write(allurePrefix+plain(one.ID)+"-result.json", text.Bytes()); err != nil {
			return err
		}
	}
	return nil
}

// digestOf is a short name for a text.
func digestOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

type allureResult struct {
	UUID        string             `json:"uuid"`
	HistoryID   string             `json:"historyId"`
	TestCaseID  string             `json:"testCaseId"`
	FullName    string             `json:"fullName"`
	Name        string             `json:"name"`
	Description string             `json:"description,omitempty"`
	Stage       string             `json:"stage"`
	Start       int64              `json:"start"` // ms since 1970, as all times
	Stop        int64              `json:"stop"`
	Labels      []allurePair       `json:"labels"`
	Parameters  []allurePair       `json:"parameters,omitempty"`
	Steps       []allureStep       `json:"steps,omitempty"`
	Attachments []allureAttachment `json:"attachments,omitempty"`
	allureOutcome
}

type allureOutcome struct {
	Status  string         `json:"status"`
	Details *allureDetails `json:"statusDetails,omitempty"`
}

type allureDetails struct {
	Message string `json:"message,omitempty"`
	Trace   string `json:"trace,omitempty"`
	Known   bool   `json:"known,omitempty"`
	Muted   bool   `json:"muted,omitempty"`
	Flaky   bool   `json:"flaky,omitempty"`
}

type allurePair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type allureStep struct {
	Name  string       `json:"name"`
	Stage string       `json:"stage"`
	Start int64        `json:"start,omitempty"`
	Stop  int64        `json:"stop,omitempty"`
	Steps []allureStep `json:"steps,omitempty"`
	allureOutcome
}

type allureAttachment struct {
	Name   string `json:"name"`
	Source string `json:"source"`
	Type   string `json:"type"`
}

const allureFinished = "finished"

// allureStatus is the state that a verdict, or a step's status, counts as.
func allureStatus(v Verdict) string {
	switch v {
	case Passed, Flaky:
		return "passed"
	case Failed:
		return "failed"
	case Skipped, NotRun, Quarantined:
		return "skipped"
	default:
		return "broken"
	}
}

// result tells an attempt. Allure takes the last one for the scenario as a whole, so
// that has its verdict, whichever attempt decided.
func (a *allure) result(s *Scenario, one Attempt, last bool) (allureResult, error) {
	t := allureResult{
		UUID: one.ID, HistoryID: digestOf(s.ID), TestCaseID: digestOf(s.BaseID()), FullName: s.File + "#" + s.ID,
		Name: strings.TrimSpace(s.ID + " " + s.Name), Stage: allureFinished,
		Start: one.At.UnixMilli(), Stop: one.At.Add(one.Duration).UnixMilli(), Labels: s.allureLabels(),
	}
	if s.Source != "" {
		t.Description = "Source: " + s.Source
	}
	if row := strings.TrimPrefix(s.ID, s.BaseID()); row != "" {
		t.Parameters = []allurePair{{"row", strings.Trim(row, "[]")}}
	}
	d, err := a.run.Detail(one)
	if err != nil {
		return t, err
	}
	t.Steps = allureSteps(d)
	if t.Attachments, err = a.attachments(one, d); err != nil {
		return t, err
	}
	verdict, details := one.Verdict, allureDetails{Message: one.Cause}
	if quarantined := s.Verdict == Quarantined; last || quarantined {
		details.Known, details.Muted, details.Flaky = quarantined, quarantined, s.Verdict == Flaky
		if verdict != s.Verdict {
			verdict, details.Message = s.Verdict, s.Cause
		}
	}
	if one.Verdict.Bad() {
		details.Trace = explain(one, d)
	}
	t.Status = allureStatus(verdict)
	if details != (allureDetails{}) {
		t.Details = &details
	}
	return t, nil
}

func (s *Scenario) allureLabels() []allurePair {
	labels := []allurePair{
		{"framework", "assay"}, {"language", "gherkin"}, {"package", className(s.File)},
	}
	for _, l := range []allurePair{{"feature", s.Feature}, {"suite", s.Feature}, {"story", s.Rule}, {"subSuite", s.Rule}} {
		if l.Value != "" {
			labels = append(labels, l)
		}
	}
	for _, tag := range s.Tags {
		labels = append(labels, allurePair{"tag", strings.TrimPrefix(tag, "@")})
	}
	return labels
}

// allureSteps tells the steps, with what each of them sent and saw.
func allureSteps(d Detail) []allureStep {
	var steps []allureStep
	for _, s := range d.Steps {
		step := allureStep{Name: sentence(s), Stage: allureFinished}
		step.Status = allureStatus(Verdict(s.Status))
		if !s.At.IsZero() {
			step.Start, step.Stop = s.At.UnixMilli(), s.At.Add(micros(s.DurationMicros)).UnixMilli()
		}
		if s.Error != "" {
			step.Details = &allureDetails{Message: s.Error}
		}
		step.Steps = allureEvidence(d, func(step int) bool { return step == s.N })
		steps = append(steps, step)
	}
	return append(steps, allureEvidence(d, func(step int) bool { return !hasStep(d, step) })...)
}

// allureEvidence tells what the steps that belong sent and saw, in the order in which
// it happened.
func allureEvidence(d Detail, belongs func(step int) bool) []allureStep {
	var list []allureStep
	add := func(name string, micro, start int64, err string) {
		one := allureStep{Name: flat(name), Stage: allureFinished, Start: start, Stop: start + micro/1000}
		one.Status = allureStatus(Passed)
		if err != "" {
			one.Status, one.Details = allureStatus(Broken), &allureDetails{Message: err}
		}
		list = append(list, one)
	}
	for _, e := range d.Exchanges {
		if belongs(e.Step) {
			name := e.Method + " " + e.URL
			if e.Status != 0 {
				name += fmt.Sprintf(" -> HTTP %d", e.Status)
			}
			add(name, e.DurationMicros, e.At.UnixMilli(), e.Error)
		}
	}
	for _, j := range d.Journeys {
		if belongs(j.Step) {
			add("browser: "+j.Action, j.DurationMicros, j.At.UnixMilli(), j.Error)
		}
	}
	for _, n := range d.Notifications {
		if belongs(n.Step) {
			add("webhook: "+n.title(), 0, n.At.UnixMilli(), n.Error)
		}
	}
	slices.SortStableFunc(list, func(x, y allureStep) int { return cmp.Compare(x.Start, y.Start) })
	return list
}

// attachments copies what an attempt left behind. What is gone from beside the log
// is left out.
func (a *allure) attachments(one Attempt, d Detail) ([]allureAttachment, error) {
	var list []allureAttachment
	for i, record := range d.Artifacts {
		from, err := a.run.Artifact(one, record)
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, &LogError{Path: record.Path, Err: bare(err)}
		}
		name := fmt.Sprintf("%s%s-%d-attachment%s", allurePrefix, plain(one.ID), i+1, path.Ext(record.Path))
		err = replace(filepath.Join(a.dir, name), func(out io.Writer) error { _, err := io.Copy(out, from); return err })
		if err = errors.Join(err, from.Close()); err != nil {
			return nil, err
		}
		list = append(list, allureAttachment{record.Name, name, record.MediaType})
	}
	return list, nil
}

// properties writes facts the way Java reads them.
func properties(facts []Field) []byte {
	var b strings.Builder
	escape := strings.NewReplacer("\\", "\\\\", "\n", "\\n", "\r", "\\r")
	for _, f := range facts {
		if f.Value != "" {
			fmt.Fprintf(&b, "%s=%s\n", strings.ReplaceAll(f.Name, " ", "_"), escape.Replace(f.Value))
		}
	}
	return []byte(b.String())
}
