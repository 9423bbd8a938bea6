package runner

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func scenariosNamed(n int) []*scenario {
	list := make([]*scenario, n)
	for i := range list {
		list[i] = &scenario{outline: &outline{}, id: fmt.Sprintf("ZZ-001[%04d]", i)}
	}
	return list
}

// skewed draws durations as suites have them: most are short, and a few are so
// long that they matter alone.
func skewed(scenarios []*scenario, r *rand.Rand) Timings {
	times := Timings{}
	for _, s := range scenarios {
		times[s.id] = time.Duration(20e6 * math.Exp(1.6*r.NormFloat64()))
	}
	return times
}

// loads are the lengths of the shards.
func loads(scenarios []*scenario, shards int, times Timings) []time.Duration {
	home := balance(scenarios, shards, times)
	load := make([]time.Duration, shards)
	usual := times.usual(scenarios)
	for _, s := range scenarios {
		load[home[s.id]-1] += times.of(s.id, usual)
	}
	return load
}

// No division can be shorter than the longest scenario, nor than a fair share.
func TestShardsTakeMuchTheSameTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		shards := rapid.IntRange(1, 40).Draw(t, "shards")
		scenarios := scenariosNamed(1000)
		times := skewed(scenarios, rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)))
		var sum, longest time.Duration
		for _, d := range times {
			sum, longest = sum+d, max(longest, d)
		}
		bound := max(longest, sum/time.Duration(shards))
		got := slices.Max(loads(scenarios, shards, times))
		if float64(got) > 1.15*float64(bound) {
			t.Fatalf("the longest of %d shards takes %v, %.3f of the bound %v", shards, got, float64(got)/float64(bound), bound)
		}
	})
}

// Machines that see the same scenarios in another order divide them alike, and
// leave none out.
func TestShardsAgree(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		scenarios := scenariosNamed(rapid.IntRange(0, 60).Draw(t, "scenarios"))
		times := Timings{}
		for _, s := range scenarios {
			if rapid.Bool().Draw(t, "known") {
				times[s.id] = time.Duration(rapid.IntRange(0, 3).Draw(t, "duration")) * time.Second
			}
			for range rapid.IntRange(0, 2).Draw(t, "affinities") {
				s.tags = append(s.tags, fmt.Sprint("@affinity:", rapid.IntRange(0, 9).Draw(t, "affinity")))
			}
		}
		shards := rapid.IntRange(1, 7).Draw(t, "shards")
		want := balance(scenarios, shards, times)
		got := balance(rapid.Permutation(scenarios).Draw(t, "order"), shards, times)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("another order divides otherwise (-want +got):\n%s", diff)
		}
		byTag := map[string]int{}
		for _, s := range scenarios {
			home := want[s.id]
			if home < 1 || home > shards {
				t.Fatalf("%s is in shard %d of %d", s.id, home, shards)
			}
			for _, tag := range s.tags {
				if other, met := byTag[tag]; met && other != home {
					t.Fatalf("%s is in the shards %d and %d", tag, other, home)
				}
				byTag[tag] = home
			}
		}
	})
}

func TestBalance(t *testing.T) {
	t.Parallel()
	tagged := scenariosNamed(5)
	tagged[0].tags, tagged[3].tags = []string{"@affinity:a"}, []string{"@affinity:a", "@affinity:b"}
	tagged[4].tags = []string{"@affinity:b"}
	tests := []struct {
		name      string
		scenarios []*scenario
		times     []int // seconds; -1: not known
		shards    int
		want      []int
	}{
		{"the longest goes alone", scenariosNamed(4), []int{1, 1, 5, 1}, 2, []int{2, 2, 1, 2}},
		{"nothing is known: they are dealt out", scenariosNamed(4), []int{-1, -1, -1, -1}, 2, []int{1, 2, 1, 2}},
		{"what is not known counts as the median", scenariosNamed(4), []int{9, 3, 1, -1}, 2, []int{1, 2, 2, 2}},
		{"affinities keep together, through others, too", tagged, []int{1, 1, 1, 1, 1}, 2, []int{1, 2, 2, 1, 1}},
		{"more shards than scenarios", scenariosNamed(1), []int{1}, 3, []int{1}},
	}
	for _, tt := range tests {
		times := Timings{}
		for i, seconds := range tt.times {
			if seconds >= 0 {
				times[tt.scenarios[i].id] = time.Duration(seconds) * time.Second
			}
		}
		home := balance(tt.scenarios, tt.shards, times)
		var got []int
		for _, s := range tt.scenarios {
			got = append(got, home[s.id])
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// The shards of a plan are the plan: nothing is lost, nothing is twice, and each
// tells of the rest.
func TestAPlanIsTheSumOfItsShards(t *testing.T) {
	t.Parallel()
	whole := planOf(t)
	const shards = 3
	met := map[string]int{}
	for n := 1; n <= shards; n++ {
		p := planOf(t)
		p.narrow(Config{Shard: Shard{n, shards}})
		if p.whole != whole.hash() {
			t.Errorf("shard %d has the hash %s, want that of the whole plan, %s", n, p.whole, whole.hash())
		}
		own := len(p.run) + len(p.skipped)
		if got, want := own+len(p.elsewhere), len(whole.run)+len(whole.skipped); got != want {
			t.Errorf("shard %d knows of %d scenarios, want %d", n, got, want)
		}
		for _, s := range p.run {
			met[s.id]++
		}
		for _, s := range p.skipped {
			met[s.id]++
		}
		named := 0
		for _, file := range p.left() {
			named += len(file.IDs)
		}
		if named != len(p.elsewhere) || own == 0 {
			t.Errorf("shard %d has %d scenarios and names %d of the other %d", n, own, named, len(p.elsewhere))
		}
		if len(p.channels) != len(p.run) {
			t.Errorf("shard %d has %d channels for %d scenarios", n, len(p.channels), len(p.run))
		}
	}
	for _, s := range whole.run {
		if met[s.id] != 1 {
			t.Errorf("%s is in %d shards", s.id, met[s.id])
		}
	}
	if got, want := len(met), len(whole.run)+len(whole.skipped); got != want {
		t.Errorf("the shards have %d scenarios, want %d", got, want)
	}
}

func planOf(t *testing.T) *plan {
	t.Helper()
	p, err := makePlan(Selection{}, simulated(), false)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The hash is of all that a scenario says, its tables and texts included.
func TestThePlanHashCoversTablesAndTexts(t *testing.T) {
	t.Parallel()
	hash := func(old, replacement string) string {
		const text = `@payments
Feature: Small
  @PA-901 @PA
  Scenario: One
    Given an amount of 92.00 EUR
    And a request with
      | name | value |
      | a    | b     |
    And a body
      """
      of text
      """
`
		f, err := parseFeature("small.feature", strings.NewReader(strings.Replace(text, old, replacement, 1)))
		if err != nil {
			t.Fatal(err)
		}
		scenarios, err := f.expand()
		if err != nil {
			t.Fatal(err)
		}
		return (&plan{run: scenarios}).hash()
	}
	same := hash("", "")
	for _, old := range []string{"92.00", "| b ", "of text", "PA-901"} {
		if hash(old, strings.Replace(old, old[len(old)-2:], "77", 1)) == same {
			t.Errorf("the hash does not notice that %q is another", old)
		}
	}
	if hash("Feature: Small", "Feature: Renamed") != same {
		t.Error("the hash depends on the title of the feature")
	}
}

func TestTimingsAreMediansOfWhatRan(t *testing.T) {
	t.Parallel()
	var absent []string
	times, err := ReadTimings([]string{"nowhere"}, func(log string) { absent = append(absent, log) })
	if err != nil || len(times) != 0 || !slices.Equal(absent, []string{"nowhere"}) {
		t.Errorf("timings %v, absent %v, error %v", times, absent, err)
	}
	scenarios := scenariosNamed(3)
	known := Timings{scenarios[0].id: 3 * time.Second, scenarios[1].id: time.Second}
	if got := known.usual(scenarios); got != time.Second {
		t.Errorf("usual = %v, want the lower of both", got)
	}
	if got := (Timings{}).of("x", 0); got != time.Microsecond {
		t.Errorf("a scenario that takes no time counts as %v, want the least there is", got)
	}
}
