package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Style says how [Summary] may look.
type Style struct {
	Color bool // ANSI colours; they repeat what the words say
}

// listLimit is how many scenarios of one verdict a summary shows.
const listLimit = 50

// noteworthy are the verdicts whose scenarios a summary lists one by one.
var noteworthy = []Verdict{Failed, Broken, Unavailable, Flaky, Quarantined}

// Summary writes what a person at a terminal wants to know when a run is
// over: every scenario that needs attention, with its cause; the skips by
// their reason; and the counts, in the last line, where the eye is.
func Summary(w io.Writer, r *Run, style Style) error {
	out := bufio.NewWriter(w)
	t := terminal{out, style}
	for _, v := range noteworthy {
		t.list(r, v)
	}
	t.reasons(r, NotRun, "not run")
	t.reasons(r, Skipped, "skipped")
	for _, warning := range warnings(r) {
		fmt.Fprintln(out, warning)
	}
	t.counts(r)
	return out.Flush()
}

type terminal struct {
	*bufio.Writer
	style Style
}

// paint colours a text, if colours are wanted.
func (t terminal) paint(v Verdict, text string) string {
	if !t.style.Color {
		return text
	}
	code := "31" // red
	switch v {
	case Passed:
		code = "32"
	case Broken, Flaky:
		code = "33"
	case Quarantined:
		code = "36"
	case Unavailable:
		code = "35"
	case Skipped, NotRun:
		code = "90"
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// list writes each scenario of a verdict with where it stands and why.
func (t terminal) list(r *Run, v Verdict) {
	shown, all := r.some(v)
	for _, s := range shown {
		sign := t.paint(v, mark(string(v))+" "+string(v))
		fmt.Fprintf(t, "%s %s %s\n", sign, printable(s.ID), printable(s.Name))
		if where := s.where(); where != "" {
			fmt.Fprintf(t, "  %s\n", printable(where))
		}
		if tries := s.tries(); tries != "" {
			fmt.Fprintf(t, "  %s\n", tries)
		}
		fmt.Fprint(t, indented(printable(cmp.Or(s.Cause, "no cause was given")), "  "), "\n")
	}
	if left := all - len(shown); left > 0 {
		fmt.Fprintf(t, "  ... and %d more\n\n", left)
	}
}

// some returns the first scenarios of a verdict, and how many there are.
func (r *Run) some(v Verdict) (shown []*Scenario, all int) {
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Verdict == v && len(shown) < listLimit {
			shown = append(shown, s)
		}
	}
	return shown, r.Counts[v]
}

// where is the place of a scenario, as one would open it: "debit.feature:12".
func (s *Scenario) where() string {
	if s.File == "" {
		return ""
	}
	return s.File + ":" + strconv.Itoa(s.Line)
}

// reason is why scenarios have their verdict, and how many have it for that.
type reason struct {
	text  string
	count int
}

// reasons returns why there are scenarios of a verdict, the commonest first.
func (r *Run) reasons(v Verdict) []reason {
	count := map[string]int{}
	for i := range r.Scenarios {
		if s := &r.Scenarios[i]; s.Verdict == v {
			count[cmp.Or(oneLine(s.Cause), "no reason given")]++
		}
	}
	var list []reason
	for text, n := range count {
		list = append(list, reason{text, n})
	}
	slices.SortFunc(list, func(a, b reason) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.text, b.text))
	})
	return list
}

// reasons writes how many scenarios of a verdict there are for each reason.
func (t terminal) reasons(r *Run, v Verdict, word string) {
	for _, why := range r.reasons(v) {
		fmt.Fprintf(t, "%s %s: %s\n", t.paint(v, mark(string(v))), word+" "+strconv.Itoa(why.count), printable(why.text))
	}
}

// counts writes "12 scenarios: 1 failed, 11 passed (2.31s)".
func (t terminal) counts(r *Run) {
	var parts []string
	for _, v := range Verdicts() {
		if n := r.Counts[v]; n > 0 {
			part := fmt.Sprintf("%d %s", n, v)
			if v == Passed {
				part += r.outageNews()
			}
			parts = append(parts, t.paint(v, part))
		}
	}
	line := plural(len(r.Scenarios), "scenario")
	if n := len(r.Faults); n > 0 {
		line += " with " + plural(n, "fault")
	}
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, ", ")
	}
	if r.Ended != nil {
		if took := r.Ended.At.Sub(r.Started); took > 0 {
			line += " (" + took.Round(10*time.Millisecond).String() + ")"
		}
	}
	fmt.Fprintln(t, line)
}

// printable keeps a text from driving the terminal: control characters, and
// those that turn the direction of writing, are written as escapes.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		turns := r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || turns) {
			fmt.Fprintf(&b, "\\u%04x", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
