package runner

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"assay/steps"
	"assay/support/featurefile"

	messages "github.com/cucumber/messages/go/v21"
)

// matcher finds the sentences that a step fits.
type matcher struct {
	library   *steps.Library
	sentences []steps.Sentence
	opened    sync.Once
	open      []*steps.Expression // with a name in braces for any word; made when needed
	known     map[string]error    // verdicts on texts without cells of a row
	last      sync.Map            // *messages.Step to the []*steps.Expression that its text fitted last
}

func newMatcher(library *steps.Library) *matcher {
	return &matcher{library: library, sentences: library.Sentences(), known: map[string]error{}}
}

// library returns the sentences there are.
func (s Selection) library() (*steps.Library, error) {
	l, err := steps.NewLibrary(s.brands(), s.Steps, s.Words)
	if err != nil {
		return nil, usage("\"assay steps\" lists the sentences and the words there are", "%v", err)
	}
	return l, nil
}

// needed returns the sentences that the steps of some scenarios fit.
func (m *matcher) needed(turn []*series) steps.Subset {
	needed := map[*steps.Expression]bool{}
	for _, one := range turn {
		s := one.scenario
		for step := range s.steps {
			for _, expr := range m.expressions(step, s.fill(step.Text)) {
				needed[expr] = true
			}
		}
	}
	return m.library.Subset(needed)
}

// expressions returns what a step's text fits. The rows of an outline fit the
// same mostly, so that what fitted last is tried first; that a text fits one
// sentence of its keyword only has been checked.
func (m *matcher) expressions(step *messages.Step, text string) []*steps.Expression {
	if last, known := m.last.Load(step); known {
		exprs := last.([]*steps.Expression)
		if !slices.ContainsFunc(exprs, func(e *steps.Expression) bool { return !e.MatchString(text) }) {
			return exprs
		}
	}
	var exprs []*steps.Expression
	for _, s := range m.fitting(text) {
		exprs = append(exprs, s.Expr)
	}
	m.last.Store(step, exprs)
	return exprs
}

// fitting returns the sentences that a text fits, whatever their keyword. Where
// it fits none as it is, names in braces stand for any word: what they are will
// be known when the step is carried out.
func (m *matcher) fitting(text string) []steps.Sentence {
	var fit []steps.Sentence
	for _, s := range m.sentences {
		if s.Expr.MatchString(text) {
			fit = append(fit, s)
		}
	}
	if len(fit) > 0 || !steps.Mentions(text) {
		return fit
	}
	m.opened.Do(func() {
		for _, s := range m.sentences {
			m.open = append(m.open, m.library.Open(s))
		}
	})
	for i, s := range m.sentences {
		if m.open[i].MatchString(text) {
			fit = append(fit, s)
		}
	}
	return fit
}

// check says what is wrong with a step, without the card numbers in it.
func (m *matcher) check(keyword, text string) error {
	err := m.judge(keyword, text)
	var p *Problem
	if errors.As(err, &p) {
		masker := newIDSet().mask
		p.Text, p.Help = masker.String(p.Text), masker.String(p.Help)
	}
	return err
}

// judge says what is wrong with a step: no sentence for it, one for another
// keyword only, or several.
func (m *matcher) judge(keyword, text string) error {
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
		if wrong := m.library.Misfit(right[0], text); wrong != nil {
			return misfit(text, wrong)
		}
		return nil
	case len(right) > 1:
		return usage("word it so that it fits one of them only", "%d sentences fit the step %q", len(right), text)
	case len(other) > 0:
		return usage(fmt.Sprintf("begin the step with %s", other[0].Keyword),
			"the sentence of the step %q is a %s, not a %s", text, other[0].Keyword, keyword)
	}
	if wrong := m.library.Meant(text); wrong != nil && plausible(wrong) {
		return misfit(text, wrong)
	}
	return usage(m.suggest(keyword, text), "no sentence fits the step %q", text)
}

// checkSteps refuses scenarios with a step that no sentence or more than one
// fits, or with a name in braces that stands for nothing, before anything is
// sent.
func (m *matcher) checkSteps(selected []*scenario) error {
	for _, s := range selected {
		keyword := "*"
		for step := range s.steps {
			if k, opens := featurefile.Keyword(step); opens {
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
				return usage(p.Help, "%s:%d: %s", s.feature.path, s.lineOf(step, text), p.Text)
			}
		}
		if err := m.checkNames(s); err != nil {
			return err
		}
	}
	return nil
}

// lineOf is where a step's text comes from: the row that filled it in, or the
// step itself.
func (s *scenario) lineOf(step *messages.Step, text string) int {
	if text != step.Text {
		return s.line
	}
	return int(step.Location.Line)
}
