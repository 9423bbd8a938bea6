package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestMedian(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		values []float64
		want   float64
	}{
		{nil, 0}, {[]float64{3}, 3}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 2}, 2.5},
	} {
		if got := median(tt.values); got != tt.want {
			t.Errorf("median(%v) = %v, want %v", tt.values, got, tt.want)
		}
	}
}

func TestTable(t *testing.T) {
	t.Parallel()
	var all table
	for _, r := range []row{
		{
			name: "slow", unit: "/s", reference: "loop", bound: 0.4, aim: 0.6,
			ours: []float64{1500, 900, 1000}, theirs: []float64{3000, 3000, 4000},
		},
		{name: "fast", unit: "/s", reference: "loop", bound: 0.2, ours: []float64{12}, theirs: []float64{24}},
		{name: "large", unit: " MB", bound: 80, ours: []float64{81, 90}},
		{name: "soon", unit: " ms", bound: 300, ours: []float64{28.4}},
		{name: "free", unit: "/s", reference: "browser", ours: []float64{2}, theirs: []float64{8}},
		{name: "small", unit: " MB", reference: "peer", bound: 0.5, aim: 0.2, ours: []float64{30}, theirs: []float64{100}},
		{name: "big", unit: " MB", reference: "peer", bound: 0.2, ours: []float64{30}, theirs: []float64{100}},
	} {
		*all.row(r) = r
	}
	if again := all.row(row{name: "free"}); again != all.rows[4] {
		t.Error("a row is there twice")
	}
	var out strings.Builder
	if err := all.print(&out); err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"figure", "assay", "reference", "ratio", "rounds", "bound"},
		{"slow", "1,000/s", "3,000/s", "loop", "0.30", "0.25-0.50", ">=", "0.40,", "aim", "0.60", "MISSED"},
		{"fast", "12/s", "24/s", "loop", "0.50", "0.50-0.50", ">=", "0.20", "ok"},
		{"large", "86", "MB", "81-90", "<=", "80", "MB", "MISSED"},
		{"soon", "28", "ms", "28-28", "<=", "300", "ms", "ok"},
		{"free", "2/s", "8/s", "browser", "0.25", "0.25-0.25"},
		{"small", "30", "MB", "100", "MB", "peer", "0.30", "0.30-0.30", "<=", "0.50,", "aim", "0.20", "ok"},
		{"big", "30", "MB", "100", "MB", "peer", "0.30", "0.30-0.30", "<=", "0.20", "MISSED"},
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != len(want) {
		t.Fatalf("printed %d lines, want %d:\n%s", len(lines), len(want), out.String())
	}
	for i, line := range lines {
		if got := strings.Fields(line); strings.Join(got, " ") != strings.Join(want[i], " ") {
			t.Errorf("printed %q, want %q", got, want[i])
		}
	}
}

func TestFeaturesHaveTheirRows(t *testing.T) {
	t.Parallel()
	b := &bench{dir: t.TempDir()}
	dir, err := b.features("x", apiScenario, 250)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := b.features("x", apiScenario, 250); err != nil || again != dir {
		t.Errorf("the second time: %v, %v", again, err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.feature"))
	if err != nil || len(files) != 3 {
		t.Fatalf("wrote %v, %v, want 3 files", files, err)
	}
	last, err := os.ReadFile(files[2])
	if err != nil {
		t.Fatal(err)
	}
	text := string(last)
	rows := strings.Count(text, "\n      | ") - 1
	if !strings.Contains(text, "@ZZ-003 ") || rows != 50 || !strings.HasSuffix(text, "| 250 |\n") {
		t.Errorf("the last file is\n%s", text)
	}
}

func TestReadLog(t *testing.T) {
	t.Parallel()
	log := `{"type":"run","started":"2026-01-01T00:00:00Z"}
{"type":"attempt-start","scenario":"A-1","at":"2026-01-01T00:00:00.300Z"}
{"type":"exchange","body":"` + strings.Repeat("x", 5000) + `"}
{"type":"attempt-end","scenario":"A-1","verdict":"passed","at":"2026-01-01T00:00:01Z"}
{"type":"attempt-start","scenario":"A-2","at":"2026-01-01T00:00:00.200Z"}
{"type":"attempt-end","scenario":"A-2","verdict":"failed","at":"2026-01-01T00:00:01Z"}`
	first, passed, err := readLog(bufio.NewReaderSize(strings.NewReader(log), 200))
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 1, 1, 0, 0, 0, 2e8, time.UTC); !first.Equal(want) || passed != 1 {
		t.Errorf("first at %v and %d passed, want %v and 1", first, passed, want)
	}
}

func TestReadReady(t *testing.T) {
	t.Parallel()
	got := readReady("ready url=http://127.0.0.1:1/ entityId=8a accessToken=dG9rZW4= ca=/x\n")
	if got.url != "http://127.0.0.1:1/" || got.entity != "8a" || got.token != "dG9rZW4=" {
		t.Errorf("read %+v", got)
	}
}

// The load must be what it says: complete requests, each answered in full. The
// empty server must give what was recorded.
func TestLoadOnTheEmptyServer(t *testing.T) {
	t.Parallel()
	recorded := &answer{Header: http.Header{"X-A": {"1"}, "Date": {"then"}}, Body: []byte(strings.Repeat("x", 900))}
	var complete atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err == nil && string(body) == "a=1" && r.Header.Get("Authorization") == "Bearer t" {
			complete.Add(1)
		}
		recorded.handler().ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	rate, err := load(t.Context(), s.URL+"/", "t", "a=1", 2, 200*time.Millisecond)
	if err != nil || rate <= 0 || complete.Load() == 0 {
		t.Errorf("%v a second, %d complete, %v", rate, complete.Load(), err)
	}
	got, err := post(t.Context(), s.Client(), s.URL, "t", "a=1")
	if err != nil {
		t.Fatal(err)
	}
	if got.Header.Get("X-A") != "1" || got.Header.Get("Date") == "then" || string(got.Body) != string(recorded.Body) {
		t.Errorf("answered %v", got.Header)
	}
}

func TestLoadNoticesErrors(t *testing.T) {
	t.Parallel()
	for _, answer := range []http.HandlerFunc{
		func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) },
		func(w http.ResponseWriter, _ *http.Request) {
			_ = http.NewResponseController(w).Flush() // no Content-Length
		},
	} {
		s := httptest.NewServer(answer)
		if rate, err := load(t.Context(), s.URL+"/", "t", "a=1", 1, time.Second); err == nil {
			t.Errorf("%v a second of wrong answers", rate)
		}
		s.Close()
	}
}

func TestRawLoopDoesTwoRequestsForEachRow(t *testing.T) {
	t.Parallel()
	var paid, asked atomic.Int64
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == "POST" && r.URL.Path == "/v1/payments":
			paid.Add(1)
		case r.Method == "GET" && r.URL.Path == "/v1/query/8a000000000000000000000000000001":
			asked.Add(1)
		}
		fmt.Fprint(w, `{"id":"8a000000000000000000000000000001","amount":"92.00","result":{"code":"000.100.110"}}`)
	}))
	t.Cleanup(s.Close)
	if err := rawLoop(t.Context(), s.URL+"/", "8a", "t", 25, 4); err != nil {
		t.Fatal(err)
	}
	if paid.Load() != 25 || asked.Load() != 25 {
		t.Errorf("paid %d times and asked %d times, want 25 each", paid.Load(), asked.Load())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := rawLoop(ctx, s.URL+"/", "8a", "t", 25, 4); err == nil {
		t.Error("an interrupted loop reports success")
	}
}

func TestTheLargeRunIsDoneOnlyWhenNamed(t *testing.T) {
	t.Parallel()
	b := &bench{settings: settings{rows: 5000, concurrency: 8}}
	groups := func(only string) string {
		var list []string
		for _, m := range selected(b.measurements(), only) {
			if len(list) == 0 || list[len(list)-1] != m.group {
				list = append(list, m.group)
			}
		}
		return strings.Join(list, " ")
	}
	for _, tt := range []struct{ only, want string }{
		{"", "api latency server journeys evidence start"},
		{"large", "large"},
		{"large,start", "large start"},
		{"nothing", ""},
	} {
		if got := groups(tt.only); got != tt.want {
			t.Errorf("-only %q measures %q, want %q", tt.only, got, tt.want)
		}
	}
}

func TestBounds(t *testing.T) {
	t.Parallel()
	good := settings{
		assay: "no-such-binary", rounds: 1, rows: 1, journeys: 1, concurrency: 1, seconds: 1, limit: time.Minute,
	}
	if err := run(good); err == nil || !strings.Contains(err.Error(), "make build") {
		t.Errorf("without a binary: %v", err)
	}
	for _, change := range []func(*settings){
		func(s *settings) { s.rounds = 0 },
		func(s *settings) { s.rows = 50_001 },
		func(s *settings) { s.journeys = 1001 },
		func(s *settings) { s.concurrency = 129 },
		func(s *settings) { s.seconds = 61 },
	} {
		s := good
		change(&s)
		if err := run(s); err == nil || !strings.Contains(err.Error(), "bounds") {
			t.Errorf("%+v: %v", s, err)
		}
	}
}

func TestThrottledAnswersAreCounted(t *testing.T) {
	t.Parallel()
	log := strings.Join([]string{
		`{"type":"exchange","status":429}`, `{"type":"exchange","status":200}`, `{"type":"step","text":"\"status\":429"}`,
		`{"type":"exchange","status":429,"body":"` + strings.Repeat("x", 100) + `"}`,
	}, "\n")
	if n := countThrottled(bufio.NewReaderSize(strings.NewReader(log), 16)); n != 2 {
		t.Errorf("%d throttled answers, want 2", n)
	}
}
