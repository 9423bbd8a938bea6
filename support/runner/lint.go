package runner

import (
	"assay/steps"
	"assay/support/lint"
	"assay/support/target"
)

// Source is the text of a feature file.
type Source struct {
	Path string // as shown to people
	Disk string // where it can be written; "" = it is part of the binary
	Text []byte
}

// Sources returns the feature files of a selection as they are, broken ones too:
// those that its paths name, or without paths the specification.
func Sources(sel Selection) ([]Source, error) {
	files, _, err := sel.embedded().find(sel.Paths)
	if err != nil {
		return nil, err
	}
	all := make([]Source, len(files))
	for i, f := range files {
		text, err := f.read()
		if err != nil {
			return nil, usage("", "cannot read %s: %v", f.shown, err)
		}
		all[i] = Source{Path: f.shown, Disk: f.disk, Text: text}
	}
	return all, nil
}

// Lint says where the feature files of a selection break the house rules, those
// in off left out. Tag expression and lines of the selection do not count. Card
// numbers in what it quotes are masked.
func Lint(sel Selection, off []string) ([]lint.Finding, error) {
	sources, err := Sources(sel)
	if err != nil {
		return nil, err
	}
	tags, err := loadRegistry(sel.DeclaredTags)
	if err != nil {
		return nil, err
	}
	library, err := sel.library()
	if err != nil {
		return nil, err
	}
	files := make([]lint.File, len(sources))
	for i, s := range sources {
		files[i] = lint.File{Path: s.Path, Text: s.Text}
	}
	findings := lint.Check(files, lint.Knowledge{
		Families: tags.families, IsID: idTag.MatchString, Sentence: newMatcher(library).check,
		Needs: steps.Needs, Nearest: target.Nearest, FactID: factID, Facts: factIDs(),
		Noting: func() lint.Noting { return noting{library.Noting()} },
	}, off)
	masker := newIDSet().mask
	for i := range findings { // they quote names and steps
		f := &findings[i]
		f.Text, f.Hint = masker.String(f.Text), masker.String(f.Hint)
	}
	return findings, nil
}

// noting is what a scenario has noted, in the words of lint.
type noting struct{ *steps.Noting }

// Unnoted returns a name that stands for nothing, and what may have been meant.
func (n noting) Unnoted(text string) (name, hint string) { return unnoted(n.Noting, text) }
