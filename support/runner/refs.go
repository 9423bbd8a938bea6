package runner

import (
	"regexp"
	"slices"
	"sync"

	"assay/steps"
	"assay/support/spec"

	messages "github.com/cucumber/messages/go/v21"
)

// factID is what may be the id of a demand, a decision or a rule.
var factID = regexp.MustCompile(`\b(?:[SD]\d\d|R\d{3})\b`)

// factIDs are the ids of all demands, decisions and rules, in order.
var factIDs = sync.OnceValue(func() []string {
	var ids []string
	for _, d := range spec.Demands() {
		ids = append(ids, d.ID)
	}
	for _, d := range spec.Decisions() {
		ids = append(ids, d.ID)
	}
	for _, r := range spec.Rules() {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return ids
})

// factsIn returns the ids of demands, decisions and rules that a text quotes.
func factsIn(text string) []string {
	return slices.DeleteFunc(factID.FindAllString(text, -1), func(id string) bool { return !isFact(id) })
}

func isFact(id string) bool {
	_, known := slices.BinarySearch(factIDs(), id)
	return known
}

// quoting is a node of a feature's tree that comments may quote ids for: the
// feature, a rule or a scenario.
type quoting struct {
	last      int64                // a comment further down is none of its
	scenarios []*messages.Scenario // those that it speaks for
}

// refsOf returns for each scenario the ids that are quoted for it: in its own
// description and comments, in those of its rule and in those of the feature. A
// comment between two nodes belongs to the one below it.
func refsOf(document *messages.GherkinDocument) map[*messages.Scenario][]string {
	refs := map[*messages.Scenario][]string{}
	note := func(scenarios []*messages.Scenario, text string) {
		for _, id := range factsIn(text) {
			for _, s := range scenarios {
				refs[s] = append(refs[s], id)
			}
		}
	}
	nodes := quotingNodes(document.Feature, note)
	for _, c := range document.Comments {
		if s := owner(nodes, c.Location.Line); s != nil {
			note(s, c.Text)
		}
	}
	for s := range refs {
		slices.Sort(refs[s])
		refs[s] = slices.Compact(refs[s])
	}
	return refs
}

// quotingNodes lists the nodes in the order of their lines, and notes what their
// descriptions quote.
func quotingNodes(f *messages.Feature, note func([]*messages.Scenario, string)) []quoting {
	var nodes []quoting
	var all []*messages.Scenario
	scenario := func(s *messages.Scenario) {
		all = append(all, s)
		one := []*messages.Scenario{s}
		nodes = append(nodes, quoting{lastLine(s), one})
		note(one, s.Description)
	}
	for _, child := range f.Children {
		if child.Scenario != nil {
			scenario(child.Scenario)
		}
		if child.Rule == nil {
			continue
		}
		at, before := len(nodes), len(all)
		nodes = append(nodes, quoting{})
		for _, inner := range child.Rule.Children {
			if inner.Scenario != nil {
				scenario(inner.Scenario)
			}
		}
		mine := all[before:len(all):len(all)]
		nodes[at] = quoting{child.Rule.Location.Line, mine}
		note(mine, child.Rule.Description)
	}
	note(all, f.Description)
	return slices.Insert(nodes, 0, quoting{f.Location.Line, all})
}

// owner is the scenarios that a comment on a line speaks for: nil behind the last.
func owner(nodes []quoting, line int64) []*messages.Scenario {
	for _, n := range nodes {
		if line <= n.last {
			return n.scenarios
		}
	}
	return nil
}

func lastLine(s *messages.Scenario) int64 {
	last := s.Location.Line
	for _, step := range s.Steps {
		last = step.Location.Line
	}
	for _, e := range s.Examples {
		last = e.Location.Line
		if n := len(e.TableBody); n > 0 {
			last = e.TableBody[n-1].Location.Line
		}
	}
	return last
}

// refs are the ids of the demands, decisions and rules that the scenario quotes,
// and the settings of a simulated channel that it uses: "D10=single-capture".
func (s *scenario) refs() []string {
	refs := slices.Clone(s.feature.refs[s.node])
	for step := range s.steps {
		if setting := steps.SettingOf(s.fill(step.Text)); setting != "" {
			refs = append(refs, setting)
		}
	}
	return refs
}
