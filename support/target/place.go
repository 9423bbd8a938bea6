package target

import (
	"fmt"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// place is a spot in a YAML file, to point at in errors.
type place struct {
	file string
	node *yaml.Node
}

// at returns another node's place in the same file.
func (p place) at(n *yaml.Node) place { return place{file: p.file, node: n} }

// key returns the place of a key's value, or p itself when the key is absent.
func (p place) key(name string) place {
	n := follow(p.node)
	if n == nil || n.Kind != yaml.MappingNode {
		return p
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return p.at(n.Content[i+1])
		}
	}
	return p
}

// item returns the place of a list's item, or p itself when there is none.
func (p place) item(i int) place {
	n := follow(p.node)
	if n == nil || n.Kind != yaml.SequenceNode || i >= len(n.Content) {
		return p
	}
	return p.at(n.Content[i])
}

// along returns the place that a path leads to: keys, and numbers of items.
func (p place) along(path []string) place {
	for _, step := range path {
		if i, err := strconv.Atoi(step); err == nil && p.item(i) != p {
			p = p.item(i)
		} else {
			p = p.key(step)
		}
	}
	return p
}

// errorf makes an error that points here.
func (p place) errorf(remedy, format string, args ...any) error {
	e := &Error{File: p.file, Problem: fmt.Sprintf(format, args...), Remedy: remedy}
	if p.node != nil {
		e.Line = p.node.Line
	}
	return e
}

// follow resolves an alias to the node it stands for.
func follow(n *yaml.Node) *yaml.Node {
	for n != nil && n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	return n
}
