package reports

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"testing"
)

// writeMany writes a log of n scenarios as a large outline gives it, with the
// same records for each.
func writeMany(tb testing.TB, n int, records []any) string {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		id := fmt.Sprintf("MNY-001[%d]", i)
		if err := l.Scenario(ScenarioRecord{
			ID: id, Name: fmt.Sprintf("DB number %d is settled at once", i), Feature: "Many payments", Line: i,
			Rule: "A synchronous brand is settled in the answer", Tags: []string{"@payments", "@sync", "@DB"},
			File: "features/payments/many.feature", Source: "Server-to-Server",
		}); err != nil {
			tb.Fatal(err)
		}
		records[0] = AttemptStart{id, ulid(i), at(i)}
		records[len(records)-1] = AttemptEnd{Scenario: id, Attempt: ulid(i), Verdict: Passed, At: at(i), DurationMicros: 900}
		if err := l.Attempt(records); err != nil {
			tb.Fatal(err)
		}
	}
	if err := l.End(RunEnd{At: at(n)}); err != nil {
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

// At 20,000 scenarios a report may keep nothing but the index: neither the
// log, of some 20 MB, nor what the report becomes. The test is not parallel,
// since it looks at the memory of the whole process.
func TestReportsKeepNothingButTheIndex(t *testing.T) {
	const n = 20_000
	records := newTry("", 0, 0).step("When ", "the merchant sends a DB with VISA", "passed", "").exchange(1, approved).
		step("Then ", "the result code is 000.100.110", "passed", "").end(Passed, "")
	dir := writeMany(t, n, records)
	before := heap()
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	index := heap() - before
	t.Logf("index: %d bytes a scenario", index/n)
	if most := int64(n * 600); index > most {
		t.Errorf("the index takes %d bytes, want at most %d", index, most)
	}
	for name, write := range map[string]func(io.Writer, *Run) error{
		"JUnit": JUnit, "Messages": Messages, "HTML": HTML,
		"Summary": func(w io.Writer, r *Run) error { return Summary(w, r, Style{}) },
	} {
		start := heap()
		w := &watch{every: 2 << 20}
		if name == "HTML" { // it is compressed
			w.every = 128 << 10
		}
		if err := write(w, r); err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %.1f MB written, %.1f MB more alive at most", name, float64(w.written)/1e6, float64(w.most-start)/1e6)
		if w.most-start > 4<<20 {
			t.Errorf("%s keeps %d bytes while it writes", name, w.most-start)
		}
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
	for name, write := range map[string]func(io.Writer, *Run) error{"JUnit": JUnit, "Messages": Messages, "HTML": HTML} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if err := write(io.Discard, r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
