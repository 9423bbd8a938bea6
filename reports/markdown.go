package reports

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"
)

// noteLimit is how much of a cause is shown: of fifty scenarios of each verdict that
// is less than the megabyte that a job's page at GitHub takes.
const noteLimit = 2000

// Markdown writes what [Summary] says at a terminal as GitHub-flavoured Markdown, for
// a job's page, a merge request or a chat. What a gateway or a feature said is text
// in it, never markup.
func Markdown(w io.Writer, r *Run) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "## %s\n\n%s\n", plainText(headline(r)), plainText(about(r)))
	for _, warning := range warnings(r) {
		fmt.Fprintf(out, "\n> %s\n", plainText(warning))
	}
	out.WriteString("\n| verdict | scenarios |\n|---|--:|\n")
	for _, v := range Verdicts() {
		if n := r.Counts[v]; n > 0 {
			fmt.Fprintf(out, "| %s %s | %d |\n", pageMark(v), v, n)
		}
	}
	for _, v := range noteworthy {
		r.markdownList(out, v)
	}
	r.markdownReasons(out, NotRun)
	r.markdownReasons(out, Skipped)
	return out.Flush()
}

// about tells a run from others in a line.
func about(r *Run) string {
	return fmt.Sprintf("%s, seed %d, started %s",
		cmp.Or(r.Target, "no target"), r.Seed, r.Started.UTC().Format("2006-01-02 15:04:05 UTC"))
}

// markdownList tells each scenario of a verdict, where it stands and why.
func (r *Run) markdownList(out *bufio.Writer, v Verdict) {
	if r.Counts[v] == 0 {
		return
	}
	fmt.Fprintf(out, "\n### %s %s\n", pageMark(v), v)
	shown, all := r.some(v)
	for _, s := range shown {
		fmt.Fprintf(out, "\n**%s** %s", plainText(s.ID), plainText(s.Name))
		for _, more := range []string{s.where(), s.tries()} {
			if more != "" {
				fmt.Fprintf(out, "  \n%s", plainText(more))
			}
		}
		fmt.Fprintf(out, "\n\n%s", fenced(cmp.Or(s.Cause, "no cause was given")))
	}
	if left := all - len(shown); left > 0 {
		fmt.Fprintf(out, "\n... and %d more\n", left)
	}
}

func (r *Run) markdownReasons(out *bufio.Writer, v Verdict) {
	if r.Counts[v] == 0 {
		return
	}
	fmt.Fprintf(out, "\n### %s %s\n\n| scenarios | reason |\n|--:|---|\n", pageMark(v), v)
	for _, reason := range r.reasons(v) {
		fmt.Fprintf(out, "| %d | %s |\n", reason.count, plainText(reason.text))
	}
}

// plainText writes a text on one line, as Markdown that shows it as it is.
func plainText(s string) string {
	s = flat(printable(strings.TrimSpace(s)))
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>()#+!|~&@$", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// fenced writes a text of several lines as a block that nothing in it can end.
func fenced(s string) string {
	s = shortened(s)
	fence := "```"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	return fence + "text\n" + printable(s) + "\n" + fence + "\n"
}

// shortened is the beginning of a text that is longer than a summary has room for.
func shortened(s string) string {
	s = strings.TrimSpace(s)
	if len(s) <= noteLimit {
		return s
	}
	return strings.ToValidUTF8(s[:noteLimit], "") + "\n... (cut)"
}
