package runner

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"assay/reports"
)

// TestAPanicOfGodogIsBroken has the registration of the sentences fail, which
// happens within godog and outside of any hook: the scenarios are broken with the
// reason, and the process lives on.
func TestAPanicOfGodogIsBroken(t *testing.T) {
	t.Parallel()
	log, err := reports.Create(filepath.Join(t.TempDir(), "out"), reports.RunRecord{})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	told := map[string]reports.Scenario{}
	cfg := Config{Concurrency: 1, OnScenario: func(s reports.Scenario, _, _ int) { told[s.ID] = s }}
	tr := &trouble{}
	p, err := makePlan(tr.selection(t, "one", "two"), simulated(), false)
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.sentences.sentences {
		p.sentences.sentences[i].Do = nil // an author's cannot be bound
	}
	e := &engine{
		cfg: cfg, stage: &stage{}, log: log, tally: newTally(cfg, 2), evidence: &evidence{}, abort: context.Background(),
		sentences: p.sentences, breaker: newBreaker(0, 2),
	}
	turn := []*series{{scenario: p.run[0]}, {scenario: p.run[1]}}
	if again := e.newChunk(turn, make([]channel, 2), nil).run(); len(again) > 0 {
		t.Errorf("%d scenarios are to go again", len(again))
	}
	for _, s := range turn {
		got := told[s.scenario.id]
		if got.Verdict != reports.Broken || !strings.HasPrefix(got.Cause,
			"the Gherkin engine did not run the scenario: the harness panicked: ") {
			t.Errorf("%s is %q (%q)", s.scenario.id, got.Verdict, got.Cause)
		}
	}
}
