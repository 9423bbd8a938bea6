package runner

import (
	"errors"
	"io/fs"
	"slices"
	"time"

	"assay/reports"
)

// Timings are the durations of scenarios in earlier runs, by id.
type Timings map[string]time.Duration

// ReadTimings reads the durations from logs, of whatever runs and targets. Of
// several attempts at a scenario it takes the median. A log that is not there is
// told to absent and passed over: the first run of all has none before it.
func ReadTimings(logs []string, absent func(log string)) (Timings, error) {
	all := map[string][]time.Duration{}
	for _, log := range logs {
		run, err := reports.Read(log)
		if errors.Is(err, fs.ErrNotExist) {
			absent(log)
			continue
		}
		if err != nil {
			return nil, err
		}
		for _, s := range run.Scenarios {
			for _, a := range s.Attempts {
				if a.Verdict != reports.NotRun && a.Verdict != reports.Skipped {
					all[s.ID] = append(all[s.ID], a.Duration)
				}
			}
		}
		if err := run.Close(); err != nil {
			return nil, err
		}
	}
	times := Timings{}
	for id, list := range all {
		times[id] = median(list)
	}
	return times, nil
}

// usual is the duration of scenarios that no log knows: the median of those that
// are known.
func (t Timings) usual(scenarios []*scenario) time.Duration {
	var known []time.Duration
	for _, s := range scenarios {
		if d, ok := t[s.id]; ok {
			known = append(known, d)
		}
	}
	return median(known)
}

// of is the duration of a scenario. Even what takes no time counts, so that
// scenarios are spread where nothing is known.
func (t Timings) of(id string, usual time.Duration) time.Duration {
	if d, known := t[id]; known {
		usual = d
	}
	return max(usual, time.Microsecond)
}

// median is the lower of the middle ones, 0 of nothing.
func median(list []time.Duration) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[(len(list)-1)/2]
}
