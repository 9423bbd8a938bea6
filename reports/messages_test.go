package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cucumber/messages/go/v21"
)

// stream is a file of messages with what its ids refer to.
type stream struct {
	envelopes []messages.Envelope
	nodes     map[string]bool // of syntax trees
	uris      map[string]bool
	pickles   map[string]*messages.Pickle
	cases     map[string]*messages.TestCase
	started   map[string]*messages.TestCaseStarted
	finished  map[string]bool
	hooks     map[string]bool
	ids       map[string]bool
}

func messagesOf(t *testing.T, r *Run) *stream {
	t.Helper()
	var b bytes.Buffer
	if err := Messages(&b, r); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(b.Bytes(), []byte(":null")) {
		t.Error("a required list is null")
	}
	s := &stream{
		nodes: map[string]bool{}, uris: map[string]bool{}, pickles: map[string]*messages.Pickle{},
		cases: map[string]*messages.TestCase{}, started: map[string]*messages.TestCaseStarted{},
		finished: map[string]bool{}, hooks: map[string]bool{}, ids: map[string]bool{},
	}
	for line := range bytes.Lines(b.Bytes()) {
		var e messages.Envelope
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&e); err != nil {
			t.Fatalf("%v in %s", err, line)
		}
		s.envelopes = append(s.envelopes, e)
		s.check(t, e)
	}
	return s
}

func (s *stream) fresh(t *testing.T, id string) {
	t.Helper()
	if id == "" || s.ids[id] {
		t.Errorf("id %q is empty or not unique", id)
	}
	s.ids[id] = true
}

// check checks what an envelope refers to: it must have come before.
func (s *stream) check(t *testing.T, e messages.Envelope) {
	t.Helper()
	need := func(ok bool, what string, ref any) {
		t.Helper()
		if !ok {
			t.Errorf("%s: %v is unknown", what, ref)
		}
	}
	switch {
	case e.Source != nil:
		s.uris[e.Source.Uri] = true
	case e.GherkinDocument != nil:
		need(s.uris[e.GherkinDocument.Uri], "source of document", e.GherkinDocument.Uri)
		s.collect(t, e.GherkinDocument)
	case e.Pickle != nil:
		s.fresh(t, e.Pickle.Id)
		need(s.uris[e.Pickle.Uri], "source of pickle", e.Pickle.Uri)
		refs := e.Pickle.AstNodeIds
		for _, step := range e.Pickle.Steps {
			s.fresh(t, step.Id)
			refs = append(refs, step.AstNodeIds...)
		}
		for _, tag := range e.Pickle.Tags {
			refs = append(refs, tag.AstNodeId)
		}
		for _, ref := range refs {
			need(s.nodes[ref], "node of pickle "+e.Pickle.Name, ref)
		}
		s.pickles[e.Pickle.Id] = e.Pickle
	case e.Hook != nil:
		s.fresh(t, e.Hook.Id)
		s.hooks[e.Hook.Id] = true
	case e.TestCase != nil:
		s.checkCase(t, e.TestCase)
	case e.TestCaseStarted != nil:
		s.fresh(t, e.TestCaseStarted.Id)
		need(s.cases[e.TestCaseStarted.TestCaseId] != nil, "case", e.TestCaseStarted.TestCaseId)
		s.started[e.TestCaseStarted.Id] = e.TestCaseStarted
	case e.TestStepStarted != nil:
		need(s.has(e.TestStepStarted.TestCaseStartedId, e.TestStepStarted.TestStepId), "step", e.TestStepStarted)
	case e.TestStepFinished != nil:
		need(s.has(e.TestStepFinished.TestCaseStartedId, e.TestStepFinished.TestStepId), "step", e.TestStepFinished)
	case e.Attachment != nil:
		need(s.has(e.Attachment.TestCaseStartedId, e.Attachment.TestStepId), "step of attachment", e.Attachment.TestStepId)
	case e.TestCaseFinished != nil:
		id := e.TestCaseFinished.TestCaseStartedId
		need(s.started[id] != nil && !s.finished[id], "start", id)
		s.finished[id] = true
	}
}

func (s *stream) checkCase(t *testing.T, c *messages.TestCase) {
	t.Helper()
	s.fresh(t, c.Id)
	pickle := s.pickles[c.PickleId]
	if pickle == nil {
		t.Fatalf("case without pickle %s", c.PickleId)
	}
	for i, step := range c.TestSteps {
		s.fresh(t, step.Id)
		if i < len(pickle.Steps) && step.PickleStepId != pickle.Steps[i].Id {
			t.Errorf("step %d of %s refers to %s", i, pickle.Name, step.PickleStepId)
		}
		if i >= len(pickle.Steps) && !s.hooks[step.HookId] {
			t.Errorf("step %d of %s is no hook", i, pickle.Name)
		}
	}
	s.cases[c.Id] = c
}

// has tells whether a step belongs to the case that was started.
func (s *stream) has(started, step string) bool {
	if s.started[started] == nil || s.finished[started] {
		return false
	}
	for _, one := range s.cases[s.started[started].TestCaseId].TestSteps {
		if one.Id == step {
			return true
		}
	}
	return false
}

// collect takes up all ids of a syntax tree, wherever they stand.
func (s *stream) collect(t *testing.T, doc *messages.GherkinDocument) {
	t.Helper()
	text, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if id, ok := v["id"].(string); ok {
				s.fresh(t, id)
				s.nodes[id] = true
			}
			for _, child := range v {
				walk(child)
			}
		case []any:
			for _, child := range v {
				walk(child)
			}
		}
	}
	walk(tree)
}

// outcomes is how a reader of messages sees an attempt: by its worst step.
func (s *stream) outcomes() map[string][]string {
	worst := map[string]string{}
	again := map[string]bool{}
	severity := []string{"", "PASSED", "SKIPPED", "PENDING", "UNDEFINED", "AMBIGUOUS", "FAILED"}
	rank := func(status string) int {
		for i, one := range severity {
			if one == status {
				return i
			}
		}
		return len(severity)
	}
	for _, e := range s.envelopes {
		if f := e.TestStepFinished; f != nil {
			if status := string(f.TestStepResult.Status); rank(status) >= rank(worst[f.TestCaseStartedId]) {
				worst[f.TestCaseStartedId] = status
			}
		}
		if f := e.TestCaseFinished; f != nil {
			again[f.TestCaseStartedId] = f.WillBeRetried
		}
	}
	out := map[string][]string{}
	for _, c := range s.cases {
		out[s.pickles[c.PickleId].Name] = nil
	}
	for _, e := range s.envelopes {
		if st := e.TestCaseStarted; st != nil {
			name := s.pickles[s.cases[st.TestCaseId].PickleId].Name
			out[name] = append(out[name], fmt.Sprintf("%d %s retried=%v", st.Attempt, worst[st.Id], again[st.Id]))
		}
	}
	return out
}

func TestMessagesAreValidAndTellTheSame(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	s := messagesOf(t, r)
	want := map[string]string{
		"PAY-001[pa]": "0 PASSED retried=false", "PAY-001[db]": "0 FAILED retried=false",
		"PAY-001[odd]": "0 FAILED retried=true, 1 PASSED retried=false", "PAY-002": "0 FAILED retried=false",
		"RDR-001": "0 FAILED retried=false", "RDR-002": "0 FAILED retried=false", "RDR-003": "0 FAILED retried=false",
		"RDR-004": "0 SKIPPED retried=false", "RDR-005": "0 SKIPPED retried=false", "RDR-006": "",
		"RDR-007": "0 FAILED retried=true, 1 FAILED retried=true, 2 FAILED retried=false",
		"GON-001": "0 PASSED retried=false",
	}
	got := s.outcomes()
	for _, scenario := range r.Scenarios {
		list, known := got[scenario.Name]
		if all := strings.Join(list, ", "); !known || all != want[scenario.ID] {
			t.Errorf("%s: attempts %q, want %q", scenario.ID, all, want[scenario.ID])
		}
	}
	if len(s.finished) != len(s.started) {
		t.Errorf("%d cases started, %d finished", len(s.started), len(s.finished))
	}
	first, last := s.envelopes[0], s.envelopes[len(s.envelopes)-1]
	if first.Meta == nil || last.TestRunFinished == nil || last.TestRunFinished.Success {
		t.Errorf("first %+v, last %+v", first, last)
	}
	attached := 0
	for _, e := range s.envelopes {
		if e.Attachment != nil && e.Attachment.MediaType == "image/png" && strings.HasPrefix(e.Attachment.Body, "iVBOR") {
			attached++
		}
	}
	if attached != 1 {
		t.Errorf("%d pictures, want 1", attached)
	}
}

// A row of an outline is told from its siblings by its line.
func TestMessagesFindTheRow(t *testing.T) {
	t.Parallel()
	r, _ := sample(t)
	s := messagesOf(t, r)
	for _, p := range s.pickles {
		if p.Name == "DB with MASTER is settled at once" {
			if len(p.Steps) != 4 || p.Steps[2].Text != "the merchant sends a DB with MASTER" {
				t.Errorf("steps %+v", p.Steps)
			}
			return
		}
	}
	t.Error("no pickle of the row")
}

// A feature too long to parse at once still yields a valid file, in parts.
func TestMessagesOfALongFeature(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	text.WriteString("Feature: Long\n")
	const rows = sketchSize + 50
	for i := range rows {
		id := fmt.Sprintf("LNG-%04d", i)
		fmt.Fprintf(&text, "  Scenario: %s\n    Given %s\n", id, strings.Repeat("x", parseLimit/rows))
		s := ScenarioRecord{ID: id, Name: id, File: "long.feature", Line: 2 + 2*i, Tags: []string{"@a"}}
		if err := l.Scenario(s); err != nil {
			t.Fatal(err)
		}
		if err := l.Attempt(newTry(id, i, i).step("Given ", "x", "passed", "").end(Passed, "")); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Feature(FeatureRecord{"long.feature", text.String()}); err != nil {
		t.Fatal(err)
	}
	if err := l.End(RunEnd{At: at(1)}); err != nil {
		t.Fatal(err)
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s := messagesOf(t, r)
	if len(s.cases) != rows || len(s.uris) != 2 {
		t.Errorf("%d cases in %d documents, want %d in 2", len(s.cases), len(s.uris), rows)
	}
	if last := s.envelopes[len(s.envelopes)-1].TestRunFinished; !last.Success {
		t.Error("the run is not a success")
	}
}

// A feature with a line that the parser panics at is told by its records.
func TestMessagesOfALongLine(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	text := "Feature: Long\n  Scenario: x\n    Given " + strings.Repeat("x", 1<<16) + "\n"
	for _, err := range []error{
		l.Feature(FeatureRecord{"long.feature", text}),
		l.Scenario(ScenarioRecord{ID: "LNG-001", Name: "x", File: "long.feature", Line: 2}),
		l.Attempt(newTry("LNG-001", 1, 1).step("Given ", "x", "passed", "").end(Passed, "")),
		l.End(RunEnd{At: at(1)}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if s := messagesOf(t, r); len(s.cases) != 1 || len(s.finished) != 1 {
		t.Errorf("%d cases, %d of them finished, want 1", len(s.cases), len(s.finished))
	}
}
