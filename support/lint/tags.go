package lint

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	messages "github.com/cucumber/messages/go/v21"
)

// allTags yields every tag of the feature where it stands.
func (in *inspection) allTags(yield func(*messages.Tag) bool) {
	each := func(tags []*messages.Tag) bool {
		for _, t := range tags {
			if !yield(t) {
				return false
			}
		}
		return true
	}
	if !each(in.feature.Tags) {
		return
	}
	for _, child := range in.feature.Children {
		if child.Rule != nil && !each(child.Rule.Tags) {
			return
		}
	}
	for _, s := range in.scenarios {
		if !each(s.Tags) {
			return
		}
		for _, e := range s.Examples {
			if !each(e.Tags) {
				return
			}
		}
	}
}

// almostID is what somebody may have meant as an id.
var almostID = regexp.MustCompile(`^@[A-Za-z]+[-_]?\d+$`)

func unknownTags(in *inspection, r *Rule) {
	known := slices.Sorted(maps.Keys(in.Families))
	for t := range in.allTags {
		if _, is := in.Families[t.Name]; is || in.IsID(t.Name) || almostID.MatchString(t.Name) {
			continue
		}
		hint := ""
		if near := in.Nearest(t.Name, known); near != "" {
			hint = "did you mean " + near + `? Tags of your own are declared under "tags:" in assay.yaml`
		}
		in.report(r, t.Location, hint, "unknown tag %s", t.Name)
	}
}

func oneID(in *inspection, r *Rule, s *scenario) {
	ids := 0
	for _, t := range s.Tags {
		switch _, known := in.Families[t.Name]; {
		case in.IsID(t.Name):
			if ids++; ids > 1 {
				in.report(r, t.Location, "keep the older one", "scenario %q has a second id, %s", s.Name, t.Name)
			}
		case !known && almostID.MatchString(t.Name):
			in.report(r, t.Location, "an id is two to four capitals, a hyphen and three or four digits: @PA-001",
				"%s is no id", t.Name)
			ids++
		}
	}
	if ids == 0 {
		in.report(r, s.Location, "", "scenario %q has no id", s.Name)
	}
}

// noIDAbove finds ids that several scenarios would inherit.
func noIDAbove(in *inspection, r *Rule) {
	above := in.feature.Tags
	for _, child := range in.feature.Children {
		if child.Rule != nil {
			above = slices.Concat(above, child.Rule.Tags)
		}
	}
	for _, t := range above {
		if in.IsID(t.Name) {
			in.report(r, t.Location, "tag the scenario itself", "the id %s stands above its scenario", t.Name)
		}
	}
}

// areaTag compares the areas of a feature with its directory. An author's own
// directory need not be an area.
func areaTag(in *inspection, r *Rule) {
	own := "@" + in.directory
	carried := false
	for _, t := range in.feature.Tags {
		switch {
		case t.Name == own:
			carried = true
		case in.Families[t.Name] == "area":
			remedy := ""
			if in.Families[own] != "area" {
				remedy = "take the tag away, or move the file into a directory " + strings.TrimPrefix(t.Name, "@")
			}
			in.report(r, t.Location, remedy, "the feature is tagged %s, but stands in %s", t.Name, in.directory)
			carried = true
		}
	}
	if !carried && in.Families[own] == "area" {
		in.report(r, in.feature.Location, "tag it "+own, "the feature does not carry the tag of its directory")
	}
}

// statusTag looks at each Examples of an outline by itself: its rows may be surer
// than others.
func statusTag(in *inspection, r *Rule, s *scenario) {
	var statuses []string
	for _, tag := range slices.Sorted(maps.Keys(in.Families)) {
		if in.Families[tag] == "fact" {
			statuses = append(statuses, tag)
		}
	}
	if len(statuses) == 0 {
		return
	}
	look := func(at *messages.Location, what string, tags ...*messages.Tag) {
		var carried []string
		for _, status := range statuses {
			if slices.ContainsFunc(tags, func(t *messages.Tag) bool { return t.Name == status }) {
				carried = append(carried, status)
			}
		}
		switch len(carried) {
		case 0:
			in.report(r, at, "", "%s %q carries none of %s", what, s.Name, strings.Join(statuses, ", "))
		case 1:
		default:
			in.report(r, at, "keep one of them", "%s %q is both %s", what, s.Name, strings.Join(carried, " and "))
		}
	}
	own := slices.Concat(s.inherited, s.Tags)
	if len(s.Examples) == 0 {
		look(s.Location, "scenario", own...)
	}
	for _, e := range s.Examples {
		look(e.Location, "the Examples of", slices.Concat(own, e.Tags)...)
	}
}

func needsTag(in *inspection, r *Rule, s *scenario) {
	told := map[string]bool{}
	for _, step := range slices.Concat(s.before, s.Steps) {
		for text := range s.texts(step) {
			for _, need := range in.Needs(text) {
				if tag := "@" + need; !s.has(tag) && !told[tag] {
					told[tag] = true
					in.report(r, s.Location, "", "scenario %q needs the tag %s for %q", s.Name, tag, text)
				}
			}
		}
	}
}
