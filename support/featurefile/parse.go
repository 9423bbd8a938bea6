package featurefile

import (
	"bufio"
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	gherkin "github.com/cucumber/gherkin/go/v26"
	messages "github.com/cucumber/messages/go/v21"
)

// Broken is the error for a text that is no Gherkin: one complaint or more, in
// the order of their lines.
type Broken struct{ Problems []Problem }

// Problem is one complaint of the parser.
type Problem struct {
	Line, Column int // counted from 1; 0 = the file as a whole
	Text         string
}

// Error returns the first complaint; the others mostly follow from it.
func (b *Broken) Error() string {
	p := b.Problems[0]
	if p.Line == 0 {
		return p.Text
	}
	return fmt.Sprintf("line %d: %s", p.Line, p.Text)
}

// Parse reads the text of a feature file, with or without a byte order mark,
// its lines ended in the manner of Unix or Windows. The document's Feature is
// nil when the text holds none. The error is a [*Broken].
func Parse(text []byte) (*messages.GherkinDocument, error) {
	text = Clean(text)
	if err := refused(text); err != nil {
		return nil, err
	}
	n := 0
	newID := func() string { n++; return strconv.Itoa(n) }
	document, err := gherkin.ParseGherkinDocument(bytes.NewReader(text), newID)
	if err != nil {
		return nil, broken(err)
	}
	return document, nil
}

// open is a line that begins a row of a table and closes no cell of it.
var open = regexp.MustCompile(`(?m)^[ \t]*\|([^|\n]|\\\|)*$`)

// refused says what is wrong with a text that the parser would panic at, take for
// a table without columns, or read with other letters than its author wrote.
func refused(text []byte) error {
	n := 0
	for line := range bytes.Lines(text) {
		n++
		if !utf8.Valid(line) {
			return &Broken{[]Problem{{n, 1, "the text is not UTF-8: save the file in that encoding"}}}
		}
		if len(bytes.TrimSuffix(line, []byte("\n"))) >= bufio.MaxScanTokenSize {
			return &Broken{[]Problem{{n, 1, fmt.Sprintf("the line is longer than %d bytes", bufio.MaxScanTokenSize-1)}}}
		}
	}
	if !open.Match(text) {
		return nil
	}
	tokens, err := scan(text)
	if err != nil {
		return err
	}
	for _, t := range tokens { // a doc string may have such a line
		if t.Type == gherkin.TokenTypeTableRow && len(t.Items) == 0 {
			return &Broken{[]Problem{{t.Location.Line, t.Location.Column, "the row has no cell: each ends with a bar"}}}
		}
	}
	return nil
}

var (
	lineEnd = regexp.MustCompile(`\r+(\n|$)`)
	mark    = []byte("\ufeff")
)

// Clean drops what editors of some systems add to a text: the byte order mark,
// which the parser would take for a word, and carriage returns at line ends.
func Clean(text []byte) []byte {
	text = bytes.TrimPrefix(text, mark)
	if bytes.IndexByte(text, '\r') < 0 {
		return text
	}
	return lineEnd.ReplaceAll(text, []byte("$1"))
}

// complaint is how the Gherkin parser words one: "(12:3): expected: ..., got ...".
var complaint = regexp.MustCompile(`^\((\d+):(\d+)\): (.*)`)

func broken(err error) *Broken {
	b := &Broken{}
	for line := range strings.Lines(err.Error()) {
		if m := complaint.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			p := Problem{Text: inWords(m[3])}
			p.Line, _ = strconv.Atoi(m[1])
			p.Column, _ = strconv.Atoi(m[2])
			b.Problems = append(b.Problems, p)
		}
	}
	if len(b.Problems) == 0 {
		b.Problems = []Problem{{Text: err.Error()}}
	}
	return b
}

// kinds are the lines that an author can write, by the parser's name.
var kinds = []struct{ token, words string }{
	{"#StepLine", "a step"},
	{"#TableRow", "a table row"},
	{"#DocStringSeparator", "a doc string"},
	{"#TagLine", "a tag"},
	{"#FeatureLine", "Feature:"},
	{"#BackgroundLine", "Background:"},
	{"#RuleLine", "Rule:"},
	{"#ScenarioLine", "Scenario:"},
	{"#ExamplesLine", "Examples:"},
}

var (
	misplaced = regexp.MustCompile(`^expected: (.*), got '(.*)'$`)
	endsEarly = regexp.MustCompile(`^unexpected end of file, expected: (.*)$`)
)

// inWords says without the parser's terms what may stand in a place.
func inWords(complaint string) string {
	m := misplaced.FindStringSubmatch(complaint)
	if m != nil {
		return fmt.Sprintf("%q cannot stand here, but %s can", strings.TrimSpace(m[2]), anyOf(m[1]))
	}
	if m = endsEarly.FindStringSubmatch(complaint); m != nil {
		return "the file ends here, but " + anyOf(m[1]) + " is missing"
	}
	return complaint
}

func anyOf(tokens string) string {
	// Below tags the parser takes anything but a scenario for that of a rule.
	if strings.HasPrefix(tokens, "#TagLine, #RuleLine,") {
		tokens += ", #ScenarioLine"
	}
	var words []string
	for _, k := range kinds {
		if strings.Contains(tokens+",", k.token+",") {
			words = append(words, k.words)
		}
	}
	if len(words) == 0 {
		return "something else"
	}
	return strings.Join(words, ", ")
}
