package runner

import "sync"

// keptFeatures has a function for each feature of the program, by its path, that
// returns the feature, read when it is first called. Reading them is most of the
// work of a plan, and a process that watches, or lists one selection after the
// other, plans again and again.
var keptFeatures sync.Map

// kept returns a feature of the program. Plans have all of it in common, which
// nobody changes, but for the scenarios: those are for one plan alone to mark.
func kept(f file) (*feature, error) {
	read, known := keptFeatures.Load(f.shown)
	if !known {
		read, _ = keptFeatures.LoadOrStore(f.shown, sync.OnceValues(func() (*feature, error) {
			common, err := f.parseAnew()
			if err == nil {
				common.kept = true
			}
			return common, err
		}))
	}
	common, err := read.(func() (*feature, error))()
	if err != nil {
		return nil, err
	}
	own := *common
	own.all = make([]*scenario, len(common.all))
	copies := make([]scenario, len(common.all))
	for i, s := range common.all {
		copies[i] = *s
		own.all[i] = &copies[i]
	}
	return &own, nil
}
