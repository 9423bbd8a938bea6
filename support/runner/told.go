package runner

import (
	"slices"
	"strings"

	"assay/support/mask"

	messages "github.com/cucumber/messages/go/v21"
)

// told is the text of the feature as a log may keep it: what tables give for
// parameters is masked by their names, as it is in the steps that come of them.
// What has no name is left to the log.
func (f *feature) told() string {
	var lines []string
	f.eachRow(func(row *messages.TableRow, shown []string) {
		if slices.Equal(shown, values(row)) {
			return
		}
		if lines == nil {
			lines = strings.Split(f.text, "\n")
		}
		line := &lines[row.Location.Line-1]
		*line = (*line)[:len(*line)-len(strings.TrimLeft(*line, " \t"))] + rowText(shown)
	})
	if lines == nil {
		return f.text
	}
	return strings.Join(lines, "\n")
}

// eachRow goes through the rows of all tables, with their cells masked.
func (f *feature) eachRow(do func(row *messages.TableRow, shown []string)) {
	steps := func(steps []*messages.Step, columns []string) {
		for _, step := range steps {
			if step.DataTable == nil {
				continue
			}
			for _, row := range step.DataTable.Rows {
				cells := values(row)
				shown := maskRow(anyPattern, cells)
				for i, cell := range cells {
					if slices.Contains(columns, cell) { // its rows are masked themselves
						shown[i] = cell
					}
				}
				do(row, shown)
			}
		}
	}
	scenario := func(b *messages.Background, s *messages.Scenario) {
		if b != nil {
			steps(b.Steps, nil)
		}
		if s == nil {
			return
		}
		var columns []string
		for _, e := range s.Examples {
			for _, heading := range values(e.TableHeader) {
				columns = append(columns, "<"+heading+">")
			}
		}
		steps(s.Steps, columns)
		for _, e := range s.Examples {
			for _, row := range e.TableBody {
				do(row, maskExample(values(e.TableHeader), values(row)))
			}
		}
	}
	for _, child := range f.tree.Children {
		scenario(child.Background, child.Scenario)
		if child.Rule != nil {
			for _, grandchild := range child.Rule.Children {
				scenario(grandchild.Background, grandchild.Scenario)
			}
		}
	}
}

// maskRow masks the cells of a step's table by name as well as by value: rows are
// mostly a parameter and its value.
func maskRow(m *mask.Masker, cells []string) []string {
	shown := slices.Clone(cells)
	for i, cell := range cells {
		if i == 0 {
			shown[i] = m.String(cell)
		} else {
			shown[i] = m.Field(cells[0], cell)
		}
	}
	return shown
}

// maskExample masks a row of Examples by the names of its columns, and what stands
// beside the name of a parameter. The first column, which names the row, stays.
func maskExample(heading, cells []string) []string {
	shown := slices.Clone(cells)
	for i := 1; i < len(cells); i++ {
		shown[i] = anyPattern.Field(heading[i], cells[i])
	}
	if len(cells) > 1 {
		shown[1] = anyPattern.Field(cells[0], shown[1])
	}
	return shown
}

func values(row *messages.TableRow) []string {
	if row == nil { // Examples without a table
		return nil
	}
	cells := make([]string, len(row.Cells))
	for i, cell := range row.Cells {
		cells[i] = cell.Value
	}
	return cells
}
