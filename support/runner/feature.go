package runner

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"assay/reports"
	"assay/support/featurefile"

	messages "github.com/cucumber/messages/go/v21"
)

// feature is a parsed feature file. Scenarios point into its tree and are
// written out only when their chunk runs.
type feature struct {
	path   string // as shown to people: "features/payments/debit.feature"
	text   string
	kept   bool   // it is part of the program, and of plans that are still to come
	source string // what follows "Source:" in the description
	tree   *messages.Feature
	refs   map[*messages.Scenario][]string // ids quoted for a scenario
	all    []*scenario                     // what it expands to
}

// parseFeature reads a feature text. A broken one is refused with its line.
func parseFeature(path string, r io.Reader) (*feature, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, usage("", "cannot read %s: %v", path, err)
	}
	document, err := featurefile.Parse(text)
	if err != nil {
		where, what := path, err.Error()
		var b *featurefile.Broken
		if errors.As(err, &b) && b.Problems[0].Line > 0 {
			where, what = fmt.Sprintf("%s:%d", path, b.Problems[0].Line), b.Problems[0].Text
		}
		return nil, usage("correct the feature file there; \"assay lint\" shows all such places",
			"%s: the feature cannot be read: %s", where, what)
	}
	f := &feature{path: path, text: string(featurefile.Clean(text)), tree: document.Feature}
	if f.tree == nil {
		return nil, usage("begin it with a line \"Feature: what this is about\"", "%s: there is no feature in the file", path)
	}
	f.source = sourceOf(f.tree.Description)
	f.refs = refsOf(document)
	return f, nil
}

// sourceOf returns the documentation page that a feature quotes: the lines from
// "Source:" to the next empty one, joined.
func sourceOf(description string) string {
	_, rest, found := strings.Cut(description, "Source:")
	if !found {
		return ""
	}
	rest, _, _ = strings.Cut(rest, "\n\n")
	return strings.Join(strings.Fields(rest), " ")
}

// scenario is one thing to run: a Scenario, or one row of a Scenario Outline.
// There may be many thousands, which is why rows share what they have in common.
type scenario struct {
	*outline
	id    string   // "PA-001", of a row "PA-001[VISA]"
	cells []string // of the row; nil for a plain scenario
	line  int

	quarantine *reports.Quarantine // nil: its verdict counts
}

// outline is what the rows of one table of examples have in common. A plain
// scenario has one to itself.
type outline struct {
	feature *feature
	rule    *messages.Rule // nil outside of rules
	node    *messages.Scenario
	columns []string // placeholders of the examples, "<type>"
	tags    []string // inherited ones included
}

// fill puts the row's cells into a text of the outline.
func (s *scenario) fill(text string) string {
	if s.cells == nil || !strings.Contains(text, "<") {
		return text
	}
	for i, placeholder := range s.columns {
		text = strings.ReplaceAll(text, placeholder, s.cells[i])
	}
	return text
}

func (s *scenario) name() string { return s.fill(s.node.Name) }

// steps yields the scenario's steps in order, those of its Backgrounds first.
func (s *scenario) steps(yield func(*messages.Step) bool) {
	for _, child := range s.feature.tree.Children {
		if child.Background != nil && !each(child.Background.Steps, yield) {
			return
		}
	}
	if s.rule != nil {
		for _, child := range s.rule.Children {
			if child.Background != nil && !each(child.Background.Steps, yield) {
				return
			}
		}
	}
	each(s.node.Steps, yield)
}

func each(steps []*messages.Step, yield func(*messages.Step) bool) bool {
	for _, step := range steps {
		if !yield(step) {
			return false
		}
	}
	return true
}

func (s *scenario) has(tag string) bool {
	for _, t := range s.tags {
		if t == tag {
			return true
		}
	}
	return false
}
