package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"time"
)

// JUnit writes r as one flat <testsuite> per feature file and one <testcase>
// per scenario, with exactly one result element where there is one:
//
//	passed               none
//	flaky                none, and a flakyFailure per attempt that did not pass
//	failed               failure, and a rerunFailure per further one
//	broken, unavailable  error, and a rerunFailure per further one
//	quarantined          skipped, with what happened as its message
//	skipped, not-run     skipped, with the reason as its message
//
// It is the dialect that the readers of CI servers agree about: names are
// unique since the id leads them, texts stand in the content of an element as
// well as in its message, file and line lead to the feature, and the
// transcript names attachments on lines of their own.
func JUnit(w io.Writer, r *Run) error {
	x := &xmlWriter{Writer: bufio.NewWriterSize(w, 1<<16)}
	x.WriteString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	x.open("testsuites", append([]attr{{"name", "assay"}}, tally(r.Scenarios)...)...)
	for suite, id := r.Scenarios, 0; len(suite) > 0; id++ {
		n := 1
		for n < len(suite) && suite[n].File == suite[0].File {
			n++
		}
		if err := r.junitSuite(x, suite[:n], id); err != nil {
			return err
		}
		suite = suite[n:]
	}
	x.close("testsuites")
	return x.Flush()
}

// tally counts the way JUnit does: failure and error are different things.
func tally(scenarios []Scenario) []attr {
	var failures, errors, skipped int
	var took time.Duration
	for i := range scenarios {
		switch s := &scenarios[i]; s.Verdict {
		case Failed:
			failures++
		case Broken, Unavailable:
			errors++
		case Quarantined, Skipped, NotRun:
			skipped++
		}
		took += scenarios[i].Duration
	}
	return []attr{
		{"tests", strconv.Itoa(len(scenarios))},
		{"failures", strconv.Itoa(failures)},
		{"errors", strconv.Itoa(errors)},
		{"skipped", strconv.Itoa(skipped)},
		{"time", seconds(took)},
	}
}

func (r *Run) junitSuite(x *xmlWriter, suite []Scenario, id int) error {
	first := &suite[0]
	name := first.Feature
	if name == "" {
		name = cmp.Or(first.File, "(no feature)")
	}
	attrs := append([]attr{{"name", name}, {"id", strconv.Itoa(id)}}, tally(suite)...)
	x.open("testsuite", append(attrs, attr{"timestamp", instant(r.Started)}, attr{"file", first.File})...)
	x.open("properties")
	for _, p := range []attr{
		{"run", r.RunID},
		{"target", r.Target},
		{"seed", strconv.FormatInt(r.Seed, 10)},
		{"tool", r.Tool},
		{"faults", strings.Join(r.Faults, ", ")},
		{SettingBrowser, r.Settings[SettingBrowser]},
	} {
		property(x, p.name, p.value)
	}
	x.close("properties")
	for i := range suite {
		if err := r.junitCase(x, &suite[i]); err != nil {
			return err
		}
	}
	x.close("testsuite")
	return nil
}

func property(x *xmlWriter, name, value string) {
	if value != "" {
		x.leaf("property", "", attr{"name", name}, attr{"value", value})
	}
}

func (r *Run) junitCase(x *xmlWriter, s *Scenario) error {
	line := ""
	if s.Line > 0 {
		line = strconv.Itoa(s.Line)
	}
	started := ""
	if len(s.Attempts) > 0 {
		started = instant(s.Attempts[0].At)
	}
	x.open("testcase",
		attr{"classname", className(s.File)}, attr{"name", strings.TrimSpace(s.ID + " " + s.Name)},
		attr{"time", seconds(s.Duration)}, attr{"timestamp", started},
		attr{"file", s.File}, attr{"line", line})
	x.open("properties")
	property(x, "id", s.ID)
	property(x, "verdict", string(s.Verdict))
	property(x, "attempts", s.tries())
	if s.Quarantine != nil {
		property(x, "quarantine", s.Quarantine.String())
	}
	property(x, "tags", strings.Join(s.Tags, " "))
	property(x, "source", s.Source)
	x.close("properties")
	if err := r.junitResult(x, s); err != nil {
		return err
	}
	x.close("testcase")
	return nil
}

// junitResult writes the result elements of a case and, unless it simply passed,
// its transcript.
func (r *Run) junitResult(x *xmlWriter, s *Scenario) error {
	if s.Verdict == Skipped || s.Verdict == NotRun || s.Verdict == Quarantined {
		message := cmp.Or(s.Cause, "no reason given")
		if s.Verdict == NotRun {
			message = "not run: " + message
		}
		x.leaf("skipped", "", attr{"message", message})
	}
	if s.Verdict == Passed {
		return nil // its steps are in the log and the page; consumers of JUnit limit the file's size
	}
	var out strings.Builder
	var elements []element
	for i, a := range s.Attempts {
		d, err := r.detail(a, false, func(kind string) bool { return kind != typeExchange || a.Verdict.Bad() })
		if err != nil {
			return err
		}
		if len(s.Attempts) > 1 {
			fmt.Fprintf(&out, "Attempt %d of %d%s: %s\n", i+1, len(s.Attempts), bracketed(a.Again), a.Verdict)
		}
		transcript(&out, d, a.Verdict.Bad())
		for _, file := range d.Artifacts {
			fmt.Fprintf(&out, "[[ATTACHMENT|%s]]\n", r.artifactPath(a, file))
		}
		if a.Verdict.Bad() && s.Verdict != Quarantined {
			elements = append(elements, element{"rerunFailure", a, explain(a, d) + "again: " + r.again(s) + "\n"})
		}
	}
	for _, e := range named(elements, s.Verdict) {
		x.leaf(e.name, e.text, attr{"message", oneLine(e.attempt.Cause)}, attr{"type", string(e.attempt.Verdict)})
	}
	if out.Len() > 0 {
		x.leaf("system-out", limitedTail(out.String()))
	}
	return nil
}

// bracketed is a word behind another, if there is one.
func bracketed(word string) string {
	if word == "" {
		return ""
	}
	return " (" + word + ")"
}

// element is the result element of an attempt that did not pass.
type element struct {
	name    string
	attempt Attempt
	text    string
}

// named gives the elements of a scenario their names, and puts first the one
// that is its result: that of the first attempt with the deciding verdict.
func named(elements []element, v Verdict) []element {
	for i := range elements {
		switch e := &elements[i]; {
		case v == Flaky:
			e.name = "flakyFailure"
		case e.attempt.Verdict.known() == v:
			e.name = resultElement(v)
			first := *e
			copy(elements[1:i+1], elements[:i])
			elements[0] = first
			return elements
		}
	}
	return elements
}

// resultElement is the element that marks a case as not passed.
func resultElement(v Verdict) string {
	switch v {
	case Failed:
		return "failure"
	case Broken, Unavailable:
		return "error"
	default:
		return ""
	}
}

// explain is the content of a result element: some readers show nothing else.
func explain(a Attempt, d Detail) string {
	var b strings.Builder
	b.WriteString(cmp.Or(a.Cause, "no cause given") + "\n")
	if step, ok := failingStep(d); ok {
		fmt.Fprintf(&b, "at: %s\n", sentence(step))
		if step.Error != "" && step.Error != a.Cause {
			b.WriteString(step.Error + "\n")
		}
	}
	return b.String()
}

// limitedTail leaves a text that is too long out from its middle: the lines
// with the attachments stand at its end.
func limitedTail(s string) string {
	const tail = 4 << 10
	if len(s) <= textLimit {
		return s
	}
	end := s[len(s)-tail:]
	end = end[strings.IndexByte(end, '\n')+1:]
	return strings.ToValidUTF8(s[:textLimit-2*tail], "") + "\n... (cut)\n" + end
}

// className turns the path of a feature into the dotted name by which CI
// servers group cases.
func className(file string) string {
	name := strings.TrimSuffix(file, path.Ext(file))
	name = strings.ReplaceAll(strings.Trim(name, "/"), "/", ".")
	return cmp.Or(name, "features")
}

// instant is a time the way JUnit files have it.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02T15:04:05Z")
}
