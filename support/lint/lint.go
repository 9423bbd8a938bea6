package lint

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"regexp"
	"runtime"
	"slices"

	"assay/support/featurefile"

	messages "github.com/cucumber/messages/go/v21"
	"golang.org/x/sync/errgroup"
)

// File is a feature file to look at.
type File struct {
	Path string // as shown to people, slash separated
	Text []byte
}

// Finding is a place that breaks a rule.
type Finding struct {
	Path     string   `json:"file"`
	Line     int      `json:"line"`   // counted from 1
	Column   int      `json:"column"` // in characters, counted from 1
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"`
	Text     string   `json:"text"`
	Hint     string   `json:"hint,omitempty"` // the likely remedy
}

// String writes a finding on one line, place first, as editors expect it.
func (f Finding) String() string {
	return fmt.Sprintf("%s:%d:%d: %s %s: %s", f.Path, f.Line, f.Column, f.Severity, f.Rule, f.message())
}

// message is what is wrong, and the likely remedy.
func (f Finding) message() string {
	if f.Hint == "" {
		return f.Text
	}
	return f.Text + " (" + f.Hint + ")"
}

// Knowledge is what features may use. Its functions are called by several
// goroutines at a time.
type Knowledge struct {
	Families map[string]string // the family of each known tag; that of areas is "area"
	IsID     func(tag string) bool
	// Sentence says what is wrong with a step: that no sentence fits it, or several.
	// Keyword is Given, When, Then, or * where any will do. An error may have a Hint.
	Sentence func(keyword, text string) error
	// Needs returns what a step needs of a target, as tags without their @.
	Needs  func(text string) []string
	FactID *regexp.Regexp // what may be the id of a demand, a decision or a rule; nil = nothing is
	Facts  []string       // the ids that there are
	// Noting follows a scenario that has not begun.
	Noting  func() Noting
	Nearest func(word string, known []string) string // "" = nothing is near
}

// Noting knows which names in braces stand for something, step by step.
type Noting interface {
	Unnoted(text string) (name, hint string) // the first name that stands for nothing, "" if there is none
	Step(text string)                        // goes past a step
}

// Check looks at all files as one collection and returns what it finds, in the
// order of the files and their lines. Rules in off are not looked at.
func Check(files []File, k Knowledge, off []string) []Finding {
	all := make([]*inspection, len(files))
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for i, f := range files {
		reading.Go(func() error {
			all[i] = inspect(f, k, off)
			return nil
		})
	}
	_ = reading.Wait()
	duplicates(all)
	var findings []Finding
	for _, in := range all {
		slices.SortStableFunc(in.findings, func(a, b Finding) int {
			return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule))
		})
		findings = append(findings, in.findings...)
	}
	return findings
}

// inspection is the look at one file.
type inspection struct {
	Knowledge
	path      string
	directory string // the name of the file's own
	text      string
	comments  []*messages.Comment
	feature   *messages.Feature
	scenarios []*scenario
	grounds   []*messages.Background
	off       map[string]bool
	nameless  map[messages.Location]bool // where a name that stands for nothing was reported
	findings  []Finding
}

// scenario is a Scenario or a Scenario Outline with what it inherits.
type scenario struct {
	*messages.Scenario
	inherited []*messages.Tag
	before    []*messages.Step // of the Backgrounds
	opens     []*messages.Step // those of them that no scenario ahead of it has
}

// first returns the steps that are to be looked at with the scenario: its own,
// and those of the Backgrounds that it is the first to have.
func (s *scenario) first() []*messages.Step { return slices.Concat(s.opens, s.Steps) }

// inspect applies the rules that need one file only.
func inspect(f File, k Knowledge, off []string) *inspection {
	in := &inspection{Knowledge: k, path: f.Path, directory: path.Base(path.Dir(f.Path)), off: map[string]bool{}, nameless: map[messages.Location]bool{}}
	for _, name := range off {
		in.off[name] = true
	}
	document, err := featurefile.Parse(f.Text)
	var broken *featurefile.Broken
	switch {
	case errors.As(err, &broken):
		for _, p := range broken.Problems {
			in.report(syntax, &messages.Location{Line: int64(max(p.Line, 1)), Column: int64(max(p.Column, 1))}, "", "%s", p.Text)
		}
		return in
	case document.Feature == nil:
		in.report(syntax, &messages.Location{Line: 1, Column: 1}, "", "there is no feature in the file")
		return in
	}
	in.text, in.comments = string(featurefile.Clean(f.Text)), document.Comments
	in.switchOff(document.Comments)
	in.feature = document.Feature
	in.collect()
	in.open()
	for _, r := range rules {
		if r.feature != nil {
			r.feature(in, r)
		}
		if r.scenario != nil {
			for _, s := range in.scenarios {
				r.scenario(in, r, s)
			}
		}
	}
	return in
}

// report notes a finding, unless its rule is off. Without a hint of its own the
// rule's remedy is given.
func (in *inspection) report(r *Rule, at *messages.Location, hint, format string, args ...any) {
	if in.off[r.Name] {
		return
	}
	in.findings = append(in.findings, Finding{
		Path: in.path, Line: int(at.Line), Column: int(max(at.Column, 1)),
		Severity: r.Severity, Rule: r.Name, Text: fmt.Sprintf(format, args...), Hint: cmp.Or(hint, r.Remedy),
	})
}

// collect lists the scenarios with what their feature and rule give them.
func (in *inspection) collect() {
	var before []*messages.Step
	for _, child := range in.feature.Children {
		switch {
		case child.Background != nil:
			in.grounds, before = append(in.grounds, child.Background), child.Background.Steps
		case child.Scenario != nil:
			in.scenarios = append(in.scenarios, &scenario{Scenario: child.Scenario, inherited: in.feature.Tags, before: before})
		case child.Rule != nil:
			inherited := slices.Concat(in.feature.Tags, child.Rule.Tags)
			steps := before
			for _, inner := range child.Rule.Children {
				if inner.Background != nil {
					in.grounds, steps = append(in.grounds, inner.Background), slices.Concat(before, inner.Background.Steps)
				}
				if inner.Scenario != nil {
					in.scenarios = append(in.scenarios, &scenario{Scenario: inner.Scenario, inherited: inherited, before: steps})
				}
			}
		}
	}
}

// open finds out which scenario is the first to have each step of a Background.
func (in *inspection) open() {
	seen := map[*messages.Step]bool{}
	for _, s := range in.scenarios {
		for _, step := range s.before {
			if !seen[step] {
				seen[step] = true
				s.opens = append(s.opens, step)
			}
		}
	}
}

// has says whether every row of the scenario carries a tag: by the scenario
// itself, from above, or from its Examples.
func (s *scenario) has(tag string) bool {
	is := func(t *messages.Tag) bool { return t.Name == tag }
	if slices.ContainsFunc(s.inherited, is) || slices.ContainsFunc(s.Tags, is) {
		return true
	}
	all := len(s.Examples) > 0
	for _, e := range s.Examples {
		all = all && slices.ContainsFunc(e.Tags, is)
	}
	return all
}
