package runner

import (
	"cmp"
	"fmt"

	"assay/steps"
	"assay/support/catalogue"

	messages "github.com/cucumber/messages/go/v21"
)

// Catalogue returns the sentences there are, and where the selected features use
// them. A step that no sentence fits is none of its business.
func Catalogue(sel Selection) (catalogue.Catalogue, error) {
	library, err := sel.library()
	if err != nil {
		return catalogue.Catalogue{}, err
	}
	read, _, err := sel.embedded().features(sel.Paths, false)
	if err != nil {
		return catalogue.Catalogue{}, err
	}
	tags, err := loadRegistry(sel.DeclaredTags)
	if err != nil {
		return catalogue.Catalogue{}, err
	}
	all, err := expandAll(read, tags)
	if err != nil {
		return catalogue.Catalogue{}, err
	}
	m := newMatcher(library)
	return m.catalogue(m.uses(all)), nil
}

// uses are what features make of a sentence.
type uses struct {
	example string
	count   int
	places  []string
	seen    map[*messages.Step]bool
}

// uses looks at every step of some scenarios.
func (m *matcher) uses(all []*scenario) map[*steps.Expression]*uses {
	found := map[*steps.Expression]*uses{}
	for _, s := range all {
		for step := range s.steps {
			text := s.fill(step.Text)
			for _, expr := range m.expressions(step, text) {
				u := found[expr]
				if u == nil {
					u = &uses{example: text, seen: map[*messages.Step]bool{}}
					found[expr] = u
				}
				u.count++
				if !u.seen[step] {
					u.seen[step] = true
					u.places = append(u.places, fmt.Sprintf("%s:%d", s.feature.path, step.Location.Line))
				}
			}
		}
	}
	return found
}

// catalogue puts sentences, their words and their uses together.
func (m *matcher) catalogue(found map[*steps.Expression]*uses) catalogue.Catalogue {
	var c catalogue.Catalogue
	for _, s := range m.sentences {
		one := catalogue.Sentence{Noun: s.Noun, Keyword: s.Keyword, Text: s.Text, Meaning: s.Meaning, With: s.With}
		one.Defined = cmp.Or(s.Defined(), catalogue.BuiltIn)
		for _, w := range m.library.WordsOf(s) {
			one.Words = append(one.Words, w.Name)
		}
		if u := found[s.Expr]; u != nil {
			one.Example, one.Uses, one.Places = u.example, u.count, u.places
		}
		c.Sentences = append(c.Sentences, one)
	}
	for _, w := range m.library.Words() {
		c.Words = append(c.Words, catalogue.Word{
			Name: w.Name, Meaning: w.Meaning, Values: m.library.ValuesOf(w), Pattern: w.Pattern,
		})
	}
	return c
}
