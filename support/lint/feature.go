package lint

import (
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

func source(in *inspection, r *Rule) {
	if !strings.Contains(in.feature.Description, "Source:") {
		in.report(r, in.feature.Location, "", "the feature %q does not say where its promise is made", in.feature.Name)
	}
}

// owner is where something that may exist once was seen first.
type owner struct {
	path string
	line int64
}

// seen are ids and names by their first owner.
type seen map[string]owner

// duplicates applies the rules that need all files.
func duplicates(all []*inspection) {
	ids, features := seen{}, seen{}
	id, _ := Find("duplicate-id")
	name, _ := Find("duplicate-name")
	for _, in := range all {
		if in.feature == nil {
			continue
		}
		features.claim(in, name, in.feature.Location, "feature", in.feature.Name)
		names := seen{}
		for _, s := range in.scenarios {
			names.claim(in, name, s.Location, "scenario", s.Name)
			for _, t := range s.Tags {
				if in.IsID(t.Name) {
					ids.claim(in, id, t.Location, "id", t.Name)
				}
			}
		}
	}
}

// claim reports what belongs to another already.
func (s seen) claim(in *inspection, r *Rule, at *messages.Location, kind, name string) {
	if name == "" {
		return
	}
	if first, taken := s[name]; taken {
		in.report(r, at, "", "the %s %q stands at %s:%d already", kind, name, first.path, first.line)
		return
	}
	s[name] = owner{in.path, at.Line}
}
