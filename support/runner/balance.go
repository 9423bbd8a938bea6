package runner

import (
	"cmp"
	"slices"
	"time"
)

// divideAmong keeps the part of a plan that is a shard's own. The parts are of
// much the same length by what is known of the scenarios' durations; scenarios
// that share an affinity stay together. Every machine that has the same plan and
// the same timings comes to the same parts.
func (p *plan) divideAmong(s Shard, times Timings) {
	if s.Total == 0 {
		return
	}
	mine := balance(p.run, s.Total, times)
	p.keep(func(x *scenario) bool { return mine[x.id] == s.Index })
	var skips []skipped
	for i, x := range p.skipped {
		if i%s.Total+1 == s.Index {
			skips = append(skips, x)
		} else {
			p.elsewhere = append(p.elsewhere, x.scenario)
		}
	}
	p.skipped = skips
}

// keep leaves the scenarios that are not wanted to other logs.
func (p *plan) keep(wanted func(*scenario) bool) {
	var run []*scenario
	var channels []int
	for i, s := range p.run {
		if !wanted(s) {
			p.elsewhere = append(p.elsewhere, s)
			continue
		}
		run, channels = append(run, s), append(channels, p.channels[i])
	}
	p.run, p.channels = run, channels
}

// group is what one shard must run as a whole.
type group struct {
	name      string // the least id
	scenarios []*scenario
	length    time.Duration
}

// balance gives each scenario a shard, from 1: the longest group first, each to
// the shard that has the least to do so far.
func balance(scenarios []*scenario, shards int, times Timings) map[string]int {
	groups := affine(scenarios)
	usual := times.usual(scenarios)
	for _, g := range groups {
		for _, s := range g.scenarios {
			g.length += times.of(s.id, usual)
		}
	}
	slices.SortFunc(groups, func(a, b *group) int {
		return cmp.Or(cmp.Compare(b.length, a.length), cmp.Compare(a.name, b.name))
	})
	load := make([]time.Duration, shards)
	home := make(map[string]int, len(scenarios))
	for _, g := range groups {
		least := 0
		for i, l := range load {
			if l < load[least] {
				least = i
			}
		}
		load[least] += g.length
		for _, s := range g.scenarios {
			home[s.id] = least + 1
		}
	}
	return home
}

// affine puts scenarios together that share an affinity, directly or through
// others.
func affine(scenarios []*scenario) []*group {
	first := map[string]int{} // the scenario that an affinity was met with first
	same := newPartition(len(scenarios))
	for i, s := range scenarios {
		for _, tag := range s.tags {
			if !affinityTag.MatchString(tag) {
				continue
			}
			if other, met := first[tag]; met {
				same.unite(i, other)
			} else {
				first[tag] = i
			}
		}
	}
	var groups []*group
	byRoot := map[int]*group{}
	for i, s := range scenarios {
		root := same.root(i)
		g := byRoot[root]
		if g == nil {
			g = &group{name: s.id}
			byRoot[root] = g
			groups = append(groups, g)
		}
		g.name = min(g.name, s.id)
		g.scenarios = append(g.scenarios, s)
	}
	return groups
}

// partition puts numbers into classes, each a tree that points to its root.
type partition []int

func newPartition(n int) partition {
	p := make(partition, n)
	for i := range p {
		p[i] = i
	}
	return p
}

func (p partition) root(i int) int {
	for p[i] != i {
		p[i] = p[p[i]]
		i = p[i]
	}
	return i
}

func (p partition) unite(i, j int) { p[p.root(i)] = p.root(j) }
