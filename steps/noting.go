package steps

import (
	"slices"
	"strings"
)

// Noting follows the steps of one scenario, read and not carried out, and knows
// which names in braces stand for something by then. It is where that is decided
// before a run; [World.Fill] decides it in one.
type Noting struct {
	library *Library
	names   []string
	open    bool // an author's sentence came by, which may have noted anything
}

// Noting returns what a scenario that has not begun has noted.
func (l *Library) Noting() *Noting { return &Noting{library: l, names: []string{"id"}} }

// Unknown returns the first name in braces of a text that no step so far has
// noted, "" if there is none.
func (n *Noting) Unknown(text string) string {
	if n.open || !Mentions(text) {
		return ""
	}
	for _, braced := range noted.FindAllString(text, -1) {
		if name := strings.Trim(braced, "{}"); !slices.Contains(n.names, name) {
			return name
		}
	}
	return ""
}

// Step goes past a step, which may note something.
func (n *Noting) Step(text string) {
	if name, fits := notesPath.word("name", text); fits {
		n.names = append(n.names, name)
		return
	}
	n.open = n.open || slices.ContainsFunc(n.library.openOwn(), func(e *Expression) bool { return e.MatchString(text) })
}

// Names returns the names that stand for something, in the order in which they
// were noted.
func (n *Noting) Names() []string { return slices.Clone(n.names) }
