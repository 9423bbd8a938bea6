package runner

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	messages "github.com/cucumber/messages/go/v21"
)

// specification returns the embedded scenarios, parsed and expanded: ids, tags
// and steps have been checked on the way.
func specification(t *testing.T) []*scenario {
	t.Helper()
	read, _, err := readFeatures(nil)
	if err != nil {
		t.Fatal(err)
	}
	tags, err := loadRegistry(nil)
	if err != nil {
		t.Fatal(err)
	}
	all, err := expandAll(read, tags)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryStepOfTheSpecificationHasItsSentence(t *testing.T) {
	t.Parallel()
	library, err := (Selection{}).library()
	if err != nil {
		t.Fatal(err)
	}
	if err := newMatcher(library).checkSteps(specification(t)); err != nil {
		t.Error(err)
	}
}

func TestEveryFeatureHasASourceAndTheTagOfItsDirectory(t *testing.T) {
	t.Parallel()
	seen := map[*feature]bool{}
	for _, s := range specification(t) {
		f := s.feature
		if seen[f] {
			continue
		}
		seen[f] = true
		if f.source == "" {
			t.Errorf("%s: no \"Source:\" in its description", f.path)
		}
		area := "@" + strings.Split(f.path, "/")[1]
		var own []string
		for _, tag := range f.tree.Tags {
			own = append(own, tag.Name)
		}
		if !slices.Contains(own, area) {
			t.Errorf("%s: the feature is tagged %v, not %s after its directory", f.path, own, area)
		}
	}
}

func TestEveryScenarioSaysHowSureItsFactIs(t *testing.T) {
	t.Parallel()
	for _, s := range specification(t) {
		n := 0
		for _, tag := range []string{"@verified", "@decided", "@unverified"} {
			if s.has(tag) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s:%d: %s has %d of @verified, @decided and @unverified, want one", s.feature.path, s.line, s.id, n)
		}
	}
}

// chatter are words of names that say nothing about the outcome.
var chatter = regexp.MustCompile(`(?i)^(check|test|verify)\b|\bshould\b`)

func TestEveryScenarioHasOneWhenAndAnOutcomeForAName(t *testing.T) {
	t.Parallel()
	for _, s := range specification(t) {
		events, promises := 0, 0
		for _, step := range s.node.Steps {
			switch step.KeywordType {
			case messages.StepKeywordType_ACTION:
				events++
			case messages.StepKeywordType_OUTCOME:
				promises++
			}
		}
		if events != 1 || promises == 0 {
			t.Errorf("%s:%d: %s has %d When and %d Then, want one and at least one",
				s.feature.path, s.line, s.id, events, promises)
		}
		if chatter.MatchString(s.name()) {
			t.Errorf("%s:%d: %q does not name an outcome", s.feature.path, s.line, s.name())
		}
	}
}
