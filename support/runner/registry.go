package runner

import (
	"bufio"
	"io/fs"
	"slices"
	"strings"

	"assay/features"
	"assay/support/target"
)

// registry is the list of tags a scenario may carry. Tags select and say what a
// scenario needs, so a mistyped one would silently change what is tested.
type registry struct {
	known    []string
	areas    map[string]bool   // tags that name a directory of features
	families map[string]string // what kind each tag is of: "area", ..., "declared"
}

// loadRegistry reads features/tags.tsv (tag, family, meaning) and adds the tags
// that the author's assay.yaml declares.
func loadRegistry(declared []string) (registry, error) {
	text, err := fs.ReadFile(features.FS, "tags.tsv")
	if err != nil {
		return registry{}, &Problem{Code: ExitBroken, Text: "the list of tags is missing", Err: err}
	}
	r := registry{areas: map[string]bool{}, families: map[string]string{}}
	lines := bufio.NewScanner(strings.NewReader(string(text)))
	for first := true; lines.Scan(); first = false {
		cells := strings.Split(lines.Text(), "\t")
		if first || len(cells) < 2 {
			continue
		}
		r.known = append(r.known, cells[0])
		r.families[cells[0]] = cells[1]
		if cells[1] == "area" {
			r.areas[cells[0]] = true
		}
	}
	for _, tag := range declared {
		tag = "@" + strings.TrimPrefix(tag, "@")
		r.known = append(r.known, tag)
		r.families[tag] = "declared"
	}
	return r, nil
}

// has says whether a tag may be used. Ids and affinities are tags of their own
// kind.
func (r registry) has(tag string) bool {
	return idTag.MatchString(tag) || affinityTag.MatchString(tag) || slices.Contains(r.known, tag)
}

// check refuses tags that nobody declared, naming where they stand.
func (r registry) check(where string, tags []string) error {
	for _, tag := range tags {
		if r.has(tag) {
			continue
		}
		hint := `declare it under "tags:" in assay.yaml, or take one that "assay list" shows`
		if near := target.Nearest(tag, r.known); near != "" {
			hint = "did you mean " + near + "? Tags of your own are declared under \"tags:\" in assay.yaml"
		}
		return usage(hint, "%s: unknown tag %s", where, tag)
	}
	return nil
}
