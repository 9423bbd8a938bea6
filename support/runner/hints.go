package runner

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"assay/steps"
	"assay/support/target"

	"github.com/cucumber/godog"
)

// misfit refuses a step one of whose words has a value that it cannot have.
func misfit(text string, m *steps.Misfit) *Problem {
	return usage(valueHint(m), "the step %q has %q for {%s} of the sentence %q", text, m.Value, m.Word.Name, m.Sentence.Text)
}

// plausible says whether a text that fits a sentence but for one word was meant
// for it: whoever writes a whole clause there means another sentence.
func plausible(m *steps.Misfit) bool {
	return target.Nearest(m.Value, m.Values) != "" || strings.Count(m.Value, " ") < 2
}

// valueHint names the nearest value, or what may be there.
func valueHint(m *steps.Misfit) string {
	if near := target.Nearest(m.Value, m.Values); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	hint := fmt.Sprintf("{%s} is %s", m.Word.Name, m.Word.Meaning)
	switch {
	case m.Word.Name == "brand":
		return hint + "; a brand of your own is a row of a --brands file, and \"assay steps --word brand\" lists what there is"
	case len(m.Values) > 12:
		return hint + fmt.Sprintf("; \"assay steps --word %s\" lists what there is", m.Word.Name)
	case len(m.Values) > 0:
		return hint + ": " + strings.Join(m.Values, ", ")
	}
	return hint
}

// suggest names the sentences nearest to a step that fits none, and shows how
// one is added in Go.
func (m *matcher) suggest(keyword, text string) string {
	hint := "\"assay steps\" lists every sentence"
	if near := m.nearest(keyword, text); len(near) > 0 {
		hint = "did you mean \"" + strings.Join(near, "\", or \"") + "\"? " + hint
	}
	return hint + "\none of your own is added in Go:\n" + snippet(keyword, text)
}

// nearest returns up to three sentences that have most words of a text in
// common, the nearest first.
func (m *matcher) nearest(keyword, text string) []string {
	type candidate struct {
		text  string
		score float64
	}
	var all []candidate
	said := strings.Fields(text)
	for _, s := range m.sentences {
		if score := likeness(said, strings.Fields(s.Text)); score >= 0.4 && (s.Keyword == keyword || keyword == "*") {
			all = append(all, candidate{s.Text, score})
		}
	}
	slices.SortStableFunc(all, func(x, y candidate) int { return cmp.Compare(y.score, x.score) })
	var texts []string
	for _, c := range all[:min(3, len(all))] {
		texts = append(texts, c.text)
	}
	return texts
}

// likeness is the share of words that two texts have in common in the same
// order. A placeholder is a little like any word.
func likeness(said, sentence []string) float64 {
	row := make([]float64, len(sentence)+1)
	for _, word := range said {
		before := 0.0
		for j, of := range sentence {
			here := row[j+1]
			row[j+1] = max(row[j+1], row[j], before+alike(word, of))
			before = here
		}
	}
	return 2 * row[len(sentence)] / float64(len(said)+len(sentence))
}

func alike(word, of string) float64 {
	switch {
	case word == of:
		return 1
	case strings.Contains(of, "{"):
		return 0.4
	case target.Nearest(word, []string{of}) != "":
		return 0.8
	}
	return 0
}

// typed are the values of a text that a snippet turns into words, the first that
// fits.
var typed = []struct {
	expr *regexp.Regexp
	word string
}{
	{regexp.MustCompile(`"[^"]*"`), `"{value}"`},
	{regexp.MustCompile(`\b\d+\.\d{2}\b`), "{amount}"},
	{regexp.MustCompile(`\b[1-9]\d*\b`), "{number}"},
}

// snippet is the Go of a sentence that a text would fit.
func snippet(keyword, text string) string {
	args := ""
	for _, t := range typed {
		if at := t.expr.FindStringIndex(text); at != nil {
			text = text[:at[0]] + t.word + text[at[1]:]
			args += ", " + strings.Trim(t.word, `"{}`)
		}
	}
	if args != "" {
		args += " string"
	}
	if keyword == "*" {
		keyword = "Given"
	}
	return fmt.Sprintf("steps.Sentence{Keyword: %q, Text: `%s`, Do: func(ctx context.Context, w *steps.World%s) error {\n"+
		"\treturn nil // what it does\n}},", keyword, text, args)
}

// fill puts what a scenario has noted into a step. That its sentence still fits
// could not be known before.
func (m *matcher) fill(w *steps.World, step *godog.Step) error {
	said := step.Text
	if err := w.Fill(step); err != nil || step.Text == said {
		return err
	}
	fit := m.fitting(step.Text)
	if len(fit) != 1 {
		return fmt.Errorf("the step %q has become %q, which %d sentences fit", said, step.Text, len(fit))
	}
	if wrong := m.library.Misfit(fit[0], step.Text); wrong != nil {
		return fmt.Errorf("the step %q has become %q: {%s} cannot be %q", said, step.Text, wrong.Word.Name, wrong.Value)
	}
	return nil
}
