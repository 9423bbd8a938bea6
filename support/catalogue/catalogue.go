// Package catalogue shows the sentences that features may be written in: what
// they say, what their words may be, an example, and where they are used. A
// [Catalogue] is data, and is written as text, as JSON or as a page.
//
// It is not where sentences are defined (package steps) nor where features are
// read (support/runner, which makes the catalogue).
//
// It may import reports, for the look of its page.
package catalogue

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// Catalogue is every sentence there is, by noun, and every word.
type Catalogue struct {
	Sentences []Sentence `json:"sentences"`
	Words     []Word     `json:"words"`
}

// Sentence is a sentence with its uses.
type Sentence struct {
	Noun    string   `json:"noun"`
	Keyword string   `json:"keyword"` // Given, When or Then
	Text    string   `json:"text"`    // with its words in braces
	Meaning string   `json:"meaning,omitempty"`
	With    string   `json:"with,omitempty"`    // "table" or "text" when one follows
	Words   []string `json:"words,omitempty"`   // by name, in their order
	Example string   `json:"example,omitempty"` // a step of a feature
	Uses    int      `json:"uses"`              // steps of scenarios, each row for itself
	Places  []string `json:"places,omitempty"`  // file:line of the steps
	Defined string   `json:"defined"`           // [BuiltIn], or file:line of its author's function
}

// BuiltIn is where the sentences are defined that every program has.
const BuiltIn = "built in"

// own says whether the sentence is one that an author has added.
func (s Sentence) own() bool { return s.Defined != "" && s.Defined != BuiltIn }

// Word is a parameter of sentences.
type Word struct {
	Name    string   `json:"name"`
	Meaning string   `json:"meaning"`
	Values  []string `json:"values,omitempty"` // all that it may be; none means that Pattern decides
	Pattern string   `json:"pattern"`
}

// Word returns the word of that name.
func (c Catalogue) Word(name string) (Word, bool) {
	i := slices.IndexFunc(c.Words, func(w Word) bool { return w.Name == name })
	if i < 0 {
		return Word{}, false
	}
	return c.Words[i], true
}

// Having returns the sentences that have all of some words anywhere: in their
// noun, their text, their meaning, their example, or the values of their words.
// Letter case does not count.
func (c Catalogue) Having(words []string) Catalogue {
	return c.only(func(s Sentence) bool {
		all := []string{s.Noun, s.Keyword, s.Text, s.Meaning, s.Example}
		for _, name := range s.Words {
			word, _ := c.Word(name)
			all = append(all, word.Values...)
		}
		text := strings.ToLower(strings.Join(all, "\n"))
		return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(text, strings.ToLower(word)) })
	})
}

// Unused returns the sentences that no feature uses.
func (c Catalogue) Unused() Catalogue {
	return c.only(func(s Sentence) bool { return s.Uses == 0 })
}

// only keeps some sentences, and the words that they have.
func (c Catalogue) only(keep func(Sentence) bool) Catalogue {
	kept := Catalogue{Sentences: []Sentence{}, Words: []Word{}}
	had := map[string]bool{}
	for _, s := range c.Sentences {
		if keep(s) {
			kept.Sentences = append(kept.Sentences, s)
			for _, name := range s.Words {
				had[name] = true
			}
		}
	}
	for _, w := range c.Words {
		if had[w.Name] {
			kept.Words = append(kept.Words, w)
		}
	}
	return kept
}

// Nouns returns what the sentences are about, in the order of the catalogue.
func (c Catalogue) Nouns() []string {
	var nouns []string
	for _, s := range c.Sentences {
		if !slices.Contains(nouns, s.Noun) {
			nouns = append(nouns, s.Noun)
		}
	}
	return nouns
}

// JSON writes the catalogue for programs.
func (c Catalogue) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(c)
}
