package reports

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// parts is a run in pieces that logs can hold in any number and order.
type parts struct {
	scenarios []ScenarioRecord
	attempts  [][]any
	withheld  int
}

func drawParts(t *rapid.T) parts {
	p := parts{withheld: rapid.IntRange(0, 3).Draw(t, "withheld")}
	verdicts := rapid.SampledFrom([]Verdict{Passed, Failed, Broken, Unavailable, Skipped})
	for n := range rapid.IntRange(1, 5).Draw(t, "scenarios") {
		id := fmt.Sprintf("ANY-%03d", n)
		p.scenarios = append(p.scenarios, ScenarioRecord{
			ID: id, Name: "scenario " + id, File: fmt.Sprintf("f%d.feature", n%2), Line: n, Tags: []string{"@" + id},
			Quarantine: rapid.SampledFrom([]*Quarantine{nil, {Owner: "ana", Expiry: "2999-12-31"}}).Draw(t, "quarantine"),
		})
		for range rapid.IntRange(0, 3).Draw(t, "attempts") {
			m := len(p.attempts)
			v := verdicts.Draw(t, "verdict")
			start := rapid.IntRange(0, 4).Draw(t, "start")
			a := newTry(id, m, start).again(rapid.SampledFrom(agains).Draw(t, "again")).step("Then ", "it holds", string(v), "")
			a.gone = v == Unavailable && rapid.Bool().Draw(t, "outage")
			p.attempts = append(p.attempts, a.end(v, fmt.Sprint("cause ", m)))
		}
	}
	return p
}

// log writes a log of the sample run with those pieces that are wanted.
func (p parts) log(t *rapid.T, dir string, scenario, attempt func(i int) bool) {
	p.write(t, dir, sampleRun(), scenario, attempt)
}

// write writes a log with those pieces that are wanted.
func (p parts) write(t *rapid.T, dir string, run RunRecord, scenario, attempt func(i int) bool) {
	l, err := Create(dir, run)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range p.scenarios {
		if scenario(i) {
			err = l.Scenario(s)
		}
	}
	for i, a := range p.attempts {
		if attempt(i) && err == nil {
			err = l.Attempt(a)
		}
	}
	if err == nil {
		err = l.End(RunEnd{At: at(9000), Withheld: p.withheld})
	}
	if err == nil {
		err = l.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// seen is what a reader can see of a run, details included.
func seen(t *rapid.T, paths ...string) (*Run, map[string]Detail) {
	r, err := ReadAll(paths...)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	details := map[string]Detail{}
	for _, s := range r.Scenarios {
		for _, a := range s.Attempts {
			if details[s.ID+a.ID], err = r.Detail(a); err != nil {
				t.Fatal(err)
			}
		}
	}
	return r, details
}

var visibly = cmp.Options{cmpopts.IgnoreUnexported(Run{}, Scenario{}, Attempt{}), cmpopts.EquateEmpty()}

func TestJoiningLogsIsASetUnion(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(base, "")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		p := drawParts(t)
		all := func(int) bool { return true }
		p.log(t, filepath.Join(dir, "whole"), all, all)
		want, wantDetails := seen(t, filepath.Join(dir, "whole"))

		// Every piece goes into at least one log, and perhaps into more.
		n := rapid.IntRange(1, 4).Draw(t, "logs")
		home := rapid.SliceOfN(rapid.IntRange(0, n-1), 64, 64).Draw(t, "home")
		more := rapid.SliceOfN(rapid.Bool(), 256, 256).Draw(t, "more")
		var paths []string
		for k := range n {
			path := filepath.Join(dir, fmt.Sprint("part", k))
			p.log(t, path,
				func(i int) bool { return home[i] == k || more[k*64+i] },
				func(i int) bool { return home[32+i] == k || more[k*64+32+i] })
			paths = append(paths, path)
		}
		order := rapid.Permutation(append(paths, paths[0])).Draw(t, "order")
		got, gotDetails := seen(t, order...)
		if diff := cmp.Diff(want, got, visibly); diff != "" {
			t.Fatalf("the logs together differ from the unsplit run (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(wantDetails, gotDetails, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("details differ (-want +got):\n%s", diff)
		}
	})
}

func TestLogsOfDifferentRunsAreRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		change func(*RunRecord)
	}{
		{"another run id", func(r *RunRecord) { r.RunID = ulid(9) }},
		{"another plan", func(r *RunRecord) { r.PlanHash = "other" }},
		{"another target", func(r *RunRecord) { r.Target = "other" }},
		{"another address", func(r *RunRecord) { r.BaseURL = "https://other.example.com/" }},
		{"another version of the facts", func(r *RunRecord) { r.Spec = "other" }},
		{"another --vary", func(r *RunRecord) { r.Settings = map[string]string{SettingVary: "3"} }},
		{"other faults", func(r *RunRecord) { r.Faults = []string{"throttle-never"} }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			one, two := filepath.Join(t.TempDir(), "one"), filepath.Join(t.TempDir(), "two")
			other := sampleRun()
			tt.change(&other)
			for dir, record := range map[string]RunRecord{one: sampleRun(), two: other} {
				l, err := Create(dir, record)
				if err != nil {
					t.Fatal(err)
				}
				l.Close()
			}
			_, err := ReadAll(one, two)
			wantHint(t, err, two+": it belongs to another run", "only logs of one run", exitUsage)
		})
	}
}

func TestAWholeCopyOfAnAttemptBeatsACutOne(t *testing.T) {
	t.Parallel()
	whole := writeSample(t, nil)
	text, err := os.ReadFile(filepath.Join(whole, logName))
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.ndjson")
	end := bytes.LastIndex(text, []byte(`{"type":"attempt-end"`))
	if err := os.WriteFile(cut, text[:end], 0o644); err != nil {
		t.Fatal(err)
	}
	for _, paths := range [][]string{{whole, cut}, {cut, whole}} {
		r, err := ReadAll(paths...)
		if err != nil {
			t.Fatal(err)
		}
		want, err := Read(whole)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, r, visibly); diff != "" {
			t.Errorf("%v differs from the whole log alone (-want +got):\n%s", paths, diff)
		}
		r.Close()
		want.Close()
	}
}
