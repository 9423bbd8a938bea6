package lint

import (
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

func rowKeys(in *inspection, r *Rule, s *scenario) {
	lines := map[string]int64{}
	for _, e := range s.Examples {
		for _, row := range e.TableBody {
			key := row.Cells[0]
			if first, taken := lines[key.Value]; taken {
				in.report(r, key.Location, "", "the row %q stands on line %d already", key.Value, first)
				continue
			}
			lines[key.Value] = key.Location.Line
			if key.Value == "" {
				in.report(r, key.Location, "write what makes it another row", "the row has no name in its first column")
			}
		}
	}
}

// unusedColumns spares the first column: naming the row is use enough.
func unusedColumns(in *inspection, r *Rule, s *scenario) {
	text := s.written()
	for _, e := range s.Examples {
		if e.TableHeader == nil {
			continue
		}
		for i, cell := range e.TableHeader.Cells {
			if i > 0 && !strings.Contains(text, "<"+cell.Value+">") {
				in.report(r, cell.Location, "", "no step uses the column %q", cell.Value)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`<([A-Za-z][\w .-]*)>`)

// unknownColumns looks at names and at the texts of steps. Doc strings and
// tables may hold what only looks like a placeholder.
func unknownColumns(in *inspection, r *Rule, s *scenario) {
	if len(s.Examples) == 0 {
		return
	}
	look := func(text string, at *messages.Location) {
		for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
			for _, e := range s.Examples {
				if e.TableHeader != nil && !slices.ContainsFunc(e.TableHeader.Cells, named(m[1])) {
					in.report(r, at, "", "the Examples on line %d have no column %q", e.Location.Line, m[1])
				}
			}
		}
	}
	look(s.Name, s.Location)
	for _, step := range s.Steps {
		look(step.Text, step.Location)
	}
}

func named(column string) func(*messages.TableCell) bool {
	return func(c *messages.TableCell) bool { return c.Value == column }
}

// written joins all that an outline may put its cells into.
func (s *scenario) written() string {
	var b strings.Builder
	b.WriteString(s.Name)
	for _, step := range slices.Concat(s.before, s.Steps) {
		b.WriteString("\n" + step.Text)
		if d := step.DocString; d != nil {
			b.WriteString("\n" + d.MediaType + "\n" + d.Content)
		}
		if step.DataTable == nil {
			continue
		}
		for _, row := range step.DataTable.Rows {
			for _, cell := range row.Cells {
				b.WriteString("\n" + cell.Value)
			}
		}
	}
	return b.String()
}

// texts yields what a step says: once, or once for each row of the Examples.
func (s *scenario) texts(step *messages.Step) func(func(string) bool) {
	return func(yield func(string) bool) {
		if len(s.Examples) == 0 || !strings.Contains(step.Text, "<") {
			yield(step.Text)
			return
		}
		for _, e := range s.Examples {
			for _, row := range e.TableBody {
				text := step.Text
				for i, cell := range row.Cells {
					text = strings.ReplaceAll(text, "<"+e.TableHeader.Cells[i].Value+">", cell.Value)
				}
				if !yield(text) {
					return
				}
			}
		}
	}
}
