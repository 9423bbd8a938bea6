package runner

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"assay/support/target"
)

// narrowing is what a selection says beyond tags and lines: ids and names.
type narrowing struct {
	paths []string // without the ids among them
	ids   []string
	name  *regexp.Regexp // nil = all
}

// wholeID is an id as it is typed: PA-001, or PA-001[VISA] for one row. One with
// too few digits is meant as an id all the same.
var wholeID = regexp.MustCompile(`^[A-Z]{2,4}-[0-9]+(\[.+\])?$`)

// narrowing tells ids from paths. A file that is called like an id is a file.
func (sel Selection) narrowing() (narrowing, error) {
	var n narrowing
	for _, word := range sel.Paths {
		if _, err := os.Stat(word); err != nil && wholeID.MatchString(word) {
			n.ids = append(n.ids, word)
			continue
		}
		n.paths = append(n.paths, word)
	}
	if sel.Name == "" {
		return n, nil
	}
	var err error
	if n.name, err = regexp.Compile(sel.Name); err != nil {
		return n, usage("escape what is meant literally, such as \\( and \\[", "--name: %v", err)
	}
	return n, nil
}

// choose keeps those of some scenarios that are meant; an id that none of all
// has is a mistake.
func (n narrowing) choose(all, some []*scenario) ([]*scenario, error) {
	for _, id := range n.ids {
		if slices.ContainsFunc(all, func(s *scenario) bool { return s.isCalled(id) }) {
			continue
		}
		hint := "\"assay list\" shows the scenarios; those of your own features need their path, too"
		if near := target.Nearest(id, idsOf(all)); near != "" {
			hint = "did you mean " + near + "?"
			if n.paths == nil {
				hint += " One of your own features needs its path, too"
			}
		}
		return nil, usage(hint, "there is no scenario %s", id)
	}
	if n.ids == nil && n.name == nil {
		return some, nil
	}
	return slices.DeleteFunc(some, func(s *scenario) bool {
		called := func(id string) bool { return s.isCalled(id) }
		return n.ids != nil && !slices.ContainsFunc(n.ids, called) || n.name != nil && !n.name.MatchString(s.name())
	}), nil
}

// isCalled says whether an id means the scenario: its own, or that of the
// outline it is a row of.
func (s *scenario) isCalled(id string) bool {
	rest, is := strings.CutPrefix(s.id, id)
	return is && (rest == "" || rest[0] == '[')
}

// idsOf returns the ids of scenarios, and of the outlines that some are rows of.
func idsOf(all []*scenario) []string {
	var ids []string
	for _, s := range all {
		base, _, row := strings.Cut(s.id, "[")
		if n := len(ids); row && (n == 0 || !strings.HasPrefix(ids[n-1], base+"[")) {
			ids = append(ids, base)
		}
		ids = append(ids, s.id)
	}
	return ids
}

// OnDisk returns the files and directories of a selection that are on disk, and
// not in the embedded specification.
func (sel Selection) OnDisk() []string {
	var there []string
	for _, word := range sel.Paths {
		path := parseLocation(word).path
		if _, err := os.Stat(path); err == nil && !slices.Contains(there, path) {
			there = append(there, path)
		}
	}
	return there
}

// Only narrows a selection to some of the files that it is on disk. Lines, ids,
// names and tags go on to count.
func (sel Selection) Only(files []string) Selection {
	var paths []string
	for _, word := range sel.Paths {
		l := parseLocation(word)
		_, err := os.Stat(l.path)
		lined := len(l.lines) > 0 && slices.Contains(files, filepath.ToSlash(filepath.Clean(l.path)))
		if lined || err != nil && wholeID.MatchString(word) {
			paths = append(paths, word)
		}
	}
	sel.Paths = append(paths, files...)
	return sel
}
