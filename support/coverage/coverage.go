package coverage

import (
	"assay/reports"
)

// Setting is a setting of a simulated channel.
type Setting struct {
	Name   string   // a decision's id, perhaps with a suffix; or a word
	Values []string // a form in angle brackets stands for any value
}

// Planned is what the specification alone covers: demands, decisions, settings,
// tags, and the payment types and brands that scenarios name.
func Planned(scenarios []reports.ScenarioRecord, settings []Setting) *Coverage {
	said := newSaid(settings)
	types, brands := wantedTypes(), wantedBrands()
	for i := range scenarios {
		s := &scenarios[i]
		said.scenario(s)
		for _, tag := range s.Tags {
			types.cover(typeOfTag(tag), s)
		}
		for _, brand := range brandsNamed(s.Name) {
			brands.cover(brand, s)
		}
	}
	types.Meaning, brands.Meaning = "a scenario has its tag", "a scenario's name has it"
	return &Coverage{
		Scenarios: len(scenarios), Measures: append(said.measures(), types.count(), brands.count()),
	}
}

// Of is what a run covers. Only scenarios that passed count, and all their
// attempts that did: what a failed one touched has not been shown to work.
func Of(run *reports.Run, settings []Setting) (*Coverage, error) {
	c := &Coverage{Run: run.RunID, Target: run.Target}
	said, done := newSaid(settings), newDone(run.BaseURL)
	for i := range run.Scenarios {
		s := &run.Scenarios[i]
		if s.Verdict != reports.Passed && s.Verdict != reports.Flaky {
			c.LeftOut++
			continue
		}
		c.Scenarios++
		said.scenario(&s.ScenarioRecord)
		for _, a := range s.Attempts {
			if a.Verdict != reports.Passed {
				continue
			}
			detail, err := run.Detail(a)
			if err != nil {
				return nil, err
			}
			done.attempt(&s.ScenarioRecord, detail)
		}
	}
	c.Measures = append(done.measures(), said.measures()...)
	return c, nil
}
