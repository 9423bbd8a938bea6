package featurefile

import (
	"strings"
	"unicode"

	gherkin "github.com/cucumber/gherkin/go/v26"
	"golang.org/x/text/width"
)

// cells splits a table row into its cells as they are written, escapes and all.
// What follows the last bar is no cell for the parser, but is somebody's words.
func cells(row string) (all []string, rest string) {
	start := 1 // behind the first bar
	for i := 1; i < len(row); i++ {
		switch row[i] {
		case '\\':
			i++
		case '|':
			all = append(all, strings.TrimSpace(row[start:i]))
			start = i + 1
		}
	}
	return all, strings.TrimSpace(row[start:])
}

// alignTables pads the cells of each table to the width of their column.
func alignTables(all []entry) {
	for i := 0; i < len(all); i++ {
		if all[i].kind != gherkin.TokenTypeTableRow {
			continue
		}
		var rows []*entry
		for ; i < len(all); i++ { // empty lines and comments do not end a table
			if all[i].kind == gherkin.TokenTypeTableRow {
				rows = append(rows, &all[i])
			} else if !all[i].empty() && all[i].kind != gherkin.TokenTypeComment {
				break
			}
		}
		align(rows)
	}
}

func align(rows []*entry) {
	var widths []int
	for _, r := range rows {
		for i, cell := range r.cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], displayWidth(cell))
		}
	}
	for _, r := range rows {
		var b strings.Builder
		b.WriteByte('|')
		for i, cell := range r.cells {
			b.WriteString(" " + cell + strings.Repeat(" ", widths[i]-displayWidth(cell)) + " |")
		}
		if r.rest != "" {
			b.WriteString(" " + r.rest)
		}
		r.text = b.String()
	}
}

// displayWidth counts the columns that a text takes on a terminal: two for the
// wide letters of East Asia and for emoji, none for what sits upon another.
func displayWidth(text string) int {
	n := 0
	for _, r := range text {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case wide(r):
			n += 2
		default:
			n++
		}
	}
	return n
}

func wide(r rune) bool {
	if r < 0x1100 { // the first wide letter there is
		return false
	}
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth
}
