package reports

import (
	"bufio"
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed html
var page embed.FS

// scripts are the parts of the page's script, in the order of their use.
const scripts = "text data evidence detail list main"

// HTML writes r as one page that needs nothing else and opens from a file.
//
// The list of scenarios is a compressed index; what they did follows in
// compressed chunks which the page unpacks when asked, so a page of 50,000
// scenarios opens about as fast as one of fifty. What needs attention comes
// first. All that a gateway or a feature said is data to the page and never
// markup, and a content security policy keeps anything but the page's own
// script from running.
//
// Traces are linked where they are, beside the log. The links hold for a page
// that is kept in the directory of the log.
func HTML(w io.Writer, r *Run) error { return htmlIn("", w, r) }

// htmlIn is HTML for a page that is kept in dir.
func htmlIn(dir string, w io.Writer, r *Run) error {
	p, err := newPage(r)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	if err := p.template.ExecuteTemplate(out, "top", p); err != nil {
		return err
	}
	fmt.Fprintf(out, "<style>%s</style>\n", p.style)
	if err := p.template.ExecuteTemplate(out, "body", p); err != nil {
		return err
	}
	d := &pageData{run: r, dir: dir, out: out, order: attention(r)}
	if err := d.index(); err != nil {
		return err
	}
	fmt.Fprintf(out, "<script>%s</script>\n", p.script)
	if err := d.chunks(); err != nil {
		return err
	}
	out.WriteString("</body>\n</html>\n")
	return out.Flush()
}

// pageText is what the page says before its script runs.
type pageText struct {
	Policy, Headline, Target, Summary string
	Warnings                          []string
	Facts                             []Field
	Verdicts                          []pageVerdict

	template      *template.Template
	style, script string
}

type pageVerdict struct {
	Verdict Verdict
	Mark    string
	Count   int
}

func newPage(r *Run) (*pageText, error) {
	p := &pageText{
		Headline: headline(r), Target: cmp.Or(r.Target, "no target"), Summary: about(r), Facts: facts(r), Warnings: warnings(r),
	}
	for _, v := range Verdicts() {
		p.Verdicts = append(p.Verdicts, pageVerdict{v, pageMark(v), r.Counts[v]})
	}
	style, err := Stylesheet()
	if err != nil {
		return nil, err
	}
	var script strings.Builder
	script.WriteString("\"use strict\";\n")
	for _, name := range strings.Fields(scripts) {
		part, err := page.ReadFile("html/" + name + ".js")
		if err != nil {
			return nil, err
		}
		script.Write(part)
	}
	p.style, p.script = style, script.String()
	p.Policy = ContentPolicy(p.script, p.style)
	p.template, err = template.ParseFS(page, "html/page.html")
	return p, err
}

// hash names a text in a content security policy.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// pageMark is the sign for a verdict, the same as the script's.
func pageMark(v Verdict) string {
	switch v {
	case Flaky:
		return "≈"
	case Skipped:
		return "–"
	case NotRun:
		return "○"
	default:
		return mark(string(v))
	}
}

// headline says in a sentence how the run went.
func headline(r *Run) string {
	total := len(r.Scenarios)
	bad := r.Counts[Failed] + r.Counts[Broken] + r.Counts[Unavailable]
	switch {
	case total == 0:
		return "No scenario was selected"
	case bad > 0:
		return fmt.Sprintf("%d of %s did not pass", bad, plural(total, "scenario"))
	case r.Counts[NotRun] > 0:
		return fmt.Sprintf("%d of %s were not run", r.Counts[NotRun], plural(total, "scenario"))
	case r.Counts[Skipped] == total:
		return plural(total, "scenario") + " skipped, none run"
	}
	line := plural(r.Counts[Passed]+r.Counts[Flaky], "scenario") + " passed"
	if n := r.Counts[Flaky]; n > 0 {
		line += fmt.Sprintf(" (%d flaky)", n)
	}
	line += r.outageNews()
	if n := r.Counts[Quarantined]; n > 0 {
		line += fmt.Sprintf(", %d in quarantine", n)
	}
	if n := r.Counts[Skipped]; n > 0 {
		line += fmt.Sprintf(", %d skipped", n)
	}
	return line
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// warnings are what keeps the numbers from being the whole truth.
func warnings(r *Run) []string {
	var list []string
	switch {
	case r.Ended == nil:
		list = append(list, "The log has no end: the run was killed, or is still running.")
	case r.Ended.Cause == EndInterrupted:
		list = append(list, "The run was interrupted.")
	case r.Ended.Cause == EndUnavailable:
		list = append(list, "The run ended early because the target was unavailable.")
	case r.Ended.Cause == EndFailFast:
		list = append(list, "The run ended at the first failure, as it was told to.")
	case r.Ended.Cause == EndLog:
		list = append(list, "The run ended early because its log could not be written any further: the disk was full, say.")
	case r.Ended.Cause != "":
		list = append(list, "The run ended early: "+r.Ended.Cause+".")
	}
	if r.Ended != nil && r.Ended.Withheld > 0 {
		list = append(list, "Too many scenarios did not pass for a few flaky ones: "+
			plural(r.Ended.Withheld, "scenario")+" got no further attempt.")
	}
	for _, news := range []string{r.leftOut(), quarantineNews(r), walkedNews(r), misbehaved(r)} {
		if news != "" {
			list = append(list, news)
		}
	}
	if r.Damaged > 0 {
		list = append(list, plural(r.Damaged, "line")+" of the log could not be understood.")
	}
	return list
}

// misbehaved says what the gateway did wrong because it was told to, so that no
// report of such a run passes for that of a clean one; "" when it was told nothing.
func misbehaved(r *Run) string {
	if len(r.Faults) == 0 {
		return ""
	}
	return "The gateway misbehaved on purpose: " + strings.Join(r.Faults, ", ") +
		". The run says nothing about a gateway that behaves."
}

func facts(r *Run) []Field {
	list := []Field{
		{"run", r.RunID},
		{"target", r.Target},
		{"base URL", r.BaseURL},
		{"seed", strconv.FormatInt(r.Seed, 10)},
		{"concurrency", strconv.Itoa(r.Concurrency)},
		{"started", r.Started.UTC().Format("2006-01-02 15:04:05 UTC")},
		{"took", ""},
		{"assay", r.Tool},
		{"facts", r.Spec},
		{"plan", r.PlanHash},
	}
	if len(r.Faults) > 0 {
		list = append(list, Field{"faults", strings.Join(r.Faults, ", ")})
	}
	if r.Ended != nil {
		list[6].Value = r.Ended.At.Sub(r.Started).Round(time.Millisecond).String()
	}
	for _, m := range []map[string]string{r.Settings, r.Labels} {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			list = append(list, Field{k, m[k]})
		}
	}
	return slices.DeleteFunc(list, func(f Field) bool { return f.Value == "" })
}

// attention orders the scenarios so that what needs attention comes first.
func attention(r *Run) []int32 {
	order := make([]int32, len(r.Scenarios))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		return cmp.Compare(r.Scenarios[a].Verdict.place(), r.Scenarios[b].Verdict.place())
	})
	return order
}
