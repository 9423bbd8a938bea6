package coverage

import (
	"slices"

	"assay/reports"
)

// Coverage is what a run, or the specification alone, covers of the API.
type Coverage struct {
	Run       string    `json:"run,omitempty"` // "" without a log
	Target    string    `json:"target,omitempty"`
	Scenarios int       `json:"scenarios"` // those that count: all that passed, or all there are without a log
	LeftOut   int       `json:"leftOut"`   // those that did not pass, and cover nothing
	Measures  []Measure `json:"measures"`
}

// Measure is a list of things that can be covered: "endpoints".
type Measure struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"` // when a thing counts as covered; one line
	Covered int    `json:"covered"`
	Certain int    `json:"certain"` // covered by a scenario that is verified or decided
	Total   int    `json:"total"`
	Items   []Item `json:"items"`

	index map[string]int
}

// Item is one thing of a measure, with the scenarios that cover it.
type Item struct {
	Name       string   `json:"name"`
	Detail     string   `json:"detail,omitempty"`
	Verified   int      `json:"verified"` // scenarios by how certain their promise is
	Decided    int      `json:"decided"`
	Unverified int      `json:"unverified"`
	Scenarios  []string `json:"scenarios,omitempty"` // the ids of the first few

	last     string // the scenario that was counted last
	doubtful bool   // it is unverified itself, whatever the scenarios promise
}

// shown is how many scenarios an item names.
const shown = 3

// Covered says whether any scenario covers the item.
func (i Item) Covered() bool { return i.Verified+i.Decided+i.Unverified > 0 }

// Certain says whether a scenario covers the item whose promise does not rest on
// best knowledge alone. Others never count towards a certificate.
func (i Item) Certain() bool { return i.Verified+i.Decided > 0 }

// Percent is the share that is covered, rounded down: 100 means all.
func (m Measure) Percent() int {
	if m.Total == 0 {
		return 100
	}
	return m.Covered * 100 / m.Total
}

// Missing returns the items that nothing covers.
func (m Measure) Missing() []Item {
	var missing []Item
	for _, i := range m.Items {
		if !i.Covered() {
			missing = append(missing, i)
		}
	}
	return missing
}

// Measure returns the measure of that name.
func (c *Coverage) Measure(name string) (Measure, bool) {
	i := slices.IndexFunc(c.Measures, func(m Measure) bool { return m.Name == name })
	if i < 0 {
		return Measure{}, false
	}
	return c.Measures[i], true
}

func newMeasure(name, meaning string) *Measure {
	return &Measure{Name: name, Meaning: meaning, index: map[string]int{}}
}

// want adds a thing that is to be covered. A second of the same name is the
// same.
func (m *Measure) want(name, detail string) {
	if _, known := m.index[name]; known {
		return
	}
	m.index[name] = len(m.Items)
	m.Items = append(m.Items, Item{Name: name, Detail: detail})
}

// doubt makes a thing that is wanted one that is never certain.
func (m *Measure) doubt(name string) { m.Items[m.index[name]].doubtful = true }

// cover counts a scenario for an item, once. Names that nobody wants are passed
// over: they are no part of the documentation.
func (m *Measure) cover(name string, by *reports.ScenarioRecord) {
	at, wanted := m.index[name]
	if !wanted {
		return
	}
	item := &m.Items[at]
	if item.last == by.ID {
		return
	}
	item.last = by.ID
	switch {
	case item.doubtful:
		item.Unverified++
	case slices.Contains(by.Tags, "@verified"):
		item.Verified++
	case slices.Contains(by.Tags, "@decided"):
		item.Decided++
	default:
		item.Unverified++
	}
	if len(item.Scenarios) < shown {
		item.Scenarios = append(item.Scenarios, by.ID)
	}
}

// count sums the items up.
func (m *Measure) count() Measure {
	m.Total = len(m.Items)
	for _, i := range m.Items {
		if i.Covered() {
			m.Covered++
		}
		if i.Certain() {
			m.Certain++
		}
	}
	return *m
}
