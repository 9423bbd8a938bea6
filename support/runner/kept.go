package runner

import (
	"slices"
	"sync"
)

// keptFeatures has a function for each feature of the program, by its path, that
// returns the feature, parsed and expanded when it is first called. Reading them
// is most of the work of a plan, and a process that watches, or lists one
// selection after the other, plans again and again.
var keptFeatures sync.Map

// kept returns a feature of the program. Every plan has the same one, which
// nobody changes.
func kept(f file) (*feature, error) {
	read, known := keptFeatures.Load(f.shown)
	if !known {
		read, _ = keptFeatures.LoadOrStore(f.shown, sync.OnceValues(func() (*feature, error) {
			parsed, err := f.parseAnew()
			if err != nil {
				return nil, err
			}
			all, err := parsed.expand()
			if err != nil {
				return nil, err
			}
			for _, s := range all {
				parsed.rows = append(parsed.rows, *s)
			}
			return parsed, nil
		}))
	}
	return read.(func() (*feature, error))()
}

// copies returns the scenarios of a feature that is kept, for one plan alone to
// mark.
func (f *feature) copies() []*scenario {
	rows := slices.Clone(f.rows)
	all := make([]*scenario, len(rows))
	for i := range rows {
		all[i] = &rows[i]
	}
	return all
}
