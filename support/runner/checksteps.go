package runner

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"assay/steps"

	messages "github.com/cucumber/messages/go/v21"
)

// matcher finds the sentences that a step fits. Most sentences begin with
// literal words of their own, so few expressions are tried for a text.
type matcher struct {
	sentences []steps.Sentence
	prefixes  []string
	known     map[string]error // verdicts on texts without cells of a row
	last      sync.Map         // *messages.Step to the []*regexp.Regexp that its text fitted last
}

func newMatcher() *matcher {
	m := &matcher{sentences: steps.Catalogue(), known: map[string]error{}}
	for _, s := range m.sentences {
		prefix, _, _ := strings.Cut(s.Text, "{")
		m.prefixes = append(m.prefixes, prefix)
	}
	return m
}

// needed returns the expressions that the steps of some scenarios fit.
func (m *matcher) needed(turn []*series) map[*regexp.Regexp]bool {
	needed := map[*regexp.Regexp]bool{}
	for _, one := range turn {
		s := one.scenario
		for step := range s.steps {
			for _, expr := range m.expressions(step, s.fill(step.Text)) {
				needed[expr] = true
			}
		}
	}
	return needed
}

// expressions returns what a step's text fits. The rows of an outline fit the
// same mostly, so that what fitted last is tried first; that a text fits one
// sentence of its keyword only has been checked.
func (m *matcher) expressions(step *messages.Step, text string) []*regexp.Regexp {
	if last, known := m.last.Load(step); known {
		exprs := last.([]*regexp.Regexp)
		if !slices.ContainsFunc(exprs, func(e *regexp.Regexp) bool { return !e.MatchString(text) }) {
			return exprs
		}
	}
	var exprs []*regexp.Regexp
	for _, s := range m.fitting(text) {
		exprs = append(exprs, s.Expr)
	}
	m.last.Store(step, exprs)
	return exprs
}

// fitting returns the sentences that a text fits, whatever their keyword.
func (m *matcher) fitting(text string) []steps.Sentence {
	var fit []steps.Sentence
	for i, s := range m.sentences {
		if strings.HasPrefix(text, m.prefixes[i]) && s.Expr.MatchString(text) {
			fit = append(fit, s)
		}
	}
	return fit
}

// check says what is wrong with a step: no sentence for it, one for another
// keyword only, or several.
func (m *matcher) check(keyword, text string) error {
	var right, other []steps.Sentence
	for _, s := range m.fitting(text) {
		if s.Keyword == keyword || keyword == "*" {
			right = append(right, s)
		} else {
			other = append(other, s)
		}
	}
	switch {
	case len(right) == 1:
		return nil
	case len(right) > 1:
		return usage("word it so that it fits one of them only", "%d sentences fit the step %q", len(right), text)
	case len(other) > 0:
		return usage(fmt.Sprintf("begin the step with %s", other[0].Keyword),
			"the sentence of the step %q is a %s, not a %s", text, other[0].Keyword, keyword)
	default:
		return usage("look for a typing error; the features in the repository show every sentence at work",
			"no sentence fits the step %q", text)
	}
}

// keywordTypes are the keywords that open a kind of step; And and But go on
// with the kind before them.
var keywordTypes = map[messages.StepKeywordType]string{
	messages.StepKeywordType_CONTEXT: "Given",
	messages.StepKeywordType_ACTION:  "When",
	messages.StepKeywordType_OUTCOME: "Then",
	messages.StepKeywordType_UNKNOWN: "*",
}

// checkSteps refuses scenarios with a step that no sentence or more than one
// fits, before anything is sent.
func checkSteps(selected []*scenario) error {
	m := newMatcher()
	for _, s := range selected {
		keyword := "*"
		for step := range s.steps {
			if k, opens := keywordTypes[step.KeywordType]; opens {
				keyword = k
			}
			text := s.fill(step.Text)
			key := keyword + " " + text
			err, seen := m.known[key]
			if !seen {
				err = m.check(keyword, text)
				if text == step.Text { // the texts of rows all differ: keeping them would cost memory
					m.known[key] = err
				}
			}
			if err != nil {
				p := err.(*Problem)
				return usage(p.Help, "%s:%d: %s", s.feature.path, step.Location.Line, p.Text)
			}
		}
	}
	return nil
}
