package lint

import (
	"iter"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// unknownFacts looks at what quotes facts for scenarios: comments, and the
// descriptions of features, rules and scenarios.
func unknownFacts(in *inspection, r *Rule) {
	if in.FactID == nil {
		return
	}
	for _, c := range in.comments {
		in.facts(r, c.Text, c.Location)
	}
	in.described(r, in.feature.Description, in.feature.Location)
	for _, child := range in.feature.Children {
		if child.Rule != nil {
			in.described(r, child.Rule.Description, child.Rule.Location)
		}
	}
	for _, s := range in.scenarios {
		in.described(r, s.Description, s.Location)
	}
}

// facts reports the ids of a line that are none. A comment's text begins in the
// first column, whatever its location says.
func (in *inspection) facts(r *Rule, line string, at *messages.Location) {
	for _, m := range in.FactID.FindAllStringIndex(line, -1) {
		id := line[m[0]:m[1]]
		if slices.Contains(in.Facts, id) {
			continue
		}
		hint := ""
		if near := in.Nearest(id, in.Facts); near != "" {
			hint = "did you mean " + near + "?"
		}
		where := &messages.Location{Line: at.Line, Column: int64(len([]rune(line[:m[0]])) + 1)}
		in.report(r, where, hint, "there is no %s", id)
	}
}

// described is facts for a description.
func (in *inspection) described(r *Rule, description string, of *messages.Location) {
	for line, text := range in.below(of, description) {
		in.facts(r, text, &messages.Location{Line: int64(line)})
	}
}

// below goes through the lines of a description with their numbers. It begins
// somewhere below what it describes: the parser keeps no blank lines before it.
func (in *inspection) below(of *messages.Location, description string) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		line, lines := int(of.Line), strings.Split(in.text, "\n")
		for text := range strings.SplitSeq(description, "\n") {
			for line < len(lines) && strings.TrimSpace(lines[line]) != strings.TrimSpace(text) {
				line++
			}
			line++
			if !yield(line, text) {
				return
			}
		}
	}
}
