package catalogue

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Text writes the catalogue for people: the sentences by noun, and under each its
// words, an example and its uses. Program is what this one is called, for the
// commands that help on.
func (c Catalogue) Text(w io.Writer, program string) error {
	out := bufio.NewWriter(w)
	own, unused := 0, 0
	for _, noun := range c.Nouns() {
		fmt.Fprintf(out, "%s\n", noun)
		for _, s := range c.Sentences {
			if s.Noun != noun {
				continue
			}
			c.sentence(out, s, program)
			if s.own() {
				own++
			}
			if s.Uses == 0 {
				unused++
			}
		}
		fmt.Fprintln(out)
	}
	count := plural(len(c.Sentences), "sentence")
	if own > 0 {
		count += fmt.Sprintf(" (%d own)", own)
	}
	fmt.Fprintf(out, "%s, %d unused\n", count, unused)
	return out.Flush()
}

func (c Catalogue) sentence(out io.Writer, s Sentence, program string) {
	fmt.Fprintf(out, "  %-5s %s\n", s.Keyword, s.Text)
	line := func(label, text string) { fmt.Fprintf(out, "          %-13s %s\n", label, text) }
	if s.Meaning != "" {
		line("means", s.Meaning)
	}
	for _, name := range s.Words {
		if word, known := c.Word(name); known {
			line("{"+name+"}", word.inShort(program))
		}
	}
	if s.With != "" {
		line("with", "a "+s.With+" below the step")
	}
	if s.Example != "" && s.Example != s.Text {
		line("example", s.Example)
	}
	if s.own() {
		line("defined", "at "+s.Defined)
	}
	line("used", s.used())
}

// used says how often a sentence is used and where first.
func (s Sentence) used() string {
	if s.Uses == 0 {
		return "nowhere"
	}
	text := plural(s.Uses, "time") + ", at " + s.Places[0]
	if more := len(s.Places) - 1; more > 0 {
		text += " and " + plural(more, "more place")
	}
	return text
}

// shown is how many values of a word are worth a line.
const shown = 6

// inShort is what a word means, and some of its values.
func (w Word) inShort(program string) string {
	if len(w.Values) == 0 {
		return w.Meaning
	}
	text := w.Meaning + ": " + strings.Join(some(w.Values), ", ")
	if rest := more(w.Values); rest > 0 {
		text += fmt.Sprintf(" and %d more (%s steps --word %s)", rest, program, w.Name)
	}
	return text
}

// Text writes what a word means and everything that it may be.
func (w Word) Text(out io.Writer) error {
	text := fmt.Sprintf("{%s} is %s\n", w.Name, w.Meaning)
	if len(w.Values) == 0 {
		text += "it must match " + w.Pattern + "\n"
	}
	for _, value := range w.Values {
		text += value + "\n"
	}
	_, err := io.WriteString(out, text)
	return err
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
