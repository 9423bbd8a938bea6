package reports

import (
	"fmt"
	"io"
	"math"
	"path/filepath"
	"runtime"
	"testing"
)

// writeMany writes a log of n scenarios as a large outline gives it, with the
// same records for each.
func writeMany(tb testing.TB, n int, records []any) string {
	tb.Helper()
	return writeFrom(tb, 0, n, records)
}

// writeFrom does the same for the scenarios with the numbers from up to to.
func writeFrom(tb testing.TB, from, to int, records []any) string {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		tb.Fatal(err)
	}
	for i := from; i < to; i++ {
		id := fmt.Sprintf("MNY-001[%d]", i)
		if err := l.Scenario(ScenarioRecord{
			ID: id, Name: fmt.Sprintf("DB number %d is settled at once", i), Feature: "Many payments", Line: i,
			Rule: "A synchronous brand is settled in the answer", Tags: []string{"@payments", "@sync", "@DB"},
			File: "features/payments/many.feature", Source: "Server-to-Server",
		}); err != nil {
			tb.Fatal(err)
		}
		records[0] = AttemptStart{Scenario: id, Attempt: ulid(i), At: at(i)}
		records[len(records)-1] = AttemptEnd{Scenario: id, Attempt: ulid(i), Verdict: Passed, At: at(i), DurationMicros: 900}
		if err := l.Attempt(records); err != nil {
			tb.Fatal(err)
		}
	}
	if err := l.End(RunEnd{At: at(to)}); err != nil {
		tb.Fatal(err)
	}
	if err := l.Close(); err != nil {
		tb.Fatal(err)
	}
	return dir
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// watch is a writer that forgets what it gets and remembers how much was
// alive while it got it.
type watch struct{ every, written, next, most int64 }

func (w *watch) Write(p []byte) (int, error) {
	w.written += int64(len(p))
	if w.written >= w.next {
		w.next += w.every
		w.most = max(w.most, heap())
	}
	return len(p), nil
}

// writers are the reports by name.
func writers() map[string]func(io.Writer, *Run) error {
	return map[string]func(io.Writer, *Run) error{
		"JUnit": JUnit, "Messages": Messages, "HTML": HTML,
		"Summary": func(w io.Writer, r *Run) error { return Summary(w, r, Style{}) },
	}
}

// alive reads a log of n scenarios and writes each report of it. It returns
// what the index takes and the most that a report kept while it was written.
func alive(tb testing.TB, n, samples int) (index int64, reports map[string]int64) {
	tb.Helper()
	records := newTry("", 0, 0).step("When ", "the merchant sends a DB with VISA", "passed", "").exchange(1, approved).
		step("Then ", "the result code is 000.100.110", "passed", "").end(Passed, "")
	dir := writeMany(tb, n, records)
	before := heap()
	r, err := Read(dir)
	if err != nil {
		tb.Fatal(err)
	}
	defer r.Close()
	index = heap() - before
	reports = map[string]int64{}
	for name, write := range writers() {
		var size watch
		size.next = math.MaxInt64
		if err := write(&size, r); err != nil {
			tb.Fatal(err)
		}
		start := heap()
		w := &watch{every: size.written/int64(samples) + 1}
		if err := write(w, r); err != nil {
			tb.Fatal(err)
		}
		reports[name] = w.most - start
	}
	return index, reports
}

// A report may keep nothing but the index: neither the log nor what the
// report becomes. The test is not parallel, since it looks at the memory of
// the whole process; BenchmarkMemory has the figures for large runs.
func TestReportsKeepNothingButTheIndex(t *testing.T) {
	const n = 4000
	index, reports := alive(t, n, 8)
	if most := int64(n * 600); index > most {
		t.Errorf("the index takes %d bytes, want at most %d", index, most)
	}
	for name, most := range reports {
		if most > 3<<20 { // Messages write 9 MB, which nobody may hold
			t.Errorf("%s keeps %d bytes while it writes", name, most)
		}
	}
}

func BenchmarkMemory(b *testing.B) {
	for _, n := range []int{1000, 20_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				index, reports := alive(b, n, 16)
				b.ReportMetric(float64(index)/float64(n), "index-B/scenario")
				for name, most := range reports {
					b.ReportMetric(float64(most)/1e6, name+"-MB")
				}
			}
		})
	}
}

func BenchmarkReports(b *testing.B) {
	dir := writeMany(b, 5000, benchAttempt())
	b.Run("Read", func(b *testing.B) {
		for b.Loop() {
			r, err := Read(dir)
			if err != nil {
				b.Fatal(err)
			}
			r.Close()
		}
	})
	r, err := Read(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer r.Close()
	for name, write := range writers() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
