package browser

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"time"

	"assay/support/mask"

	"github.com/chromedp/cdproto/network"
)

// Recording is what a [Recorder] remembers, masked, each list in the order in
// which things happened.
type Recording struct {
	Views    []View
	Requests []Request
	Messages []Message
	// What is missing because there was too much of it.
	LostViews, LostRequests, LostMessages int
}

// View is what the page looked like at a moment: before an action, or at the
// end. Its HTML is a whole document without scripts, addresses to load from,
// hidden values and contents of fields that hold secrets.
type View struct {
	At    time.Time
	URL   string
	Title string
	HTML  string
	Cut   bool // the page was too long to be kept whole
}

// Pair is a header, or a parameter of a form.
type Pair struct{ Name, Value string }

// Request is a request that a page made and what came back. Headers that log
// somebody in are left out; bodies of answers are not kept.
type Request struct {
	At             time.Time
	Duration       time.Duration
	Method         string
	URL            string
	Kind           string // what it was for: Document, Script, XHR, ...
	Protocol       string
	Header         []Pair
	Form           []Pair // of a form
	Body           string // of another text
	BodyType       string
	Status         int // 0 without an answer
	StatusText     string
	ResponseHeader []Pair
	MediaType      string
	Size           int64  // of the answer, as sent
	Error          string // in the browser's own word: net::ERR_FAILED
}

// Message is what a page, or the browser about a page, said on the console.
type Message struct {
	At    time.Time
	Level string // log, info, warning, error, ...
	Text  string
	URL   string
	Line  int64
}

// Recording returns what has been recorded until now. Masking is done here.
func (r *Recorder) Recording() Recording {
	if r == nil {
		return Recording{}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	c := r.concealer()
	out := Recording{LostViews: r.views.lost, LostRequests: r.requests.lost, LostMessages: r.messages.lost}
	for _, v := range r.views.list {
		page := v.documents[0]
		shown := View{At: v.at, URL: c.url(page.URL), Title: c.text(page.Title), HTML: c.page(v.documents)}
		for _, d := range v.documents {
			shown.Cut = shown.Cut || d.Cut
		}
		out.Views = append(out.Views, shown)
	}
	for _, q := range r.requests.list {
		out.Requests = append(out.Requests, c.request(q))
	}
	for _, m := range r.messages.list {
		m.Text, m.URL = shorten(c.text(m.Text), longestLine), c.url(m.URL)
		out.Messages = append(out.Messages, m)
	}
	return out
}

func (c concealer) request(q *request) Request {
	out := Request{
		At: q.at, Duration: time.Duration((q.ended.Float64() - q.started.Float64()) * float64(time.Second)),
		Method: q.sent.Method, URL: c.url(q.sent.URL), Kind: string(q.kind), Header: c.header(q.sent.Headers),
		Size: int64(q.size), Error: q.failure,
	}
	if len(q.sent.PostDataEntries) > 0 {
		var body []byte
		for _, entry := range q.sent.PostDataEntries {
			body = append(body, entry.Bytes...)
		}
		out.BodyType = headerOf(q.sent.Headers, "Content-Type")
		out.Form, out.Body = c.body(out.BodyType, body)
	}
	if a := q.received; a != nil {
		out.Status, out.StatusText, out.Protocol = int(a.Status), c.text(a.StatusText), a.Protocol
		out.MediaType, out.ResponseHeader = c.text(a.MimeType), c.header(a.Headers)
	}
	return out
}

// body masks the body of a request, a form by the names of its fields. What is
// no text, or too long, is not kept.
func (c concealer) body(mediaType string, body []byte) ([]Pair, string) {
	if len(body) > longestBody {
		return nil, "[too long to be kept]"
	}
	switch {
	case strings.HasPrefix(mediaType, "application/x-www-form-urlencoded"):
		var form []Pair
		for pair := range strings.SplitSeq(string(body), "&") {
			name, value, _ := strings.Cut(pair, "=")
			name, value = unescaped(name), unescaped(value)
			shown := c.text(c.run.Field(name, value))
			if secretName.MatchString(name) {
				shown = mask.Hidden
			}
			form = append(form, Pair{c.text(name), shown})
		}
		return form, ""
	case strings.HasPrefix(mediaType, "application/json"), strings.HasPrefix(mediaType, "text/"):
		return nil, c.text(secretMember.ReplaceAllString(string(body), `${1}"`+mask.Hidden+`"`))
	}
	return nil, "[not kept: it is not known where in it secrets are]"
}

// secretMember finds a member of a JSON object whose name says that its value
// is a secret, or a list or an object of them.
var secretMember = regexp.MustCompile(
	`(?i)("[^"]*(?:` + secretPattern + `)[^"]*"\s*:\s*)("(?:[^"\\]|\\.)*"|[\d.]+|\[[^\]]*\]|\{[^{}]*\})`)

func headerOf(h network.Headers, name string) string {
	for key, value := range h {
		if text, ok := value.(string); ok && strings.EqualFold(key, name) {
			return text
		}
	}
	return ""
}

func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// unquoted is a JSON string as text.
func unquoted(s string) string {
	var text string
	if json.Unmarshal([]byte(s), &text) != nil {
		return s
	}
	return text
}
