package reports

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestPlainLinesMeanWhatAParserReads: whatever a record says, and whatever has
// become of its line, it is read as JSON or left to the parser.
func TestPlainLinesMeanWhatAParserReads(t *testing.T) {
	t.Parallel()
	text := rapid.OneOf(rapid.StringMatching(`[A-Za-z0-9 .\[\]-]{0,12}`), rapid.String())
	moment := rapid.Custom(func(t *rapid.T) time.Time {
		return time.UnixMicro(rapid.Int64Range(0, 4e15).Draw(t, "micros")).UTC()
	})
	count := rapid.OneOf(rapid.Just(0), rapid.IntRange(-3, 1e6))
	t.Run("scenarios", rapid.MakeCheck(func(t *rapid.T) {
		samePlain(t, plainScenario, ScenarioRecord{
			ID: text.Draw(t, "id"), Name: text.Draw(t, "name"), Feature: text.Draw(t, "feature"), Rule: text.Draw(t, "rule"),
			File: text.Draw(t, "file"), Line: count.Draw(t, "line"), Tags: rapid.SliceOfN(text, 0, 3).Draw(t, "tags"),
			Source: text.Draw(t, "source"), Refs: rapid.SliceOfN(text, 0, 3).Draw(t, "refs"), Steps: count.Draw(t, "steps"),
			Skip: text.Draw(t, "skip"),
			Quarantine: rapid.SampledFrom([]*Quarantine{nil, {Owner: "me", Reason: "it fails"}}).
				Draw(t, "quarantine"),
		})
	}))
	t.Run("starts", rapid.MakeCheck(func(t *rapid.T) {
		samePlain(t, plainStart, AttemptStart{
			Scenario: text.Draw(t, "scenario"), Attempt: text.Draw(t, "attempt"), At: moment.Draw(t, "at"),
			Again: text.Draw(t, "again"),
		})
	}))
	t.Run("ends", rapid.MakeCheck(func(t *rapid.T) {
		samePlain(t, plainEnd, AttemptEnd{
			Scenario: text.Draw(t, "scenario"), Attempt: text.Draw(t, "attempt"), Verdict: Verdict(text.Draw(t, "verdict")),
			Cause: text.Draw(t, "cause"), At: moment.Draw(t, "at"), DurationMicros: int64(count.Draw(t, "duration")),
			Outage: rapid.Bool().Draw(t, "outage"),
		})
	}))
}

// samePlain compares both ways to read the line of a record, and then the line with
// one byte changed.
func samePlain[T record](t *rapid.T, plain func([]byte) (T, bool), r T) {
	line := []byte(encoded(r))
	compare := func() {
		got, is := plain(line)
		if !is {
			return
		}
		var want T
		if err := json.Unmarshal(line, &want); err != nil {
			t.Fatalf("%q is no JSON (%v), and read as %+v", line, err, got)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q is read as %+v, want %+v", line, got, want)
		}
	}
	compare()
	line[rapid.IntRange(0, len(line)-1).Draw(t, "place")] = rapid.Byte().Draw(t, "byte")
	compare()
}

// TestMostLinesArePlain: a reader that leaves all to the parser would go unnoticed.
func TestMostLinesArePlain(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 6000, time.UTC)
	for name, is := range map[string]bool{
		"scenario": read(plainScenario, ScenarioRecord{
			ID: "PA-001[VISA]", Name: "A payment", Feature: "Payments", Rule: "Rule", File: "a.feature", Line: 3,
			Tags: []string{"@a", "@b"}, Source: "somewhere", Refs: []string{"D10"}, Steps: 7, Skip: "no clock",
		}),
		"start": read(plainStart, AttemptStart{Scenario: "PA-001", Attempt: "01J", At: at, Again: AgainRetry}),
		"end": read(plainEnd, AttemptEnd{
			Scenario: "PA-001", Attempt: "01J", Verdict: Failed, Cause: "it is", At: at, DurationMicros: 5, Outage: true,
		}),
	} {
		if !is {
			t.Errorf("the line of a common %s is not plain", name)
		}
	}
}

func read[T record](plain func([]byte) (T, bool), r T) bool {
	_, is := plain([]byte(encoded(r)))
	return is
}

// TestOtherLinesAreLeftToTheParser lists what looks plain and is not: no JSON at all,
// or JSON that says something else.
func TestOtherLinesAreLeftToTheParser(t *testing.T) {
	t.Parallel()
	const begins = `{"type":"attempt-end","scenario":"PA-001","verdict":"passed"`
	if _, is := plainEnd([]byte(begins + "}\n")); !is {
		t.Fatal("the line that the others are made from is not plain")
	}
	for name, rest := range map[string]string{
		"an escape":                    `,"cause":"\u0041"}` + "\n",
		"a tabulator":                  ",\"cause\":\"\t\"}\n",
		"no UTF-8":                     ",\"cause\":\"\xff\"}\n",
		"a text without an end":        `,"cause":"it` + "\n",
		"a number as text":             `,"durationMicros":"5"}` + "\n",
		"a number with a plus":         `,"durationMicros":+5}` + "\n",
		"a number with a leading zero": `,"durationMicros":-05}` + "\n",
		"a fraction":                   `,"durationMicros":5.5}` + "\n",
		"no number":                    `,"durationMicros":}` + "\n",
		"a time without a zone":        `,"at":"2026-01-02T03:04:05.000000"}` + "\n",
		"a truth as text":              `,"outage":"true"}` + "\n",
		"another order":                `,"outage":true,"durationMicros":5}` + "\n",
		"a field of a later version":   `,"later":1}` + "\n",
		"no end":                       ``,
		"no line feed":                 `}`,
		"two objects":                  `}{}` + "\n",
	} {
		if got, is := plainEnd([]byte(begins + rest)); is {
			t.Errorf("%s is read as %+v", name, got)
		}
	}
	if got, is := plainScenario([]byte(`{"type":"scenario","id":"PA-001","tags":["@a""@b"]}` + "\n")); is {
		t.Errorf("a list without a comma is read as %+v", got)
	}
}
