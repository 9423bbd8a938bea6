package steps_test

import (
	"regexp"
	"strings"
	"testing"

	"assay/steps"

	messages "github.com/cucumber/messages/go/v21"
)

// text is a step of the embedded features, its Examples filled in.
type text struct{ file, keyword, words string }

// corpus returns every step of every scenario.
func corpus(t *testing.T) []text {
	t.Helper()
	var all []text
	for _, s := range specification(t) {
		all = append(all, s.steps...)
	}
	return all
}

func keyword(kind messages.PickleStepType) string {
	switch kind {
	case messages.PickleStepType_CONTEXT:
		return "Given"
	case messages.PickleStepType_ACTION:
		return "When"
	}
	return "Then"
}

func TestEachStepOfTheFeaturesFitsExactlyOneSentence(t *testing.T) {
	t.Parallel()
	catalogue := steps.Catalogue()
	seen := map[text]bool{}
	for _, step := range corpus(t) {
		if seen[step] {
			continue
		}
		seen[step] = true
		var fit []steps.Sentence
		for _, s := range catalogue {
			if s.Expr.MatchString(step.words) {
				fit = append(fit, s)
			}
		}
		switch {
		case len(fit) == 0:
			t.Errorf("%s: no sentence for %q", step.file, step.words)
		case len(fit) > 1:
			t.Errorf("%s: %q fits %q and %q", step.file, step.words, fit[0].Text, fit[1].Text)
		case fit[0].Keyword != step.keyword:
			t.Errorf("%s: %q is used as %s, the sentence is a %s", step.file, step.words, step.keyword, fit[0].Keyword)
		}
	}
}

func TestEachSentenceIsUsedByAFeature(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	all := corpus(t)
	for _, s := range steps.Catalogue() {
		for _, step := range all {
			used[s.Text] = used[s.Text] || s.Expr.MatchString(step.words)
		}
		if !used[s.Text] {
			t.Errorf("no feature uses %q", s.Text)
		}
	}
}

func TestEachWordIsUsedAndCapturesOnce(t *testing.T) {
	t.Parallel()
	catalogue := steps.Catalogue()
	for _, w := range steps.Words() {
		if groups := regexp.MustCompile(w.Pattern).NumSubexp(); groups != 0 {
			t.Errorf("{%s} has %d groups of its own: godog would pass each as an argument", w.Name, groups)
		}
		if w.Meaning == "" {
			t.Errorf("{%s} has no meaning", w.Name)
		}
		used := false
		for _, s := range catalogue {
			used = used || strings.Contains(s.Text, "{"+w.Name+"}")
		}
		if !used {
			t.Errorf("no sentence uses {%s}", w.Name)
		}
	}
}

func TestTheCatalogueReadsAsItIsWritten(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, s := range steps.Catalogue() {
		if seen[s.Text] {
			t.Errorf("%q is registered twice", s.Text)
		}
		seen[s.Text] = true
	}
	if want := "the merchant sends a {type} with {brand}"; !seen[want] {
		t.Errorf("the catalogue has no %q", want)
	}
}
