package runner

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"assay/features"
	"assay/reports"
	"assay/support/target"
)

// quarantine marks the scenarios that are known not to pass. Entries for
// scenarios that are not there are refused; those of features that this run does
// not read are looked for in the specification and beside the file.
func quarantine(q *target.Quarantine, all []*scenario, built embedded) error {
	if q == nil {
		return nil
	}
	for i, e := range q.Entries {
		mark := &reports.Quarantine{Owner: e.Owner, Reason: e.Reason, Ticket: e.Ticket, Expiry: e.Expiry}
		read, found := false, false
		base, _, _ := strings.Cut(e.ID, "[")
		for _, s := range all {
			read = read || s.isCalled(base)
			if s.isCalled(e.ID) {
				s.quarantine, found = mark, true
			}
		}
		if !found && (read || !standsSomewhere(base, built.fsys, features.FS, os.DirFS(filepath.Dir(q.Path)))) {
			return q.Unknown(i, idsOf(all))
		}
	}
	return nil
}

// standsSomewhere looks for an id tag in the features of some trees.
func standsSomewhere(id string, trees ...fs.FS) bool {
	tag := regexp.MustCompile(`(?m)^\s*(@\S+\s+)*@` + regexp.QuoteMeta(id) + `(\s|$)`)
	for _, fsys := range trees {
		found := false
		_ = fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			hidden := strings.HasPrefix(entry.Name(), ".") && name != "." || entry.Name() == "node_modules"
			switch {
			case err != nil || entry.IsDir() && hidden:
				return fs.SkipDir // what cannot be read has no id that we could know of
			case strings.HasSuffix(name, ".feature"):
				text, err := fs.ReadFile(fsys, name)
				if found = err == nil && tag.Match(text); found {
					return fs.SkipAll
				}
			}
			return nil
		})
		if found {
			return true
		}
	}
	return false
}
