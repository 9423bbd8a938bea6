package reports

import (
	"fmt"
	"strings"
	"time"
)

// mark is a sign for a verdict or a step's status that does not need colour.
func mark(status string) string {
	switch Verdict(status) {
	case Passed:
		return "✓"
	case Flaky:
		return "~"
	case Skipped, NotRun:
		return "-"
	case Quarantined:
		return "⊘"
	case Unavailable:
		return "?"
	case Broken:
		return "!"
	default:
		return "✗"
	}
}

// transcript tells an attempt as text: its steps, what the steps said, and
// for one that did not pass the requests and the way of the shopper.
func transcript(b *strings.Builder, d Detail, all bool) {
	for _, s := range d.Steps {
		fmt.Fprintf(b, "%s %s", mark(s.Status), sentence(s))
		if s.DurationMicros > 0 {
			fmt.Fprintf(b, " (%s)", short(micros(s.DurationMicros)))
		}
		b.WriteByte('\n')
		if s.Error != "" {
			b.WriteString(indented(s.Error, "    "))
		}
		if all {
			evidence(b, d, func(step int) bool { return step == s.N })
		}
	}
	if all {
		evidence(b, d, func(step int) bool { return !hasStep(d, step) })
	}
}

// sentence is a step as one line of a feature.
func sentence(s StepRecord) string {
	return flat(strings.TrimSpace(strings.TrimSpace(s.Keyword) + " " + s.Text))
}

func hasStep(d Detail, n int) bool {
	for _, s := range d.Steps {
		if s.N == n {
			return true
		}
	}
	return false
}

// evidence tells what the steps that belong have left behind.
func evidence(b *strings.Builder, d Detail, belongs func(step int) bool) {
	for _, e := range d.Exchanges {
		if !belongs(e.Step) {
			continue
		}
		answer := e.Error
		if e.Status != 0 {
			answer = fmt.Sprintf("HTTP %d", e.Status)
		}
		fmt.Fprintf(b, "    %s %s -> %s (%s)\n", e.Method, e.URL, answer, short(micros(e.DurationMicros)))
	}
	for _, j := range d.Journeys {
		if !belongs(j.Step) {
			continue
		}
		fmt.Fprintf(b, "    browser: %s", j.Action)
		if j.Error != "" {
			fmt.Fprintf(b, ": %s", j.Error)
		}
		b.WriteByte('\n')
	}
	for _, n := range d.Notifications {
		if belongs(n.Step) {
			fmt.Fprintf(b, "    webhook: %s -> HTTP %d\n", flat(n.title()), n.Status)
		}
	}
}

// title is a notification in a few words.
func (r NotificationRecord) title() string {
	if r.Error != "" {
		return "unreadable, " + r.Error
	}
	return strings.TrimSpace(r.Kind + " " + r.Action)
}

// indented puts each line of a text on a line of its own after a margin.
func indented(s, margin string) string {
	return margin + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n"+margin) + "\n"
}

// failingStep returns the step at which an attempt ended, if one did.
func failingStep(d Detail) (StepRecord, bool) {
	for _, s := range d.Steps {
		switch Verdict(s.Status) {
		case Passed, Skipped, NotRun, "":
		default:
			return s, true
		}
	}
	return StepRecord{}, false
}

// short writes a duration for a person.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return d.Round(time.Microsecond).String()
	case d < time.Second:
		return d.Round(100 * time.Microsecond).String()
	case d < time.Minute:
		return d.Round(10 * time.Millisecond).String()
	default:
		return d.Round(time.Second).String()
	}
}

// oneLine is the first line of a text, for lists.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, "\r\n"); i >= 0 {
		return s[:i] + " ..."
	}
	return s
}
