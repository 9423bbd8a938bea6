package runner

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"

	"assay/reports"
	"assay/steps"
	"assay/support/boundary"
	"assay/support/spec"
	"assay/support/target"
)

// Selection says which scenarios are meant.
type Selection struct {
	Paths        []string        // directories, files, file:line or ids; empty = the embedded specification
	Tags         string          // Cucumber tag expression; empty = all
	DeclaredTags []string        // tags that the author's assay.yaml adds to the registry
	Brands       *spec.Catalogue // brands there are; nil = those of the tables
	Name         string          // regular expression that the scenario's name has to match; empty = all

	// Quarantine marks scenarios that are known not to pass; it selects none.
	Quarantine *target.Quarantine

	Features fs.FS            // of an author's program: the specification; nil = the one of assay
	Steps    []steps.Sentence // what an author adds to the built-in sentences
	Words    []steps.Word     // and to the words that they may use

	only *idSet // of a rerun: the scenarios of the run's plan; nil = all

	quarantined map[string]*reports.Quarantine // of a rerun: what the run had in quarantine, by id as logs write it
}

// Skip is a scenario that was selected but cannot run on the target.
type Skip struct {
	Scenario reports.ScenarioRecord
	Reason   string // for people: "target uat has no clock that can be advanced"
}

// plan is what a run will do: the scenarios to run in their order, and the ones
// to skip with the reason.
type plan struct {
	features []*feature // those with a selected scenario
	run      []*scenario
	skipped  []skipped
	channels []int // for each of run: index of the target's channel; nil on the simulator

	sentences *matcher

	elsewhere []*scenario // what other logs of the run tell of
	whole     string      // hash of the plan before anything was left to others
}

type skipped struct {
	*scenario
	reason string
}

// makePlan reads, checks and selects. The order is that of the files.
func makePlan(sel Selection, t target.Target, meanProduction bool) (*plan, error) {
	expression, named, err := parseTags(sel.Tags)
	if err != nil {
		return nil, err
	}
	tags, err := loadRegistry(sel.DeclaredTags)
	if err != nil {
		return nil, err
	}
	if err := tags.check("the tag expression", named); err != nil {
		return nil, err
	}
	if err := CheckListed(t.Channels, sel.Brands); err != nil {
		return nil, err
	}
	narrowed, err := sel.narrowing()
	if err != nil {
		return nil, err
	}
	made := slices.Contains(named, boundary.Tag) || slices.ContainsFunc(narrowed.ids, boundary.IsID) || sel.only.hasMade()
	read, lines, err := sel.embedded().features(narrowed.paths, made)
	if err != nil {
		return nil, err
	}
	all, err := expandAll(read, tags)
	if err != nil {
		return nil, err
	}
	if err := quarantine(sel.Quarantine, all, sel.embedded()); err != nil {
		return nil, err
	}
	selected, err := narrowed.choose(all, sel.choose(all, expression, lines))
	if err != nil {
		return nil, err
	}
	if len(selected) == 0 {
		return nil, nothingSelected(sel)
	}
	for _, s := range selected {
		if sel.quarantined != nil {
			s.quarantine = sel.quarantined[sel.only.mask.String(s.id)]
		}
	}
	library, err := sel.library()
	if err != nil {
		return nil, err
	}
	sentences := newMatcher(library)
	if err := sentences.checkSteps(selected); err != nil {
		return nil, err
	}
	if err := guard(selected, t, meanProduction); err != nil {
		return nil, err
	}
	p := divide(selected, t, sel.brands())
	p.sentences = sentences
	return p, nil
}

// divide separates what the target can run from what it cannot.
func divide(selected []*scenario, t target.Target, brands *spec.Catalogue) *plan {
	p := &plan{}
	for _, s := range selected {
		if n := len(p.features); n == 0 || p.features[n-1] != s.feature {
			p.features = append(p.features, s.feature)
		}
		channel, reason := suited(s, t, brands)
		if reason != "" {
			p.skipped = append(p.skipped, skipped{s, reason})
			continue
		}
		p.run = append(p.run, s)
		p.channels = append(p.channels, channel)
	}
	return p
}

// expandAll makes the scenarios of all features, refusing unknown tags and ids
// that stand twice.
func expandAll(read []*feature, tags registry) ([]*scenario, error) {
	n := 0
	for _, f := range read {
		n += len(f.all)
	}
	all := make([]*scenario, 0, n)
	owners := make(map[string]*scenario, n)
	masker := newIDSet().mask
	for _, f := range read {
		for i, s := range f.all {
			if i == 0 || s.node != f.all[i-1].node {
				if err := tags.check(fmt.Sprintf("%s:%d", f.path, s.line), s.tags); err != nil {
					return nil, err
				}
			}
			if first, taken := owners[s.id]; taken {
				return nil, usage("an id belongs to one scenario for ever: give the newer one a number never used",
					"%s:%d: the id %s stands at %s:%d already", f.path, s.line, s.id, first.feature.path, first.line)
			}
			owners[s.id] = s
			if shown := masker.String(s.id); shown != s.id {
				if first, taken := owners[shown]; taken {
					return nil, usage("a report shows six and four digits of a card number: name the rows otherwise in the first column",
						"%s:%d: in reports its id is %s, as is that of the scenario at %s:%d",
						f.path, s.line, shown, first.feature.path, first.line)
				}
				owners[shown] = s
			}
		}
		all = append(all, f.all...)
	}
	return all, nil
}

// choose keeps what the tag expression and the lines of the command line mean.
func (sel Selection) choose(all []*scenario, expression tagExpression, lines map[string][]int) []*scenario {
	var chosen []*scenario
	var set map[string]bool
	for i, s := range all {
		if i == 0 || &s.tags[0] != &all[i-1].tags[0] || len(s.tags) != len(all[i-1].tags) {
			set = make(map[string]bool, len(s.tags))
			for _, tag := range s.tags {
				set[tag] = true
			}
		}
		if expression.matches(set) && s.isAt(lines[s.feature.path]) && sel.only.has(s.id) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// isAt says whether one of the lines means the scenario: its own line, that of
// its outline, or any line from its tags to its steps. No lines mean all
// scenarios.
func (s *scenario) isAt(lines []int) bool {
	if len(lines) == 0 {
		return true
	}
	for _, line := range lines {
		first, last := int(s.node.Location.Line), int(s.node.Steps[len(s.node.Steps)-1].Location.Line)
		if len(s.node.Tags) > 0 {
			first = int(s.node.Tags[0].Location.Line)
		}
		if line == s.line || first <= line && line <= last {
			return true
		}
	}
	return false
}

func nothingSelected(sel Selection) error {
	text := "no scenario is selected"
	if sel.Tags != "" {
		text += fmt.Sprintf(" by the tag expression %q", sel.Tags)
	}
	if sel.Name != "" {
		text += fmt.Sprintf(" by the name %q", sel.Name)
	}
	help := "\"assay list\" shows the scenarios and their tags"
	for _, path := range sel.Paths {
		if l := parseLocation(path); len(l.lines) > 0 {
			text += " at " + path
			help = "\"assay list\" shows their lines; any line of a scenario will do, from its tags to its last step"
		}
	}
	return &Problem{Code: ExitNothingToRun, Text: text, Help: help}
}

// shuffle puts the scenarios into the random order of a seed, so that hidden
// dependencies between them show and can be shown again.
func (p *plan) shuffle(seed int64) {
	r := rand.New(rand.NewPCG(uint64(seed), 0))
	r.Shuffle(len(p.run), func(i, j int) {
		p.run[i], p.run[j] = p.run[j], p.run[i]
		p.channels[i], p.channels[j] = p.channels[j], p.channels[i]
	})
}

// hash identifies what is run, whatever its order: logs of one plan may be
// merged, logs of different plans may not.
func (p *plan) hash() string {
	var sum [sha256.Size]byte
	add := func(s *scenario, reason string) {
		h := sha256.New()
		fmt.Fprintf(h, "%s\x00%s", s.id, reason)
		for step := range s.steps {
			fmt.Fprintf(h, "\x00%s", s.fill(step.Text))
			if step.DocString != nil {
				fmt.Fprintf(h, "\x01%s", s.fill(step.DocString.Content))
			}
			for _, row := range s.table(step) {
				fmt.Fprintf(h, "\x02%q", row)
			}
		}
		for i, b := range h.Sum(nil) {
			sum[i] ^= b
		}
	}
	for _, s := range p.run {
		add(s, "")
	}
	for _, s := range p.skipped {
		add(s.scenario, s.reason)
	}
	return hex.EncodeToString(sum[:16])
}

// record describes the scenario for the log.
func (s *scenario) record() reports.ScenarioRecord {
	r := reports.ScenarioRecord{
		ID: s.id, Name: s.name(), Feature: s.feature.tree.Name, File: s.feature.path, Line: s.line,
		Tags: s.tags, Source: s.feature.source, Refs: s.refs(), Quarantine: s.quarantine,
	}
	if s.rule != nil {
		r.Rule = s.rule.Name
	}
	for range s.steps {
		r.Steps++
	}
	return r
}

// List returns the scenarios that a run would take, and those it would skip on
// the target with the reason, both in the order of the files. Card numbers in
// their names are masked.
func List(sel Selection, t target.Target) ([]reports.ScenarioRecord, []Skip, error) {
	p, err := makePlan(sel, t, true)
	if err != nil {
		return nil, nil, err
	}
	masker := newIDSet().mask
	shown := func(s *scenario) reports.ScenarioRecord {
		record := s.record()
		record.Name = masker.String(record.Name)
		return record
	}
	var run []reports.ScenarioRecord
	for _, s := range p.run {
		run = append(run, shown(s))
	}
	var skips []Skip
	for _, s := range p.skipped {
		skips = append(skips, Skip{shown(s.scenario), s.reason})
	}
	return run, skips, nil
}
