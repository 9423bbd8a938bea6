package runner

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"assay/reports"
	"assay/steps"
	"assay/support/mask"
	"assay/support/opp"
)

// A library that grows must not slow down those who use little of it: the time
// of a scenario without requests is compared for few sentences of an author and
// for many. What is registered goes by what a chunk needs.
func BenchmarkScenarioBySentences(b *testing.B) {
	for _, n := range []int{10, 300} {
		b.Run(fmt.Sprintf("own=%d", n), func(b *testing.B) {
			run := emptyChunk(b, n)
			for b.Loop() {
				run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*chunkSize), "ns/scenario")
		})
	}
}

// emptyChunk returns what runs a chunk of scenarios whose three steps do nothing, with so
// many sentences of an author's to choose from.
func emptyChunk(tb testing.TB, own int) func() {
	tb.Helper()
	nothing := func(context.Context, *steps.World, string) error { return nil }
	var sentences []steps.Sentence
	for i := range own {
		sentences = append(sentences, steps.Sentence{
			Keyword: []string{"Given", "When", "Then"}[i%3], Text: fmt.Sprintf("sentence %03d about {amount} of nothing", i), Do: nothing,
		})
	}
	library, err := steps.NewLibrary(Selection{}.brands(), sentences, nil)
	if err != nil {
		tb.Fatal(err)
	}
	text := "Feature: Nothing\n"
	for i := range chunkSize {
		text += fmt.Sprintf("  @ZZ-%03d\n  Scenario: Nothing\n    Given sentence 003 about 1.00 of nothing\n"+
			"    When sentence 004 about 1.00 of nothing\n    Then sentence 005 about 1.00 of nothing\n", i)
	}
	f, err := parseFeature("nothing.feature", strings.NewReader(text))
	if err != nil {
		tb.Fatal(err)
	}
	all, err := f.expand()
	if err != nil {
		tb.Fatal(err)
	}
	client, err := opp.New(opp.Options{BaseURL: "https://127.0.0.1:1/"})
	if err != nil {
		tb.Fatal(err)
	}
	log, err := reports.Create(filepath.Join(tb.TempDir(), "out"), reports.RunRecord{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { client.Close(); _ = log.Close() })
	e := &engine{
		stage: &stage{mask: mask.New(mask.Options{}), client: client}, log: log, tally: newTally(Config{}, len(all)),
		abort: context.Background(), sentences: newMatcher(library), evidence: newEvidence(TraceNever, nil, reports.RunRecord{}),
		breaker: newBreaker(0, 0),
	}
	return func() {
		turn := make([]*series, len(all))
		for i, s := range all {
			turn[i] = &series{scenario: s}
		}
		e.newChunk(turn, make([]channel, len(all)), nil).run()
	}
}

// The time that a scenario takes differs from run to run; what it allocates does
// not. It may not grow with the library.
func TestALargeLibraryCostsAScenarioNothing(t *testing.T) {
	few := testing.AllocsPerRun(10, emptyChunk(t, 10))
	many := testing.AllocsPerRun(10, emptyChunk(t, 300))
	if many > 1.1*few {
		t.Errorf("a chunk allocates %.0f times with 300 sentences, %.0f times with 10", many, few)
	}
}
