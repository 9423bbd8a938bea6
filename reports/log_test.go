package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assay/support/mask"
)

// Every field of every record comes back from a line of the log.
func TestRecordsRoundTrip(t *testing.T) {
	t.Parallel()
	for _, r := range []record{
		RunRecord{},
		FeatureRecord{},
		ScenarioRecord{},
		ElsewhereRecord{},
		AttemptStart{},
		AttemptEnd{},
		StepRecord{},
		ExchangeRecord{},
		JourneyRecord{},
		NotificationRecord{},
		ArtifactRecord{},
		RunEnd{},
	} {
		t.Run(fmt.Sprintf("%T", r), func(t *testing.T) {
			t.Parallel()
			v := reflect.New(reflect.TypeOf(r))
			fill(v.Elem(), "text ")
			e := encoder{run: "text RunID"}
			v.Elem().Interface().(record).encode(&e)
			got := reflect.New(reflect.TypeOf(r))
			decoder := json.NewDecoder(bytes.NewReader(e.buf))
			if err := decoder.Decode(got.Interface()); err != nil {
				t.Fatalf("%v in %s", err, e.buf)
			}
			if diff := cmp.Diff(v.Interface(), got.Interface()); diff != "" {
				t.Errorf("(-written +read):\n%s", diff)
			}
			if n := bytes.Count(e.buf, []byte("\n")); n != 1 || e.buf[len(e.buf)-1] != '\n' {
				t.Errorf("not exactly one line: %q", e.buf)
			}
		})
	}
}

// fill gives every field of a record a value; texts get text and the name of
// the field, so that no two are the same.
func fill(v reflect.Value, text string) {
	for i := range v.NumField() {
		f, name := v.Field(i), v.Type().Field(i).Name
		switch f.Interface().(type) {
		case string, Verdict:
			f.SetString(text + name)
		case int, int64:
			f.SetInt(int64(i) + 7)
		case bool:
			f.SetBool(true)
		case time.Time:
			f.Set(reflect.ValueOf(noon.Add(123456 * time.Microsecond)))
		case []string:
			f.Set(reflect.ValueOf([]string{text + name, ""}))
		case [][]string:
			f.Set(reflect.ValueOf([][]string{{text + name}, {"", "b"}}))
		case map[string]string:
			f.Set(reflect.ValueOf(map[string]string{text + name: text + "value", "b": ""}))
		case *Quarantine:
			q := reflect.New(f.Type().Elem())
			fill(q.Elem(), text)
			f.Set(q)
		case []Field:
			f.Set(reflect.ValueOf([]Field{{text + name, text + "value"}, {"b", ""}}))
		default:
			panic("fill knows no " + f.Type().String())
		}
	}
}

func TestQuotingIsJSON(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		raw := string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes"))
		if rapid.Bool().Draw(t, "text") {
			raw = rapid.String().Draw(t, "string")
		}
		line := appendQuoted(nil, raw)
		var got string
		if err := json.Unmarshal(line, &got); err != nil {
			t.Fatalf("%v in %q", err, line)
		}
		var want string
		std, _ := json.Marshal(raw)
		_ = json.Unmarshal(std, &want)
		if got != want {
			t.Fatalf("%q comes back as %q", raw, got)
		}
		if i := bytes.IndexFunc(line, func(r rune) bool { return r < ' ' }); i >= 0 {
			t.Fatalf("a control character in %q", line)
		}
	})
	if got := string(appendQuoted(nil, "<a> & b")); got != `"<a> & b"` {
		t.Errorf("got %s, want < > & as they are", got)
	}
}

func TestTimesAreUTCWithMicroseconds(t *testing.T) {
	t.Parallel()
	var e encoder
	AttemptStart{Scenario: "S", Attempt: "A", At: time.Date(2026, 3, 14, 14, 0, 0, 5_000, time.FixedZone("", 7200))}.encode(&e)
	want := `{"type":"attempt-start","scenario":"S","attempt":"A","at":"2026-03-14T12:00:00.000005Z"}` + "\n"
	if got := string(e.buf); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAttemptsStayTogether(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun())
	if err != nil {
		t.Fatal(err)
	}
	const workers, each = 8, 50
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := range each {
				id := fmt.Sprintf("W%d-%03d", w, i)
				a := newTry(id, w*each+i, i).step("Given ", "a", "passed", "").step("Then ", "b", "passed", "")
				if err := l.Attempt(a.end(Passed, "")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if r.Counts[Passed] != workers*each || r.Damaged != 0 {
		t.Fatalf("counts %v, %d damaged lines, want %d passed", r.Counts, r.Damaged, workers*each)
	}
	for _, s := range r.Scenarios {
		d, err := r.Detail(s.Attempts[0])
		if err != nil || len(d.Steps) != 2 || d.Steps[0].Scenario != s.ID || d.Steps[1].Scenario != s.ID {
			t.Fatalf("%s: %v, steps %v", s.ID, err, d.Steps)
		}
	}
}

func TestAttemptRefusesWhatIsNoRecord(t *testing.T) {
	t.Parallel()
	l := newLog("dir", "R", &disk{room: 1 << 20})
	err := l.Attempt([]any{AttemptStart{}, "hello"})
	if err == nil || !strings.Contains(err.Error(), "string is no record") {
		t.Errorf("error = %v", err)
	}
	if err := l.Attempt([]any{&AttemptStart{}, &AttemptEnd{}}); err != nil {
		t.Errorf("pointers to records: %v", err)
	}
}

// disk is a file on a disk with little room.
type disk struct {
	bytes.Buffer
	room int
}

func (d *disk) Write(p []byte) (int, error) {
	if d.Len()+len(p) > d.room {
		n, _ := d.Buffer.Write(p[:max(0, d.room-d.Len())])
		return n, &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	}
	return d.Buffer.Write(p)
}

func (d *disk) Truncate(size int64) error { d.Buffer.Truncate(int(size)); return nil }
func (d *disk) Close() error              { return nil }

func TestAFullDiskEndsTheLogWithAWholeLine(t *testing.T) {
	t.Parallel()
	out := &disk{room: 1000}
	l := newLog("dir", "R", out)
	if err := l.write(sampleRun()); err != nil {
		t.Fatal(err)
	}
	var first error
	for n := 0; first == nil; n++ {
		first = l.Attempt(newTry("A-1", n, n).step("Given ", "a step", "passed", "").end(Passed, ""))
	}
	wantHint(t, first, "cannot write dir/run.ndjson: no space left on device", "the disk is full", exitHarness)
	out.room = 1 << 20 // room again: the log must not go on with a hole
	for what, err := range map[string]error{
		"scenario": l.Scenario(ScenarioRecord{ID: "A-2"}), "end": l.End(RunEnd{}), "close": l.Close(),
	} {
		if err != first {
			t.Errorf("%s after the error: %v, want the same error", what, err)
		}
	}
	r, err := readText(t, out.String())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasSuffix(out.String(), "}\n") || r.Damaged != 0 || r.Counts[Passed] != 1 {
		t.Errorf("damaged %d, counts %v, log:\n%s", r.Damaged, r.Counts, out.String())
	}
	if r.Ended == nil || r.Ended.Cause != EndLog {
		t.Errorf("end = %+v, want one that says that the log could not be written", r.Ended)
	}
}

func TestArtifactFiles(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "out")
	l, err := Create(dir, sampleRun(), WithMask(mask.New(mask.Options{PANs: []string{"4200000000000000"}})))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	tests := []struct{ name, file, mediaType, data, path, want string }{
		{"an image is kept as it is", "shot.png", "image/png", "4200000000000000", "A-1_x_-01-shot.png", "4200000000000000"},
		{"a second of that name gets another", "shot.png", "image/png", "b", "A-1_x_-01-shot-2.png", "b"},
		{
			"text is masked", "page", "text/html; charset=utf-8", "pan 4200000000000000",
			"A-1_x_-01-page.html", "pan 420000******0000",
		},
		{"a name cannot lead elsewhere", "../../../etc/x", "text/plain", "t", "A-1_x_-01-_________etc_x.txt", "t"},
	}
	for _, tt := range tests {
		r, err := l.Artifact("A-1[x]", "01", tt.file, tt.mediaType, []byte(tt.data))
		if err != nil {
			t.Fatal(err)
		}
		if r.Path != "artifacts/"+tt.path || r.Bytes != int64(len(tt.want)) {
			t.Errorf("%s: %d bytes in %s, want artifacts/%s", tt.name, r.Bytes, r.Path, tt.path)
		}
		if got, err := os.ReadFile(filepath.Join(dir, r.Path)); err != nil || string(got) != tt.want {
			t.Errorf("%s: %q, %v, want %q", tt.name, got, err, tt.want)
		}
	}
}

// benchAttempt is what a scenario usually leaves: 7 steps and 2 exchanges
// with answers of 1.2 kB.
func benchAttempt() []any {
	a := newTry("PAY-001[VISA]", 1, 0)
	body := `{"id":"8ac7a4a1","description":"` + strings.Repeat("the quick brown fox, ", 55) + `","amount":"92.00"}`
	for range 7 {
		a.step("Given ", "a payment of 92.00 EUR with VISA is sent by the merchant", "passed", "")
	}
	return a.exchange(2, body).exchange(5, body).end(Passed, "")
}

func BenchmarkAttempt(b *testing.B) {
	m := mask.New(mask.Options{PANs: []string{"4200000000000000"}})
	m.Learn("OGE4Mjk0MTc0YjdlY2IyODAxNGI5Njk5MjIwMDE1Y2N8c3k2S0pzVDg=")
	records := benchAttempt()
	for name, l := range map[string]*Log{
		"nil mask": newLog("dir", ulid(0), null{}),
		"mask":     newLog("dir", ulid(0), null{}, WithMask(m)),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := l.Attempt(records); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

type null struct{}

func (null) Write(p []byte) (int, error) { return len(p), nil }
func (null) Truncate(int64) error        { return nil }
func (null) Close() error                { return nil }
