package featurefile

import (
	"strings"
	"unicode/utf8"

	messages "github.com/cucumber/messages/go/v21"
)

// Find returns where a word stands first in the lines of a text from one to
// another, all counted from 1 and columns in characters. It returns 0, 0 if it
// is not there.
func Find(text, word string, from, to int) (line, column int) {
	for at := range strings.SplitSeq(text, "\n") {
		if line++; line > to {
			break
		}
		if line < from {
			continue
		}
		if i := strings.Index(at, word); i >= 0 {
			return line, utf8.RuneCountInString(at[:i]) + 1
		}
	}
	return 0, 0
}

// Place returns where a word of a step was written: in the step, below it, or in
// the row of Examples that filled it in, which stands on a line. A word that is
// nowhere is placed where the step begins.
func Place(text, word string, step *messages.Step, row int) (line, column int) {
	line, column = Find(text, word, int(step.Location.Line), lastLine(step))
	if line == 0 {
		line, column = Find(text, word, row, row)
	}
	if line == 0 {
		return int(step.Location.Line), int(step.Location.Column)
	}
	return line, column
}

// lastLine returns the last line of a step, with the table or the text below it.
func lastLine(step *messages.Step) int {
	last := int(step.Location.Line)
	if step.DataTable != nil {
		rows := step.DataTable.Rows
		last = int(rows[len(rows)-1].Location.Line)
	}
	if step.DocString != nil {
		last = int(step.DocString.Location.Line) + strings.Count(step.DocString.Content, "\n") + 1
	}
	return last
}

// Texts returns what a step says: its own text, then the cells of its table or
// the text below it.
func Texts(step *messages.Step) []string {
	all := []string{step.Text}
	if step.DataTable != nil {
		for _, row := range step.DataTable.Rows {
			for _, cell := range row.Cells {
				all = append(all, cell.Value)
			}
		}
	}
	if step.DocString != nil {
		all = append(all, step.DocString.Content)
	}
	return all
}
