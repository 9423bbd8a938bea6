package runner

import (
	"hash/fnv"
	"math/rand/v2"
	"time"

	"assay/reports"
	"assay/support/boundary"
	"assay/support/mask"
	"assay/support/spec"

	"github.com/oklog/ulid/v2"
)

// identify gives a run its id and its seed. Shards have the same ones without
// talking to each other.
func (cfg *Config) identify() error {
	if cfg.Shard.Total > 0 && cfg.RunID == "" {
		return usage("give all shards the same --run-id, such as the number of the build; "+
			"in a CI system that assay knows it is that of the pipeline (\"assay help shards\")",
			"the shards of a run need an id that they share")
	}
	if cfg.Seed == 0 && cfg.Shard.Total > 0 {
		h := fnv.New32a()
		_, _ = h.Write([]byte(cfg.RunID))
		cfg.Seed = 1 + int64(h.Sum32()>>1)
	}
	if cfg.Seed == 0 {
		cfg.Seed = 1 + rand.Int64N(1<<31)
	}
	if cfg.RunID == "" {
		cfg.RunID = ulid.Make().String()
	}
	return nil
}

// narrow leaves what the run is not to do itself to other logs: the other shards,
// or what has passed before. The plan stays known as a whole by its hash.
func (p *plan) narrow(cfg Config) {
	p.whole = p.hash()
	p.divideAmong(cfg.Shard, cfg.Timings)
	if cfg.again != nil {
		p.keep(func(s *scenario) bool { return cfg.again.has(s.id) })
		for _, s := range p.skipped {
			p.elsewhere = append(p.elsewhere, s.scenario)
		}
		p.skipped = nil
	}
}

// record opens the log of a run of the plan.
func (cfg Config) record(p *plan, baseURL string) reports.RunRecord {
	r := reports.RunRecord{
		RunID: cfg.RunID, LogID: ulid.Make().String(), PlanHash: p.whole, Target: cfg.Target.Name, BaseURL: baseURL,
		Seed: cfg.Seed, Concurrency: cfg.Concurrency, Tool: cfg.Version, Spec: spec.Version(),
		Selected: len(p.run) + len(p.skipped), Started: time.Now(), Faults: cfg.Faults, Paths: cfg.Paths, Command: cfg.Command,
		Shard: cfg.Shard.Index, Shards: cfg.Shard.Total, Rerun: cfg.again != nil,
		Settings: cfg.settings(),
	}
	if len(p.elsewhere) > 0 {
		r.Planned = r.Selected + len(p.elsewhere)
	}
	return r
}

// left names, by file, what other logs tell of.
func (p *plan) left() []reports.ElsewhereRecord {
	var list []reports.ElsewhereRecord
	byFile := map[string]int{}
	for _, s := range p.elsewhere {
		i, met := byFile[s.feature.path]
		if !met {
			i = len(list)
			byFile[s.feature.path] = i
			list = append(list, reports.ElsewhereRecord{File: s.feature.path})
		}
		list[i].IDs = append(list[i].IDs, s.id)
	}
	return list
}

// told are the features that the log is to hold: those of its own scenarios.
func (p *plan) told() []*feature {
	if len(p.elsewhere) == 0 {
		return p.features
	}
	own := map[*feature]bool{}
	for _, s := range p.run {
		own[s.feature] = true
	}
	for _, s := range p.skipped {
		own[s.feature] = true
	}
	var told []*feature
	for _, f := range p.features {
		if own[f] {
			told = append(told, f)
		}
	}
	return told
}

// idSet is a set of ids as logs write them, which is masked.
type idSet struct {
	ids  map[string]bool
	mask *mask.Masker
}

func newIDSet() *idSet {
	return &idSet{map[string]bool{}, mask.New(mask.Options{PANs: spec.TestPANs()})}
}

func (s *idSet) add(ids ...string) {
	for _, id := range ids {
		s.ids[id] = true
	}
}

// hasMade tells whether a scenario of the set is made from the tables: those are
// not read unless somebody wants them.
func (s *idSet) hasMade() bool {
	if s == nil {
		return false
	}
	for id := range s.ids {
		if boundary.IsID(id) {
			return true
		}
	}
	return false
}

// has tells whether a scenario is in the set. No set has all of them.
func (s *idSet) has(id string) bool {
	return s == nil || s.ids[id] || s.ids[s.mask.String(id)]
}
