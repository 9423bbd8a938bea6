package browser

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Path says which frame of a page is meant: the title or name of a frame of the
// page, then that of a frame in it, and so on. The empty one is the page itself.
//
// In YAML it is a list, or the name alone of a frame of the page.
type Path []string

// UnmarshalYAML reads either form.
func (p *Path) UnmarshalYAML(n *yaml.Node) error {
	names := []string{""}
	err := n.Decode(&names[0])
	if n.Kind == yaml.SequenceNode {
		err = n.Decode(&names)
	}
	if err != nil {
		return err
	}
	if len(names) == 0 || slices.ContainsFunc(names, func(name string) bool { return strings.TrimSpace(name) == "" }) {
		return errors.New("frame is a title or name, or a list of them from the outer frame to the inner one")
	}
	*p = names
	return nil
}

// String names the frame and those around it, the innermost first.
func (p Path) String() string {
	frames := make([]string, 0, len(p))
	for _, name := range slices.Backward(p) {
		frames = append(frames, fmt.Sprintf("the frame %q", name))
	}
	return strings.Join(frames, " of ")
}
