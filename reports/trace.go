package reports

import (
	"bufio"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"
)

// Trace is what happened in one attempt, from the gateway's answers to the
// pages that the shopper saw, for a page of its own. Its texts are masked by
// whoever recorded them, and once more by [Log.Artifact].
type Trace struct {
	Run      string // run id
	Target   string
	Tool     string
	Scenario ScenarioRecord
	Attempt  string
	Verdict  Verdict
	Cause    string
	Started  time.Time
	Duration time.Duration

	Steps         []StepRecord
	Exchanges     []ExchangeRecord
	Journeys      []JourneyRecord
	Notifications []NotificationRecord
	Views         []TraceView
	Requests      []TraceRequest
	Console       []TraceMessage

	Cut []string // what is missing and why, a sentence each
}

// TraceView is what the page looked like at a moment.
type TraceView struct {
	At      time.Time `json:"at"`
	URL     string    `json:"url"`
	Title   string    `json:"title,omitempty"`
	HTML    string    `json:"-"`                 // a document that does nothing
	Picture []byte    `json:"picture,omitempty"` // of it, an image
	Live    bool      `json:"live,omitempty"`    // the picture is of the page itself
	Cut     bool      `json:"cut,omitempty"`     // the document is not whole
}

// TraceRequest is a request of a page and what came back.
type TraceRequest struct {
	At             time.Time `json:"at"`
	DurationMicros int64     `json:"durationMicros"`
	Method         string    `json:"method"`
	URL            string    `json:"url"`
	Kind           string    `json:"kind,omitempty"`
	Protocol       string    `json:"protocol,omitempty"`
	Header         []Field   `json:"header,omitempty"`
	Form           []Field   `json:"form,omitempty"`
	Body           string    `json:"body,omitempty"`
	BodyType       string    `json:"bodyType,omitempty"`
	Status         int       `json:"status,omitempty"`
	StatusText     string    `json:"statusText,omitempty"`
	ResponseHeader []Field   `json:"responseHeader,omitempty"`
	MediaType      string    `json:"mediaType,omitempty"`
	Size           int64     `json:"size,omitempty"`
	Error          string    `json:"error,omitempty"`
}

// TraceMessage is what a page said on the console.
type TraceMessage struct {
	At    time.Time `json:"at"`
	Level string    `json:"level"`
	Text  string    `json:"text"`
	URL   string    `json:"url,omitempty"`
	Line  int64     `json:"line,omitempty"`
}

// traceScripts are the parts of the trace page's script, in the order of their
// use; the first ones are those of the report.
const traceScripts = "text evidence entries trace"

// WriteTrace writes t as one page that needs nothing else and opens from a file.
//
// What a gateway or a page said is data to the script and never markup. The
// documents of the shopper's pages are shown in frames that may neither run a
// script nor load anything, and the policy of the page holds in them too.
func WriteTrace(w io.Writer, t Trace) error {
	p, err := newTracePage(t)
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
	for _, block := range []struct {
		id    string
		value any
	}{{"data", t.data()}, {"har", t.har()}} {
		// Marshal escapes < and >, so nothing in it ends the element.
		text, err := json.Marshal(block.value)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "<script type=\"application/json\" id=\"%s\">%s</script>\n", block.id, text)
	}
	fmt.Fprintf(out, "<script>%s</script>\n</body>\n</html>\n", p.script)
	return out.Flush()
}

// tracePage is what the page says before its script runs.
type tracePage struct {
	Policy, ID, Name, Where, Cause string
	Verdict                        Verdict
	Mark                           string
	Facts                          []Field
	Cut                            []string

	template      *template.Template
	style, script string
}

func newTracePage(t Trace) (*tracePage, error) {
	p := &tracePage{
		ID: t.Scenario.ID, Name: t.Scenario.Name, Cause: t.Cause, Verdict: t.Verdict, Mark: pageMark(t.Verdict), Cut: t.Cut,
		Where: strings.Join(notEmpty(t.Scenario.Feature, t.Scenario.Rule), " › "),
		Facts: []Field{
			{"started", t.Started.UTC().Format("2006-01-02 15:04:05 UTC")},
			{"took", short(t.Duration)},
			{"file", fmt.Sprintf("%s:%d", t.Scenario.File, t.Scenario.Line)},
			{"target", t.Target},
			{"run", t.Run},
			{"attempt", t.Attempt},
			{"assay", t.Tool},
		},
	}
	var err error
	if p.style, err = joined(".css", "report trace"); err != nil {
		return nil, err
	}
	if p.script, err = joined(".js", traceScripts); err != nil {
		return nil, err
	}
	p.script = "\"use strict\";\n" + p.script
	// The styles of the shopper's pages are not known beforehand.
	p.Policy = fmt.Sprintf("default-src 'none'; script-src '%s'; style-src 'unsafe-inline'; img-src data:; "+
		"base-uri 'none'; form-action 'none'", hash(p.script))
	p.template, err = template.ParseFS(page, "html/trace.html")
	return p, err
}

// joined joins files of the page's directory.
func joined(extension, names string) (string, error) {
	var all strings.Builder
	for _, name := range strings.Fields(names) {
		part, err := page.ReadFile("html/" + name + extension)
		if err != nil {
			return "", err
		}
		all.Write(part)
	}
	return all.String(), nil
}

func notEmpty(texts ...string) []string {
	var list []string
	for _, text := range texts {
		if text != "" {
			list = append(list, text)
		}
	}
	return list
}

// traceData is a Trace as its page reads it. Documents that are the same are
// there once.
type traceData struct {
	Start         time.Time            `json:"start"`
	ID            string               `json:"id"`
	Steps         []StepRecord         `json:"steps"`
	Exchanges     []ExchangeRecord     `json:"exchanges"`
	Journeys      []JourneyRecord      `json:"journeys"`
	Notifications []NotificationRecord `json:"notifications"`
	Views         []traceDataView      `json:"views"`
	Documents     []string             `json:"documents"`
	Requests      []TraceRequest       `json:"requests"`
	Console       []TraceMessage       `json:"console"`
}

type traceDataView struct {
	TraceView
	Document int `json:"document"` // index, -1 for none
}

func (t Trace) data() traceData {
	d := traceData{
		Start: t.Started, ID: t.Scenario.ID, Steps: t.Steps, Exchanges: t.Exchanges, Journeys: t.Journeys,
		Notifications: t.Notifications, Requests: t.Requests, Console: t.Console,
	}
	known := map[string]int{"": -1}
	for _, v := range t.Views {
		n, ok := known[v.HTML]
		if !ok {
			n = len(d.Documents)
			known[v.HTML] = n
			d.Documents = append(d.Documents, v.HTML)
		}
		d.Views = append(d.Views, traceDataView{v, n})
	}
	return d
}
