package reports

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// split writes the pieces of a run as its shards, and the later attempts at a
// scenario as reruns. Some logs lose their end, as those of a killed process do.
// It returns their directories.
func (p parts) split(t *rapid.T, dir string) []string {
	shards := rapid.IntRange(1, 4).Draw(t, "shards")
	reruns := rapid.IntRange(0, 2).Draw(t, "reruns")
	home := map[string]int{}
	for _, s := range p.scenarios {
		home[s.ID] = rapid.IntRange(1, shards).Draw(t, "shard")
	}
	round := make([]int, len(p.attempts)) // 0: the shard itself
	for i := range p.attempts {
		round[i] = rapid.IntRange(0, reruns).Draw(t, "round")
	}
	var paths []string
	for n := 1; n <= shards+reruns; n++ {
		record := sampleRun()
		record.LogID, record.Planned = ulid(1000+n), len(p.scenarios)
		record.Started = at(n)
		if record.Rerun = n > shards; !record.Rerun {
			record.Shard, record.Shards = n, shards
		}
		mine := func(i int) bool { return record.Rerun || home[p.scenarios[i].ID] == n }
		done := func(i int) bool {
			id := p.attempts[i][0].(AttemptStart).Scenario
			return record.Rerun && round[i] == n-shards || !record.Rerun && round[i] == 0 && home[id] == n
		}
		path := filepath.Join(dir, fmt.Sprint("log", n))
		p.write(t, path, record, mine, done)
		if rapid.Bool().Draw(t, "killed") {
			cutEnd(t, path)
		}
		paths = append(paths, path)
	}
	return paths
}

// cutEnd takes the end off a log and tears its last line.
func cutEnd(t *rapid.T, dir string) {
	path := filepath.Join(dir, logName)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(string(text), `{"type":"run-end"`)
	if err := os.WriteFile(path, text[:i+rapid.IntRange(0, 30).Draw(t, "torn")], 0o644); err != nil {
		t.Fatal(err)
	}
}

// joined joins logs and returns the directory and the bytes of the new log.
func joinedLog(t *rapid.T, dir string, paths ...string) (path, text string) {
	path, err := os.MkdirTemp(dir, "joined")
	if err != nil {
		t.Fatal(err)
	}
	r, err := ReadAll(paths...)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if left, err := Join(r, path); err != nil || left != 0 {
		t.Fatal(left, err)
	}
	data, err := os.ReadFile(filepath.Join(path, logName))
	if err != nil {
		t.Fatal(err)
	}
	return path, string(data)
}

// However a run is spread over shards, retries and reruns, killed ones among
// them, its joined log says what the unsplit run says; and it is the same to the
// last byte in whatever order, grouping and number the logs are joined.
func TestJoinedLogsSayWhatTheUnsplitRunSays(t *testing.T) {
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
		whole := filepath.Join(dir, "whole")
		p.write(t, whole, sampleRun(), all, all)
		paths := p.split(t, dir)
		path, text := joinedLog(t, dir, paths...)

		want, wantDetails := seen(t, whole)
		got, gotDetails := seen(t, path)
		if diff := cmp.Diff(want.Scenarios, got.Scenarios, visibly, but(NotRun)); diff != "" {
			t.Fatalf("the scenarios differ from those of the unsplit run (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(want.Counts, got.Counts); diff != "" {
			t.Fatalf("the counts differ from those of the unsplit run (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(wantDetails, gotDetails, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("the details differ from those of the unsplit run (-want +got):\n%s", diff)
		}
		if gaps := got.Gaps(); (gaps == nil) != (want.Counts[NotRun] == 0) {
			t.Fatalf("%d scenarios have not run, the gaps are %v", want.Counts[NotRun], gaps)
		}

		order := rapid.Permutation(append(slices.Clone(paths), paths[0], path)).Draw(t, "order")
		if _, again := joinedLog(t, dir, order...); again != text {
			t.Fatalf("joined in the order %v the log differs:\n%s", order, cmp.Diff(text, again))
		}
		i := rapid.IntRange(1, len(order)-1).Draw(t, "group")
		left, _ := joinedLog(t, dir, order[:i]...)
		right, _ := joinedLog(t, dir, order[i:]...)
		if _, grouped := joinedLog(t, dir, left, right); grouped != text {
			t.Fatalf("joined in groups %v and %v the log differs:\n%s", order[:i], order[i:], cmp.Diff(text, grouped))
		}
		if _, twice := joinedLog(t, dir, path); twice != text {
			t.Fatalf("joined with nothing the log differs:\n%s", cmp.Diff(text, twice))
		}
	})
}

// but leaves the cause of a verdict out: why something did not run is another
// story in several logs.
func but(v Verdict) cmp.Option {
	return cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Cause" },
		cmp.Comparer(func(a, b string) bool { return a == b || v == NotRun && because(a) && because(b) }))
}

func because(cause string) bool {
	for _, e := range []*RunEnd{nil, {}} {
		if cause == e.prevented(true) || cause == e.prevented(false) {
			return true
		}
	}
	return false
}

func TestGapsAreNamed(t *testing.T) {
	t.Parallel()
	part := func(n, of, planned int, attempts ...[]any) string {
		record := sampleRun()
		record.LogID, record.Shard, record.Shards, record.Planned, record.Selected = ulid(n), n, of, planned, 1
		return logWith(t, record, fmt.Sprintf("A-%d", n), fmt.Sprintf("A-%d", n%of+1), attempts...)
	}
	passed := func(n int) []any { return newTry(fmt.Sprintf("A-%d", n), n, n).end(Passed, "") }
	one, two := part(1, 2, 2, passed(1)), part(2, 2, 2)
	rerun := sampleRun()
	rerun.LogID, rerun.Rerun, rerun.Planned, rerun.Selected = ulid(9), true, 2, 1
	again := logWith(t, rerun, "A-2", "A-1", passed(2))
	tests := []struct {
		name      string
		logs      []string
		err, hint string
	}{
		{
			"a shard that is missing",
			[]string{one},
			"the logs leave gaps: no log is of shard 2 of 2; 1 scenario did not run to the end: A-2", "every shard",
		},
		{
			"a scenario that was not reached",
			[]string{one, two},
			"the logs leave gaps: 1 scenario did not run to the end: A-2", "assay rerun LOG",
		},
		{"a rerun without its run", []string{again}, "1 scenario did not run to the end: A-1", "assay rerun LOG"},
		{
			"a log that was cut while it wrote down the plan",
			[]string{part(1, 1, 4, passed(1))},
			"no log names 3 scenarios of the plan: one was cut off early", "run it anew",
		},
		{"shards and a rerun that complete each other", []string{one, two, again}, "", ""},
		{"a rerun in place of a lost shard", []string{one, again}, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, err := ReadAll(tt.logs...)
			if err != nil {
				t.Fatal(err)
			}
			defer r.Close()
			gaps := r.Gaps()
			if tt.err == "" {
				if gaps != nil {
					t.Errorf("gaps: %v", gaps)
				}
				return
			}
			if gaps == nil {
				t.Fatal("no gap is seen")
			}
			wantHint(t, gaps, tt.err, tt.hint, exitHarness)
		})
	}
}

// logWith writes a log of one scenario that leaves another to other logs.
func logWith(t *testing.T, record RunRecord, id, other string, attempts ...[]any) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, record)
	if err != nil {
		t.Fatal(err)
	}
	if other != id {
		err = l.Elsewhere(ElsewhereRecord{File: "a.feature", IDs: []string{other}})
	}
	if err == nil {
		err = l.Scenario(ScenarioRecord{ID: id, Name: id, File: "a.feature"})
	}
	for _, a := range attempts {
		if err == nil {
			err = l.Attempt(a)
		}
	}
	if err == nil {
		err = l.End(RunEnd{At: at(int(record.Started.UnixMilli() % 7))})
	}
	if err == nil {
		err = l.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestJoinSparesTheLogsItReads(t *testing.T) {
	t.Parallel()
	r, dir := sample(t)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{dir, filepath.Dir(dir), link} {
		_, err := Join(r, out)
		wantHint(t, err, "is in it, and would be replaced", "another directory", exitUsage)
	}
	if _, err := os.Stat(filepath.Join(dir, logName)); err != nil {
		t.Error(err)
	}
}

func TestJoinBringsTheArtifacts(t *testing.T) {
	t.Parallel()
	r, dir := sample(t)
	out := filepath.Join(t.TempDir(), "joined")
	if left, err := Join(r, out); err != nil || left != 0 {
		t.Fatal(left, err)
	}
	again, err := Read(out)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	n := 0
	for _, s := range again.Scenarios {
		for _, a := range s.Attempts {
			d, err := again.Detail(a)
			if err != nil {
				t.Fatal(err)
			}
			for _, record := range d.Artifacts {
				n++
				want, err := os.ReadFile(filepath.Join(dir, record.Path))
				if err != nil {
					t.Fatal(err)
				}
				f, err := again.Artifact(a, record)
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(f)
				f.Close()
				if err != nil || string(got) != string(want) {
					t.Errorf("%s: %v, %d bytes of %d", record.Path, err, len(got), len(want))
				}
			}
		}
	}
	if n == 0 {
		t.Error("the sample has no artifact")
	}
}

// BenchmarkJoin joins two halves of a large run. What it allocates at most grows
// with the number of scenarios, not with what they said.
func BenchmarkJoin(b *testing.B) {
	for _, n := range []int{5000, 25_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			one, two := writeMany(b, n, benchAttempt()), writeFrom(b, n, 2*n, benchAttempt())
			for b.Loop() {
				before := heap()
				start := time.Now()
				r, err := ReadAll(one, two)
				if err != nil {
					b.Fatal(err)
				}
				if len(r.Scenarios) != 2*n {
					b.Fatalf("%d scenarios, want %d", len(r.Scenarios), 2*n)
				}
				if _, err := Join(r, filepath.Join(b.TempDir(), "joined")); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(time.Since(start).Microseconds())/float64(2*n), "us/scenario")
				b.ReportMetric(float64(heap()-before)/float64(2*n), "B/scenario")
				runtime.KeepAlive(r)
				r.Close()
			}
		})
	}
}
