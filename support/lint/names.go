package lint

import (
	"slices"
	"strings"

	"assay/support/featurefile"

	messages "github.com/cucumber/messages/go/v21"
)

// unknownNames reads every row of a scenario from its first step on, and reports
// a place once: rows share their steps, and scenarios a Background.
func unknownNames(in *inspection, r *Rule, s *scenario) {
	if in.Noting == nil {
		return
	}
	s.each(func(fill func(string) string, row int) {
		noting := in.Noting()
		for _, step := range slices.Concat(s.before, s.Steps) {
			for _, text := range featurefile.Texts(step) {
				name, hint := noting.Unnoted(fill(text))
				if name == "" {
					continue
				}
				line, column := featurefile.Place(in.text, "{"+name+"}", step, row)
				at := messages.Location{Line: int64(line), Column: int64(column)}
				if !in.nameless[at] {
					in.report(r, &at, hint, "no step before it has noted {%s}", name)
				}
				in.nameless[at] = true
			}
			noting.Step(fill(step.Text))
		}
	})
}

// each goes through the rows of a scenario, with what puts their cells into a
// text. A plain scenario is a row without cells.
func (s *scenario) each(row func(fill func(string) string, line int)) {
	if len(s.Examples) == 0 {
		row(func(text string) string { return text }, int(s.Location.Line))
	}
	for _, e := range s.Examples {
		for _, cells := range e.TableBody {
			var pairs []string
			for i, cell := range cells.Cells {
				pairs = append(pairs, "<"+e.TableHeader.Cells[i].Value+">", cell.Value)
			}
			row(strings.NewReplacer(pairs...).Replace, int(cells.Location.Line))
		}
	}
}
