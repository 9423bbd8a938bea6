package featurefile

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// scribble draws a feature file as carelessly as Gherkin allows.
type scribble struct {
	*rapid.T
	b strings.Builder
}

// line writes a line with any indentation and any end, and now and then an empty
// one or a comment after it.
func (s *scribble) line(text string) {
	blank := rapid.SampledFrom([]string{"", "", "  ", "\t", "        "})
	end := rapid.SampledFrom([]string{"\n", "\n", "\r\n", "  \n"})
	s.b.WriteString(blank.Draw(s.T, "indent") + text + end.Draw(s.T, "end"))
}

func (s *scribble) noise() {
	for range rapid.IntRange(0, 2).Draw(s.T, "noise") {
		s.line(rapid.SampledFrom([]string{"", "", "# remark", "#| a | b |", "  #  x  "}).Draw(s.T, "noise line"))
	}
}

func (s *scribble) text(name string) string {
	return rapid.StringMatching(`[a-zé漢"<>|\\#@ :\t]{0,12}`).Draw(s.T, name)
}

func (s *scribble) tags() {
	for range rapid.IntRange(0, 2).Draw(s.T, "tag lines") {
		s.line(rapid.SampledFrom([]string{"@a", "@a   @b", "@a@b", "@a\t# why", "@a#b @c"}).Draw(s.T, "tags"))
		s.noise()
	}
}

func (s *scribble) describe() {
	for range rapid.IntRange(0, 3).Draw(s.T, "description") {
		s.line(rapid.SampledFrom([]string{"", "words", "- item", "  - deeper", "Source: here", "漢字"}).Draw(s.T, "described"))
	}
}

func (s *scribble) table() {
	columns := rapid.IntRange(1, 3).Draw(s.T, "columns")
	cell := rapid.SampledFrom([]string{"", "a", " a ", `\|`, `\\`, `\n`, `\d`, "漢字", "e\u0301", "<x>", "#", "\t"})
	for range rapid.IntRange(1, 3).Draw(s.T, "rows") {
		row := "|"
		for range columns {
			row += cell.Draw(s.T, "cell") + "|"
		}
		s.line(row + rapid.SampledFrom([]string{"", "", " # why", "lost"}).Draw(s.T, "rest"))
		s.noise()
	}
}

func (s *scribble) docString() {
	quotes := rapid.SampledFrom([]string{`"""`, "```"}).Draw(s.T, "quotes")
	s.line(quotes + rapid.SampledFrom([]string{"", "json", " json "}).Draw(s.T, "media type"))
	for range rapid.IntRange(0, 4).Draw(s.T, "lines") {
		s.line(rapid.SampledFrom([]string{
			"", "x", "    deep", "# no comment", "@no-tag", "Scenario: none", `\"\"\"`, "| a |", "trailing  ", `\`,
		}).Draw(s.T, "content"))
	}
	s.line(quotes)
}

func (s *scribble) steps() {
	keyword := rapid.SampledFrom([]string{"Given ", "When ", "Then ", "And ", "But ", "* "})
	for range rapid.IntRange(0, 3).Draw(s.T, "steps") {
		s.line(keyword.Draw(s.T, "keyword") + s.text("step"))
		s.noise()
		switch rapid.IntRange(0, 3).Draw(s.T, "argument") {
		case 0:
			s.table()
		case 1:
			s.docString()
		}
		s.noise()
	}
}

func (s *scribble) scenarios() {
	for range rapid.IntRange(0, 2).Draw(s.T, "scenarios") {
		s.tags()
		s.line("Scenario: " + s.text("name"))
		s.describe()
		s.noise()
		s.steps()
		for range rapid.IntRange(0, 2).Draw(s.T, "examples") {
			s.tags()
			s.line("Examples:" + s.text("examples"))
			s.describe()
			s.noise()
			s.table()
		}
	}
}

func (s *scribble) feature() string {
	s.b.WriteString(rapid.SampledFrom([]string{"", "\ufeff"}).Draw(s.T, "mark"))
	s.noise()
	s.line(rapid.SampledFrom([]string{"", "#language: en", "# language:en"}).Draw(s.T, "language"))
	s.tags()
	s.line("Feature: " + s.text("feature"))
	s.describe()
	s.noise()
	if rapid.Bool().Draw(s.T, "background") {
		s.line("Background:")
		s.steps()
	}
	s.scenarios()
	for range rapid.IntRange(0, 2).Draw(s.T, "rules") {
		s.tags()
		s.line("Rule: " + s.text("rule"))
		s.describe()
		s.noise()
		s.scenarios()
	}
	return s.b.String()
}

// TestFormatKeepsTheMeaningAndIsDoneAtOnce: what Gherkin makes of a file is the
// same before and after, and a second time nothing changes.
func TestFormatKeepsTheMeaningAndIsDoneAtOnce(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := []byte((&scribble{T: t}).feature())
		before, err := Parse(text)
		if err != nil {
			t.Skip("no Gherkin")
		}
		once, err := Format(text)
		if err != nil {
			t.Fatalf("Format: %v in:\n%s", err, text)
		}
		after, err := Parse(once)
		if err != nil {
			t.Fatalf("cannot be parsed any more: %v\n%s", err, once)
		}
		if !alike(before, after) {
			t.Fatalf("the meaning changed; before:\n%s\nafter:\n%s", text, once)
		}
		twice, err := Format(once)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(once, twice) {
			t.Fatalf("formatting again changes it; once:\n%s\ntwice:\n%s", once, twice)
		}
	})
}

// Whatever bytes there are, they are formatted or refused.
func FuzzFormat(f *testing.F) {
	f.Add([]byte(hurried))
	f.Add([]byte(settled))
	f.Add([]byte("Feature: x\r\r\n\"\"\""))
	f.Add([]byte("Feature:\n@\nExample: x"))
	f.Fuzz(func(t *testing.T, text []byte) {
		once, err := Format(text)
		if err != nil {
			return
		}
		twice, err := Format(once)
		if err != nil || !bytes.Equal(once, twice) {
			t.Fatalf("again: %v\n%q\n%q", err, once, twice)
		}
	})
}

// BenchmarkFormat lays out a file of 2,000 scenarios.
func BenchmarkFormat(b *testing.B) {
	one := "  @PA-001 @verified\n  Scenario: A payment is approved\n    Given the payment also has:\n" +
		"      | amount | 92.00 |\n      | merchantMemo | a memo |\n    When the merchant sends a PA with VISA\n" +
		"    Then the payment is approved\n\n"
	text := []byte("Feature: Many\n\n" + strings.Repeat(one, 2000))
	for b.Loop() {
		if _, err := Format(text); err != nil {
			b.Fatal(err)
		}
	}
}
