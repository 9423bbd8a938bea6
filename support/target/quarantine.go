package target

import (
	"errors"
	"io/fs"
	"os"
	"regexp"
	"time"
)

// DefaultQuarantine is the quarantine file that is read when none is named.
const DefaultQuarantine = "assay-quarantine.yaml"

// Quarantine is a file of scenarios that are known not to pass. It is kept in
// git beside what it excuses.
type Quarantine struct {
	Path    string // as given; "" when there is none
	Entries []QuarantineEntry

	root place
}

// QuarantineEntry excuses one scenario, or all rows of an outline, until a day.
type QuarantineEntry struct {
	ID     string `yaml:"id"`     // PA-001, or PA-001[VISA] for one row
	Owner  string `yaml:"owner"`  // who looks after it
	Reason string `yaml:"reason"` // what is wrong
	Ticket string `yaml:"ticket"` // where the work on it is tracked
	Expiry string `yaml:"expiry"` // the last day that it counts: 2026-12-31
}

type fileQuarantine struct {
	Scenarios []QuarantineEntry `yaml:"scenarios"`
}

var scenarioID = regexp.MustCompile(`^[A-Z]{2,4}-[0-9]{3,4}(\[.+\])?$`)

// LoadQuarantine reads a quarantine file; with an empty path it reads
// ./assay-quarantine.yaml if there is one. Whatever is missing, unknown or given
// twice is refused with its line, and so is an entry that has expired on the day
// of now: an excuse does not last for ever.
func LoadQuarantine(path string, now time.Time) (*Quarantine, error) {
	file := path
	if file == "" {
		file = DefaultQuarantine
	}
	data, err := os.ReadFile(file)
	if path == "" && errors.Is(err, fs.ErrNotExist) {
		return &Quarantine{}, nil
	}
	if err != nil {
		return nil, &Error{
			File: file, Problem: "cannot read the quarantine: " + reason(err),
			Remedy: "name a file that exists, or leave --quarantine away",
		}
	}
	return parseQuarantine(file, data, now)
}

func parseQuarantine(file string, data []byte, now time.Time) (*Quarantine, error) {
	var raw fileQuarantine
	root, err := readStrict(file, data, &raw)
	if err != nil {
		return nil, err
	}
	q := &Quarantine{Path: file, Entries: raw.Scenarios, root: root}
	lines := map[string]int{}
	for i, e := range q.Entries {
		at := q.place(i)
		if err := e.check(at, now); err != nil {
			return nil, err
		}
		if line, twice := lines[e.ID]; twice {
			return nil, at.key("id").errorf("keep one of the two", "%s is in quarantine since line %d already", e.ID, line)
		}
		lines[e.ID] = at.key("id").node.Line
	}
	return q, nil
}

func (e QuarantineEntry) check(at place, now time.Time) error {
	for _, key := range []struct{ name, value string }{
		{"id", e.ID}, {"owner", e.Owner}, {"reason", e.Reason}, {"ticket", e.Ticket}, {"expiry", e.Expiry},
	} {
		if key.value == "" {
			return at.errorf("an entry has id, owner, reason, ticket and expiry", "%s is missing", key.name)
		}
	}
	if !scenarioID.MatchString(e.ID) {
		return at.key("id").errorf("write it like PA-001, or PA-001[VISA] for one row of an outline", "%q is no id of a scenario", e.ID)
	}
	last, err := time.Parse(time.DateOnly, e.Expiry)
	if err != nil {
		return at.key("expiry").errorf("write the last day that it counts like 2026-12-31", "expiry must be a date")
	}
	if !now.UTC().Before(last.AddDate(0, 0, 1)) {
		return at.key("expiry").errorf("repair the scenario and remove the entry, or agree with "+e.Owner+" on a new date ("+e.Ticket+")",
			"the quarantine of %s has expired on %s", e.ID, e.Expiry)
	}
	return nil
}

func (q *Quarantine) place(i int) place { return q.root.key("scenarios").item(i) }

// Unknown is the error for an entry, by its index, whose scenario is none of the
// known ones.
func (q *Quarantine) Unknown(i int, known []string) error {
	id := q.Entries[i].ID
	remedy := "ids never change: has the scenario been removed? assay list shows them all"
	if near := Nearest(id, known); near != "" {
		remedy = "did you mean " + near + "?"
	}
	return q.place(i).key("id").errorf(remedy, "there is no scenario %s to keep in quarantine", id)
}
