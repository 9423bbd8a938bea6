package runner

import (
	"fmt"
	"slices"
	"strings"

	"assay/steps"
	"assay/support/featurefile"
	"assay/support/target"
)

// unnoted says which name in braces of a text no step so far has noted, and what
// may have been meant; "" if all stand for something.
func unnoted(n *steps.Noting, text string) (name, hint string) {
	name = n.Unknown(text)
	if name == "" {
		return "", ""
	}
	names := n.Names()
	if near := target.Nearest(name, names); near != "" {
		return name, "did you mean {" + near + "}?"
	}
	slices.Sort(names)
	return name, fmt.Sprintf(`what stands for something there is {%s}; note it before: the merchant notes the answer's "..." as %q`,
		strings.Join(names, "}, {"), name)
}

// checkNames refuses names in braces that nothing has noted, before anything is
// sent.
func (m *matcher) checkNames(s *scenario) error {
	noting := m.library.Noting()
	for step := range s.steps {
		for _, text := range featurefile.Texts(step) {
			name, hint := unnoted(noting, s.fill(text))
			if name == "" {
				continue
			}
			line, column := featurefile.Place(s.feature.text, "{"+name+"}", step, s.line)
			return usage(hint, "%s:%d:%d: no step before it has noted {%s}", s.feature.path, line, column, name)
		}
		noting.Step(s.fill(step.Text))
	}
	return nil
}
