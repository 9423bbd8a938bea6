package reports

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// attempts makes attempts that start one after the other; the cause of each
// is its number.
func attempts(verdicts ...Verdict) []Attempt {
	list := make([]Attempt, len(verdicts))
	for i, v := range verdicts {
		list[i] = Attempt{ID: ulid(i), Verdict: v, Cause: string('1' + rune(i)), At: at(i)}
	}
	return list
}

func TestJudge(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		attempts []Verdict
		want     Verdict
		cause    string
	}{
		{"no attempt is not run", nil, NotRun, ""},
		{"a pass is a pass", []Verdict{Passed}, Passed, "1"},
		{"a failure is a failure", []Verdict{Failed}, Failed, "1"},
		{"a cut attempt alone is not run", []Verdict{NotRun}, NotRun, ""},
		{"a cut attempt takes nothing from a pass", []Verdict{Passed, NotRun}, Passed, "1"},
		{"a cut attempt does not hide a failure", []Verdict{Failed, NotRun}, Failed, "1"},
		{"failed and then passed is flaky", []Verdict{Failed, Passed}, Flaky, "1"},
		{"broken and then passed is flaky", []Verdict{Broken, Passed}, Flaky, "1"},
		{"unavailable and then passed is flaky", []Verdict{Unavailable, Passed}, Flaky, "1"},
		{"flaky names the worst cause", []Verdict{Unavailable, Failed, Broken, Passed}, Flaky, "2"},
		{"a failure after a pass is a failure", []Verdict{Passed, Failed}, Failed, "2"},
		{"what never passed is never flaky", []Verdict{Broken, Unavailable, Failed}, Failed, "3"},
		{"broken is worse than unavailable", []Verdict{Unavailable, Broken}, Broken, "2"},
		{"of equals the first gives the cause", []Verdict{Failed, Failed}, Failed, "1"},
		{"a skip alone is a skip", []Verdict{Skipped}, Skipped, "1"},
		{"a skip is never a pass", []Verdict{Skipped, NotRun}, Skipped, "1"},
		{"a skip does not hide a failure", []Verdict{Failed, Skipped}, Failed, "1"},
		{"a pass beside a skip is a pass", []Verdict{Passed, Skipped}, Passed, "1"},
		{"an unknown word is broken, not passed", []Verdict{"splendid"}, Broken, "1"},
		{"an unknown word and then a pass is flaky", []Verdict{"splendid", Passed}, Flaky, "1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, cause := Judge(attempts(tt.attempts...))
			if got != tt.want || cause != tt.cause {
				t.Errorf("Judge = %s (cause %q), want %s (cause %q)", got, cause, tt.want, tt.cause)
			}
		})
	}
}

// An attempt marked * met an outage.
func TestAnOutageOfTheTargetIsNoFlakiness(t *testing.T) {
	t.Parallel()
	const gone = Unavailable + "*"
	tests := []struct {
		name     string
		attempts []Verdict
		want     Verdict
		cause    string
	}{
		{"an outage, then a pass", []Verdict{gone, Passed}, Passed, afterOutage},
		{"a pass, then an outage", []Verdict{Passed, gone}, Passed, afterOutage},
		{"an outage alone", []Verdict{gone}, Unavailable, "1"},
		{"an outage at each attempt", []Verdict{gone, gone}, Unavailable, "1"},
		{"an outage, then a failure", []Verdict{gone, Failed}, Failed, "2"},
		{"an outage, then nothing", []Verdict{gone, NotRun}, Unavailable, "1"},
		{"an outage, then a skip", []Verdict{gone, Skipped}, Unavailable, "1"},
		{"an outage, a failure and a pass", []Verdict{gone, Failed, Passed}, Flaky, "2"},
		{"a time-out of its own, then a pass", []Verdict{Unavailable, Passed}, Flaky, "1"},
	}
	for _, tt := range tests {
		list := attempts(tt.attempts...)
		for i := range list {
			if list[i].Verdict == gone {
				list[i].Verdict, list[i].Outage = Unavailable, true
			}
		}
		got, cause := Judge(list)
		if got != tt.want || cause != tt.cause {
			t.Errorf("%s: Judge = %s (cause %q), want %s (cause %q)", tt.name, got, cause, tt.want, tt.cause)
		}
		s := Scenario{Verdict: got, Attempts: list}
		if s.AfterOutage() != (got == Passed) {
			t.Errorf("%s: AfterOutage is %v", tt.name, s.AfterOutage())
		}
	}
}

func TestRepeatsArePeers(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		attempts []Verdict
		want     Verdict
		cause    string
	}{
		{"all passed", []Verdict{Passed, Passed}, Passed, "2"},
		{"one failed, then one passed", []Verdict{Failed, Passed}, Flaky, "1"},
		{"one passed, then one failed", []Verdict{Passed, Failed}, Flaky, "2"},
		{"none passed", []Verdict{Failed, Unavailable}, Failed, "1"},
		{"one passed, one was cut off", []Verdict{Passed, NotRun}, Passed, "1"},
	}
	for _, tt := range tests {
		list := attempts(tt.attempts...)
		for i := range list {
			list[i].Again = AgainRepeat
		}
		if got, cause := Judge(list); got != tt.want || cause != tt.cause {
			t.Errorf("%s: Judge = %s (cause %q), want %s (cause %q)", tt.name, got, cause, tt.want, tt.cause)
		}
	}
}

func TestJudgeLooksAtTheSetOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Custom(drawAttempt), 0, 6).Draw(t, "attempts")
		want, cause := Judge(list)
		again := append(slices.Clone(list), list...)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0)).Shuffle(len(again), func(i, j int) {
			again[i], again[j] = again[j], again[i]
		})
		if got, c := Judge(again); got != want || c != cause {
			t.Fatalf("shuffled and doubled: %s (%q), want %s (%q)", got, c, want, cause)
		}
		passed := slices.ContainsFunc(list, func(a Attempt) bool { return a.Verdict == Passed })
		if !passed && (want == Flaky || want == Passed) {
			t.Fatalf("%s without a pass", want)
		}
		bad := slices.ContainsFunc(list, func(a Attempt) bool { return a.Verdict.Bad() && !a.Outage })
		if bad && want == Passed {
			t.Fatal("a pass that hides an attempt which did not pass")
		}
		if v, _ := (&Quarantine{}).Keep(want, cause); v.Bad() || v == Flaky || (v == Quarantined) != (want.Bad() || want == Flaky) {
			t.Fatalf("%s in quarantine is %s", want, v)
		}
	})
}

func drawAttempt(t *rapid.T) Attempt {
	n := rapid.IntRange(0, 9).Draw(t, "n")
	verdict := rapid.SampledFrom([]Verdict{Passed, Failed, Broken, Unavailable, Skipped, NotRun}).Draw(t, "verdict")
	return Attempt{
		ID:      ulid(n),
		Verdict: verdict,
		Outage:  verdict == Unavailable && rapid.Bool().Draw(t, "outage"),
		Cause:   rapid.SampledFrom([]string{"", "one", "two"}).Draw(t, "cause"),
		Again:   rapid.SampledFrom(agains).Draw(t, "again"),
		At:      noon.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "at")) * time.Second),
	}
}
