package catalogue

import (
	"embed"
	"html/template"
	"io"
	"regexp"

	"assay/reports"
)

//go:embed page
var files embed.FS

// HTML writes the catalogue as one page that needs nothing else. It can be read
// without its script, which only searches.
func (c Catalogue) HTML(w io.Writer) error {
	look, err := reports.Stylesheet()
	if err != nil {
		return err
	}
	own, err := files.ReadFile("page/catalogue.css")
	if err != nil {
		return err
	}
	script, err := files.ReadFile("page/search.js")
	if err != nil {
		return err
	}
	t, err := template.New("page.html").Funcs(template.FuncMap{
		"parts": parts, "used": Sentence.used, "own": Sentence.own, "some": some, "more": more,
	}).
		ParseFS(files, "page/page.html")
	if err != nil {
		return err
	}
	style := look + string(own)
	return t.Execute(w, map[string]any{
		"Catalogue": c, "Sections": c.sections(), "Policy": reports.ContentPolicy(string(script), style),
		"Style": template.HTML("<style>" + style + "</style>"), "Script": template.HTML("<script>" + string(script) + "</script>"),
		"Headline": plural(len(c.Sentences), "sentence"), "Unused": len(c.Unused().Sentences),
	})
}

// some are the values of a word that are shown wherever it stands, and more is
// how many are not.
func some(values []string) []string { return values[:min(shown, len(values))] }
func more(values []string) int      { return max(0, len(values)-shown) }

// section is what the page shows of a noun.
type section struct {
	Noun      string
	Sentences []shownSentence
}

type shownSentence struct {
	Sentence
	Explained []Word
}

func (c Catalogue) sections() []section {
	var all []section
	for _, noun := range c.Nouns() {
		of := section{Noun: noun}
		for _, s := range c.Sentences {
			if s.Noun != noun {
				continue
			}
			one := shownSentence{Sentence: s}
			for _, name := range s.Words {
				if word, known := c.Word(name); known {
					one.Explained = append(one.Explained, word)
				}
			}
			of.Sentences = append(of.Sentences, one)
		}
		all = append(all, of)
	}
	return all
}

// part is a piece of a sentence: literal, or a word in braces.
type part struct {
	Text string
	Word bool
}

var placeholder = regexp.MustCompile(`\{[a-z]+\}`)

// parts takes a sentence apart, so that its words can be told from the rest.
func parts(text string) []part {
	var all []part
	last := 0
	for _, at := range placeholder.FindAllStringIndex(text, -1) {
		all = append(all, part{Text: text[last:at[0]]}, part{text[at[0]:at[1]], true})
		last = at[1]
	}
	return append(all, part{Text: text[last:]})
}
