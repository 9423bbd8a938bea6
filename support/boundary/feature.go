package boundary

import (
	"fmt"
	"slices"
	"strings"
)

// Tag is on every scenario that is made from the table.
const Tag = "@generated"

// outline is one of the scenarios whose rows are the cases. Its id is never
// reused, and with the key of a case never changes.
type outline struct {
	how     How
	id      string
	name    string
	columns []string
	steps   []string
}

const (
	alsoHas = "Given the payment also has:\n        | <parameter> | <value> |"
	sends   = "When the merchant sends a PA with " + brand
	refused = "Then the request is refused as invalid"
)

var outlines = []outline{
	{
		Accepted, "@GB-001", "<case> is not refused",
		[]string{"case", "parameter", "value"},
		[]string{alsoHas, sends, "Then <parameter> is not refused"},
	}, {
		Refused, "@GB-002", "<case> is refused",
		[]string{"case", "parameter", "value"},
		[]string{alsoHas, sends, refused, "And <parameter> is refused"},
	}, {
		Absent, "@GB-003", "A payment with <case> is refused",
		[]string{"case", "parameter"},
		[]string{"Given the payment has no <parameter>", sends, refused, "And <parameter> is refused"},
	}, {
		Twice, "@GB-004", "Of <case> the last value counts",
		[]string{"case", "parameter", "value", "last"},
		[]string{
			alsoHas, `And the payment has <parameter> twice, the second time as "<last>"`, sends,
			"Then <parameter> is not refused",
		},
	},
}

// IsID says whether an id is that of a scenario that is made from the table, or of
// an outline of those.
func IsID(id string) bool {
	base, _, _ := strings.Cut(id, "[")
	return slices.ContainsFunc(outlines, func(o outline) bool { return o.id == "@"+base })
}

const heading = `@generated @sync
Feature: Boundaries of parameters
  What the table of parameters says about the format of each: the shortest and the
  longest value, what lies just beyond, nothing at all, the same twice, and texts
  that have broken other software. Not refused means that the answer complains of
  anything but this parameter.

  Source: API Reference, "Parameters"; the table has a source for each.
`

// Feature returns a feature with a row for each case. It is the same at every
// call, so that file and line name a row as they do in a file.
func Feature() []byte {
	rows := map[How][]Case{}
	for _, c := range Cases() {
		rows[c.How] = append(rows[c.How], c)
	}
	var b strings.Builder
	b.WriteString(heading)
	for _, o := range outlines {
		fmt.Fprintf(&b, "\n  # D04, D05, D31.\n  %s @PA @decided\n  Scenario Outline: %s\n", o.id, o.name)
		for _, step := range o.steps {
			b.WriteString("    " + step + "\n")
		}
		group := ""
		for _, c := range rows[o.how] {
			if c.Group != group {
				group = c.Group
				fmt.Fprintf(&b, "\n    Examples: %s\n      | %s |\n", group, strings.Join(o.columns, " | "))
			}
			cells := []string{c.Key(), c.Parameter, c.Value, c.Last}
			for _, cell := range cells[:len(o.columns)] {
				b.WriteString("| " + escaper.Replace(cell) + " ")
			}
			b.WriteString("|\n")
		}
	}
	return []byte(b.String())
}

// escaper writes a text as the cell of a table.
var escaper = strings.NewReplacer(`\`, `\\`, "\n", `\n`, "|", `\|`)
