package featurefile

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"unicode"

	gherkin "github.com/cucumber/gherkin/go/v26"
)

// Format lays a feature file out as ours are: two blanks for each level, one
// empty line between blocks, tables aligned by what a terminal shows, lines
// ended by a line feed. Words, comments and doc strings stay as they are.
//
// Formatting again changes nothing. The error is a [*Broken] for a text that is
// no Gherkin; should the layout ever change what a text means, the text is
// refused rather than changed.
func Format(text []byte) ([]byte, error) {
	text = Clean(text)
	before, err := Parse(text)
	if err != nil {
		return nil, err
	}
	tokens, err := scan(text)
	if err != nil {
		return nil, err
	}
	laidOut := write(settle(entries(tokens, strings.Split(string(text), "\n"))))
	after, err := Parse(laidOut)
	if err != nil || !alike(before, after) {
		return nil, errors.New("the layout would change what the file means, so it is left as it is")
	}
	return laidOut, nil
}

// recorder is a builder for the Gherkin parser that keeps its tokens, one for
// each line, instead of a tree.
type recorder struct{ tokens []*gherkin.Token }

func (r *recorder) Build(t *gherkin.Token) (bool, error) {
	if t.Type != gherkin.TokenTypeEOF {
		r.tokens = append(r.tokens, t)
	}
	return true, nil
}
func (r *recorder) StartRule(gherkin.RuleType) (bool, error) { return true, nil }
func (r *recorder) EndRule(gherkin.RuleType) (bool, error)   { return true, nil }
func (r *recorder) Reset()                                   { r.tokens = nil }

func scan(text []byte) ([]*gherkin.Token, error) {
	r := &recorder{}
	err := gherkin.NewParser(r).Parse(
		gherkin.NewScanner(bytes.NewReader(text)), gherkin.NewMatcher(gherkin.DialectsBuiltin()))
	if err != nil {
		return nil, broken(err)
	}
	return r.tokens, nil
}

// entry is a line to be written.
type entry struct {
	kind   gherkin.TokenType
	indent int
	text   string   // without its indentation; "" = an empty line
	cells  []string // of a table row, as written; text is made from them
	rest   string   // what follows the last cell
}

func (e entry) empty() bool { return e.kind == gherkin.TokenTypeEmpty }

// entries gives every line its indentation and its text.
func entries(tokens []*gherkin.Token, lines []string) []entry {
	all := make([]entry, len(tokens))
	l := levels{}
	opened := -1 // blanks before the doc string that is open; -1 = none is
	for i, t := range tokens {
		raw := lines[t.Location.Line-1]
		e := entry{kind: t.Type, indent: l.of(t.Type), text: strings.TrimSpace(raw)}
		switch t.Type {
		case gherkin.TokenTypeOther:
			switch {
			case opened >= 0:
				e.text = inDocString(raw, opened)
			case e.text == "":
				e.kind = gherkin.TokenTypeEmpty
			default:
				e.text = strings.TrimRightFunc(raw, unicode.IsSpace)
			}
		case gherkin.TokenTypeDocStringSeparator:
			if opened < 0 {
				opened = len(raw) - len(strings.TrimLeft(raw, " \t"))
			} else {
				opened = -1
			}
		case gherkin.TokenTypeFeatureLine, gherkin.TokenTypeRuleLine, gherkin.TokenTypeBackgroundLine,
			gherkin.TokenTypeScenarioLine, gherkin.TokenTypeExamplesLine:
			e.text = strings.TrimRight(t.Keyword+": "+t.Text, " ")
		case gherkin.TokenTypeStepLine:
			e.text = t.Keyword + t.Text
		case gherkin.TokenTypeTagLine:
			e.text = tagLine(t, e.text)
		case gherkin.TokenTypeLanguage:
			e.text = "# language: " + t.Text
		case gherkin.TokenTypeTableRow:
			e.cells, e.rest = cells(e.text)
		}
		all[i] = e
	}
	alignDescriptions(all)
	alignTables(all)
	return all
}

// levels knows how far a line is indented from the ones before it.
type levels struct {
	inRule  bool
	keyword int // of the newest Feature, Rule, Scenario, ... or step
	block   int // of the newest Scenario or Background
}

func (l *levels) of(kind gherkin.TokenType) int {
	const step = 2
	switch kind {
	case gherkin.TokenTypeFeatureLine:
		l.keyword = 0
	case gherkin.TokenTypeRuleLine:
		l.inRule, l.keyword = true, step
	case gherkin.TokenTypeBackgroundLine, gherkin.TokenTypeScenarioLine:
		l.block = step
		if l.inRule {
			l.block = 2 * step
		}
		l.keyword = l.block
	case gherkin.TokenTypeExamplesLine, gherkin.TokenTypeStepLine:
		l.keyword = l.block + step
	case gherkin.TokenTypeLanguage:
		return 0
	default:
		return l.keyword + step
	}
	return l.keyword
}

// inDocString returns a line of a doc string as the parser reads it: without as
// many blanks as stand before the opening quotes.
func inDocString(raw string, opened int) string {
	if blanks := len(raw) - len(strings.TrimLeft(raw, " ")); blanks > opened {
		return raw[opened:]
	}
	return strings.TrimLeft(raw, " ")
}

var comment = regexp.MustCompile(`\s+#.*`)

// tagLine writes tags one blank apart, and the comment behind them. A line with
// a lone "@" has none.
func tagLine(t *gherkin.Token, raw string) string {
	if len(t.Items) == 0 {
		return raw
	}
	words := make([]string, 0, len(t.Items)+1)
	for _, tag := range t.Items {
		words = append(words, tag.Text)
	}
	if remark := strings.TrimSpace(comment.FindString(raw)); remark != "" {
		words = append(words, remark)
	}
	return strings.Join(words, " ")
}
