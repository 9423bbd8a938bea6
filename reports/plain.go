package reports

import (
	"bytes"
	"strconv"
	"time"
	"unicode/utf8"
)

// plainLine reads a line as this package writes it: the fields in their order, their
// texts without escapes. A log has several such lines for every scenario, and most
// are like that; all others are left to a parser. It takes the fields one by one, in
// the order of the record's encode.
type plainLine struct {
	rest  []byte
	other bool // the line is not plain
}

// plainly begins with a line of a type.
func plainly(line []byte, kind string) *plainLine {
	p := &plainLine{rest: line}
	p.other = !p.take(`{"type":"`) || !p.take(kind) || !p.take(`"`)
	p.quoted("run")
	return p
}

// take passes over what comes next, if it is that.
func (p *plainLine) take(what string) bool {
	if len(p.rest) < len(what) || string(p.rest[:len(what)]) != what {
		return false
	}
	p.rest = p.rest[len(what):]
	return true
}

// field passes over the name of a field, if it comes next.
func (p *plainLine) field(name string) bool {
	before := p.rest
	if p.take(`,"`) && p.take(name) && p.take(`":`) {
		return true
	}
	p.rest = before
	return false
}

// quoted returns a text, as it is in the line.
func (p *plainLine) quoted(name string) []byte {
	if !p.field(name) {
		return nil
	}
	return p.value()
}

func (p *plainLine) value() []byte {
	if !p.take(`"`) {
		p.other = true
		return nil
	}
	for i, c := range p.rest {
		switch {
		case c == '"':
			text := p.rest[:i]
			p.rest = p.rest[i+1:]
			p.other = p.other || !utf8.Valid(text)
			return text
		case c == '\\' || c < ' ':
			p.other = true
			return nil
		}
	}
	p.other = true
	return nil
}

func (p *plainLine) text(name string) string { return string(p.quoted(name)) }

func (p *plainLine) texts(name string) []string {
	if !p.field(name) {
		return nil
	}
	if !p.take("[") {
		p.other = true
		return nil
	}
	var list []string
	for !p.other {
		list = append(list, string(p.value()))
		if p.take("]") {
			break
		}
		p.other = p.other || !p.take(",")
	}
	return list
}

func (p *plainLine) number(name string) int64 {
	if !p.field(name) {
		return 0
	}
	end := bytes.IndexAny(p.rest, ",}")
	digits := string(p.rest[:max(end, 0)])
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != digits {
		p.other = true
		return 0
	}
	p.rest = p.rest[end:]
	return n
}

func (p *plainLine) time(name string) (at time.Time) {
	if text := p.quoted(name); text != nil {
		p.other = at.UnmarshalText(text) != nil || p.other
	}
	return at
}

func (p *plainLine) truth(name string) bool { return p.field(name) && p.take("true") }

// over tells whether the line was plain to its end.
func (p *plainLine) over() bool { return !p.other && string(p.rest) == "}\n" }

func plainScenario(line []byte) (ScenarioRecord, bool) {
	p := plainly(line, typeScenario)
	r := ScenarioRecord{
		ID: p.text("id"), Name: p.text("name"), Feature: p.text("feature"), Rule: p.text("rule"), File: p.text("file"),
		Line: int(p.number("line")), Tags: p.texts("tags"), Source: p.text("source"), Refs: p.texts("refs"),
		Steps: int(p.number("steps")), Skip: p.text("skip"),
	}
	return r, p.over()
}

func plainStart(line []byte) (AttemptStart, bool) {
	p := plainly(line, typeAttemptStart)
	r := AttemptStart{Scenario: p.text("scenario"), Attempt: p.text("attempt"), At: p.time("at"), Again: p.text("again")}
	return r, p.over()
}

func plainEnd(line []byte) (AttemptEnd, bool) {
	p := plainly(line, typeAttemptEnd)
	r := AttemptEnd{
		Scenario: p.text("scenario"), Attempt: p.text("attempt"), Verdict: Verdict(p.text("verdict")), Cause: p.text("cause"),
		At: p.time("at"), DurationMicros: p.number("durationMicros"), Outage: p.truth("outage"),
	}
	return r, p.over()
}

// plainStep reads of a step that passed when it began and how long it took.
func plainStep(line []byte) (StepRecord, bool) {
	_, rest, found := bytes.Cut(line, []byte(`,"status":"passed","at":"`))
	if !found || len(rest) < len(stamp) {
		return StepRecord{}, false
	}
	var at time.Time
	if at.UnmarshalText(rest[:len(stamp)]) != nil {
		return StepRecord{}, false
	}
	step := StepRecord{Status: string(Passed), At: at}
	rest = rest[len(stamp):]
	if digits, found := bytes.CutPrefix(rest, []byte(`","durationMicros":`)); found {
		end := bytes.IndexAny(digits, ",}")
		if end < 0 {
			return StepRecord{}, false
		}
		var err error
		if step.DurationMicros, err = strconv.ParseInt(string(digits[:end]), 10, 64); err != nil {
			return StepRecord{}, false
		}
	}
	return step, true
}
