package steps

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Expression is what a step must match to fit a sentence. There are hundreds of
// sentences and a run needs a few, so that one is compiled when a text first
// comes close to it. It is safe for concurrent use.
type Expression struct {
	text     string // as features have it, its words in braces
	source   string
	literals []string // what stands before, between and behind the words
	words    []string // the names of the words, in their order
	compiled func() *regexp.Regexp
}

var placeholder = regexp.MustCompile(`\{([a-z]+)\}`)

// express makes the expression of a sentence, each of whose words becomes what of
// says. Everything outside braces is literal, so that a sentence reads as it is
// written.
func express(text string, known []Word, of func(Word) string) (*Expression, error) {
	e := &Expression{text: text}
	var source strings.Builder
	last := 0
	for _, at := range placeholder.FindAllStringSubmatchIndex(text, -1) {
		name := text[at[2]:at[3]]
		i := slices.IndexFunc(known, func(w Word) bool { return w.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("no word {%s} is defined", name)
		}
		e.literals, e.words = append(e.literals, text[last:at[0]]), append(e.words, name)
		source.WriteString(regexp.QuoteMeta(text[last:at[0]]))
		source.WriteString(of(known[i]))
		last = at[1]
	}
	e.literals = append(e.literals, text[last:])
	source.WriteString(regexp.QuoteMeta(text[last:]))
	e.source = "^" + source.String() + "$"
	e.compiled = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(e.source) })
	return e, nil
}

// String returns the source of the regular expression, which is anchored.
func (e *Expression) String() string { return e.source }

// Regexp returns the regular expression, as godog wants it.
func (e *Expression) Regexp() *regexp.Regexp { return e.compiled() }

// MatchString tells whether a step's text fits.
func (e *Expression) MatchString(text string) bool {
	return e.resembles(text) && e.compiled().MatchString(text)
}

// FindStringSubmatch returns the text and what each of the words stands for in
// it, or nil when it does not fit.
func (e *Expression) FindStringSubmatch(text string) []string {
	if !e.resembles(text) {
		return nil
	}
	return e.compiled().FindStringSubmatch(text)
}

// word returns what a word of the sentence stands for in a text that fits.
func (e *Expression) word(name, text string) (value string, fits bool) {
	match := e.FindStringSubmatch(text)
	if match == nil {
		return "", false
	}
	return match[1+slices.Index(e.words, name)], true
}

// resembles tells whether a text has what stands around the words, in that order.
// Whatever fits does.
func (e *Expression) resembles(text string) bool {
	last := len(e.literals) - 1
	rest, fits := strings.CutPrefix(text, e.literals[0])
	if last == 0 {
		return fits && rest == ""
	}
	for _, literal := range e.literals[1:last] {
		if !fits {
			return false
		}
		_, rest, fits = strings.Cut(rest, literal)
	}
	return fits && strings.HasSuffix(rest, e.literals[last])
}
