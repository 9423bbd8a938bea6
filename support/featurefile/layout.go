package featurefile

import (
	"bytes"
	"strings"

	gherkin "github.com/cucumber/gherkin/go/v26"
)

// settle parts the blocks, then puts comments and tags to what they belong to,
// which depends on the empty lines around them.
func settle(all []entry) []entry {
	all = spaced(all)
	alignComments(all)
	return all
}

// alignDescriptions moves each description as a whole, so that lists in it keep
// their shape.
func alignDescriptions(all []entry) {
	inDoc := false
	for i := 0; i < len(all); i++ {
		if all[i].kind == gherkin.TokenTypeDocStringSeparator {
			inDoc = !inDoc
		}
		if inDoc || all[i].kind != gherkin.TokenTypeOther {
			continue
		}
		end, least := i, len(all[i].text)
		for ; end < len(all) && (all[end].kind == gherkin.TokenTypeOther || all[end].empty()); end++ {
			if !all[end].empty() {
				least = min(least, blanks(all[end].text))
			}
		}
		for ; i < end; i++ {
			if !all[i].empty() {
				all[i].text = all[i].text[least:]
			}
		}
		i--
	}
}

func blanks(text string) int { return len(text) - len(strings.TrimLeft(text, " \t")) }

// alignComments indents tags like what they belong to, and comments like the line
// that follows, or like the one above where an empty line parts them from the
// former alone.
func alignComments(all []entry) {
	for i := len(all) - 1; i >= 0; i-- {
		switch all[i].kind {
		case gherkin.TokenTypeTagLine:
			if next := skip(all, i+1, gherkin.TokenTypeEmpty, gherkin.TokenTypeComment); next < len(all) {
				all[i].indent = all[next].indent
			}
		case gherkin.TokenTypeComment:
			below := i + 1
			next := skip(all, below, gherkin.TokenTypeEmpty)
			if next < len(all) {
				all[i].indent = all[next].indent
			}
			if next == below && next < len(all) {
				continue
			}
			if above := lastBefore(all, i); above >= 0 {
				all[i].indent = all[above].indent
			} else if next == len(all) {
				all[i].indent = 0
			}
		}
	}
}

// skip returns the first place from i on that is of none of the kinds.
func skip(all []entry, i int, kinds ...gherkin.TokenType) int {
	for ; i < len(all); i++ {
		is := false
		for _, kind := range kinds {
			is = is || all[i].kind == kind
		}
		if !is {
			break
		}
	}
	return i
}

// lastBefore returns the line that a run of comments stands directly below, -1
// if an empty line is between them.
func lastBefore(all []entry, i int) int {
	for i--; i >= 0; i-- {
		if all[i].kind != gherkin.TokenTypeComment {
			break
		}
	}
	if i >= 0 && all[i].empty() {
		return -1
	}
	return i
}

// spaced puts one empty line before each block and takes away those that part
// what belongs together.
func spaced(all []entry) []entry {
	heads := headsOf(all)
	var out []entry
	inDoc := false
	for i, e := range all {
		if e.kind == gherkin.TokenTypeDocStringSeparator {
			inDoc = !inDoc
		}
		if e.empty() && !inDoc {
			continue
		}
		apart := i > 0 && all[i-1].empty()
		if len(out) > 0 && (heads[i] || apart && !together(out[len(out)-1], e)) {
			out = append(out, entry{kind: gherkin.TokenTypeEmpty})
		}
		out = append(out, e)
	}
	return out
}

// headsOf says which lines begin a block: its keyword, or the first of the tags
// and comments right above it.
func headsOf(all []entry) map[int]bool {
	heads := map[int]bool{}
	for i, e := range all {
		switch e.kind {
		case gherkin.TokenTypeRuleLine, gherkin.TokenTypeBackgroundLine, gherkin.TokenTypeScenarioLine,
			gherkin.TokenTypeExamplesLine:
		default:
			continue
		}
		first := i
		for above := i - 1; above >= 0; above-- {
			tagged := all[above].kind == gherkin.TokenTypeTagLine
			if tagged || all[above].kind == gherkin.TokenTypeComment && first == above+1 {
				first = above
			} else if !all[above].empty() {
				break
			}
		}
		heads[first] = true
	}
	return heads
}

// together says whether no empty line may part two lines.
func together(above, below entry) bool {
	switch above.kind {
	case gherkin.TokenTypeTagLine, gherkin.TokenTypeFeatureLine, gherkin.TokenTypeRuleLine,
		gherkin.TokenTypeBackgroundLine, gherkin.TokenTypeScenarioLine, gherkin.TokenTypeExamplesLine:
		return true
	}
	switch below.kind {
	case gherkin.TokenTypeTableRow, gherkin.TokenTypeDocStringSeparator:
		return above.kind == gherkin.TokenTypeTableRow || above.kind == gherkin.TokenTypeStepLine
	}
	return false
}

func write(all []entry) []byte {
	var b bytes.Buffer
	for _, e := range all {
		if e.text != "" {
			b.WriteString(strings.Repeat(" ", e.indent) + e.text)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}
