package runner

import (
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// idTag is a scenario's permanent name: an area code and a number (decision:
// ids survive renames and moves).
var idTag = regexp.MustCompile(`^@[A-Z]{2,4}-[0-9]{3,4}$`)

// affinityTag keeps scenarios together that lean on each other, such as those
// that share a merchant's account: all of one name run in the same shard.
var affinityTag = regexp.MustCompile(`^@affinity:[A-Za-z0-9._-]+$`)

// expand returns the scenarios of a feature, one for each row of an outline.
func (f *feature) expand() ([]*scenario, error) {
	var all []*scenario
	tags := tagNames(nil, f.tree.Tags)
	for _, child := range f.tree.Children {
		switch {
		case child.Scenario != nil:
			some, err := f.expandScenario(nil, child.Scenario, tags)
			if err != nil {
				return nil, err
			}
			all = append(all, some...)
		case child.Rule != nil:
			inherited := tagNames(tags, child.Rule.Tags)
			for _, grandchild := range child.Rule.Children {
				if grandchild.Scenario == nil {
					continue
				}
				some, err := f.expandScenario(child.Rule, grandchild.Scenario, inherited)
				if err != nil {
					return nil, err
				}
				all = append(all, some...)
			}
		}
	}
	return all, nil
}

func (f *feature) expandScenario(rule *messages.Rule, node *messages.Scenario, inherited []string) ([]*scenario, error) {
	tags := tagNames(inherited, node.Tags)
	line := int(node.Location.Line)
	var ids []string
	for _, tag := range node.Tags {
		if idTag.MatchString(tag.Name) {
			ids = append(ids, tag.Name[1:])
		}
	}
	if len(ids) != 1 {
		return nil, usage("give it one tag of an area code and a number, such as @PA-001; ids are never reused",
			"%s:%d: scenario %q has %d id tags, want 1", f.path, line, node.Name, len(ids))
	}
	if len(node.Steps) == 0 {
		return nil, usage("write its steps, or remove it", "%s:%d: scenario %q has no steps", f.path, line, node.Name)
	}
	if len(node.Examples) == 0 {
		plain := &outline{feature: f, rule: rule, node: node, tags: tags}
		return []*scenario{{outline: plain, id: ids[0], line: line}}, nil
	}
	var rows []*scenario
	lines := map[string]int64{} // of the rows, by their key
	for _, examples := range node.Examples {
		shared := &outline{feature: f, rule: rule, node: node, tags: tagNames(tags, examples.Tags)}
		if examples.TableHeader != nil {
			for _, cell := range examples.TableHeader.Cells {
				shared.columns = append(shared.columns, "<"+cell.Value+">")
			}
		}
		columns := len(shared.columns)
		// A row is a scenario and parts of two slices and two strings: thousands of
		// them weigh little. What the parser made of them is not needed any more.
		some := make([]scenario, len(examples.TableBody))
		cells := make([]string, 0, len(examples.TableBody)*columns)
		named := make([]string, len(examples.TableBody))
		for i, row := range examples.TableBody {
			key := row.Cells[0].Value
			if first, taken := lines[key]; taken {
				return nil, usage("the first column names the row: make its cells differ",
					"%s:%d: the row %q stands on line %d already", f.path, row.Location.Line, key, first)
			}
			lines[key] = row.Location.Line
			for _, cell := range row.Cells {
				cells = append(cells, cell.Value)
			}
			named[i] = ids[0] + "[" + key + "]"
			some[i] = scenario{outline: shared, cells: cells[len(cells)-columns:], line: int(row.Location.Line)}
			rows = append(rows, &some[i])
		}
		pack(cells)
		pack(named)
		for i := range some {
			some[i].id = named[i]
		}
		examples.TableBody = nil
	}
	if len(rows) == 0 { // it would be missing from every report
		return nil, usage("write a row of its Examples, or remove it", "%s:%d: scenario outline %q has no rows",
			f.path, line, node.Name)
	}
	return rows, nil
}

// pack makes texts parts of one. Each by itself, some of them parts of a line
// that is read no more, they would keep much more memory from being used again.
func pack(texts []string) {
	all := strings.Join(texts, "")
	for i, text := range texts {
		texts[i], all = all[:len(text)], all[len(text):]
	}
}

// tagNames returns the inherited tags and the node's own. Where the node has
// none the inherited slice itself is shared.
func tagNames(inherited []string, own []*messages.Tag) []string {
	if len(own) == 0 {
		return inherited
	}
	names := slices.Clone(inherited)
	for _, tag := range own {
		if !slices.Contains(names, tag.Name) {
			names = append(names, tag.Name)
		}
	}
	return names
}
