package reports

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// What is read in brief must be what a parser reads, or be left to it.
func TestPlainStepReadsWhatAParserReads(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 12, 0, 0, 123456000, time.UTC)
	tests := []struct {
		name  string
		step  StepRecord
		plain bool
	}{
		{"passed", StepRecord{N: 3, Text: "it holds", Status: "passed", At: at, DurationMicros: 1234}, true},
		{"in no time", StepRecord{N: 1, Text: "it holds", Status: "passed", At: at}, true},
		{"with a table", StepRecord{N: 1, Text: "x", Status: "passed", At: at, DurationMicros: 5, Table: [][]string{{"a", "b"}}}, true},
		{"its text looks like a status", StepRecord{N: 1, Text: `,"status":"passed","at":"`, Status: "failed", At: at}, false},
		{"failed", StepRecord{N: 1, Text: "it holds", Status: "failed", Error: "no", At: at, DurationMicros: 5}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := encoder{run: "R"}
			tt.step.encode(&e)
			got, plain := plainStep(e.buf)
			if plain != tt.plain {
				t.Fatalf("plain = %v, want %v: %s", plain, tt.plain, e.buf)
			}
			want := StepRecord{Status: tt.step.Status, At: tt.step.At, DurationMicros: tt.step.DurationMicros}
			if diff := cmp.Diff(want, got); plain && diff != "" {
				t.Errorf("(-parser +plainStep):\n%s", diff)
			}
		})
	}
	for _, torn := range []string{
		"", `,"status":"passed","at":"`, `,"status":"passed","at":"2026-11-22T12:00:00.123456Z","durationMicros":`,
		`,"status":"passed","at":"2026-13-22T12:00:00.123456Z"}`, `,"status":"passed","at":"2026-11-22T12:00:00.123456Z","durationMicros":x}`,
	} {
		if _, plain := plainStep([]byte(torn)); plain {
			t.Errorf("%q was read", torn)
		}
	}
}
