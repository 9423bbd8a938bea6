package opp

import (
	"net/url"
	"strings"
	"time"

	"assay/support/mask"
)

// Exchange is what an observer is told about a request and its answer. All of
// it is masked.
type Exchange struct {
	Method      string
	URL         string
	Form        []Param // the body's parameters, in order
	Status      int     // 0 when there was no answer
	ContentType string
	Fidelity    string // what the simulator says of its own answer: "assumed-workflow"; "" from real hosts
	Body        string
	Started     time.Time
	Duration    time.Duration
	Err         string // why there is no verdict, "" when there is one

	// Hide hides in any text what this request had hidden by the names of its
	// parameters, which later answers and what is said about them may repeat.
	// nil: nothing was.
	Hide func(text string) string
}

// tell masks an exchange and hands it to the observer, if there is one.
func (ch *Channel) tell(a answer, form Params, started time.Time, failure *NoVerdictError) {
	if ch.observe == nil {
		return
	}
	m := ch.client.mask
	x := Exchange{
		Method: a.method, URL: m.URL(a.url), Status: a.status, Fidelity: m.String(a.fidelity),
		Started: started, Duration: a.took,
	}
	var h hidden
	if len(form) > 0 {
		x.Form = make([]Param, len(form))
		for i, p := range form {
			x.Form[i] = Param{m.String(p.Name), m.Field(p.Name, p.Value)}
			h.add(p.Value, x.Form[i].Value)
		}
	}
	if _, query, ok := strings.Cut(a.url, "?"); ok {
		for pair := range strings.SplitSeq(query, "&") {
			name, value, _ := strings.Cut(pair, "=")
			name, value = unescape(name), unescape(value)
			h.add(value, m.Field(name, value))
		}
	}
	x.Body, x.ContentType = m.String(h.in(string(a.body))), m.String(h.in(a.contentType))
	if failure != nil {
		x.Err = m.String(h.in(failure.Error()))
	}
	if len(h) > 0 {
		x.Hide = h.in
	}
	ch.observe(x)
}

// hidden are the values of a request that are not shown, and what is instead.
type hidden []struct{ value, shown string }

// add takes in a value that is shown in another way, if it can be told from
// others. One that is only shortened can when it is long.
func (h *hidden) add(value, shown string) {
	if value == shown || value == "" || shown != mask.Hidden && len(value) < 6 {
		return
	}
	*h = append(*h, struct{ value, shown string }{value, shown})
}

// in returns text without the values, also where they are in base64.
func (h hidden) in(text string) string {
	if len(h) == 0 {
		return text
	}
	return mask.Packed(h.plain(text), h.plain)
}

// plain returns text without the values that can be read in it.
func (h hidden) plain(text string) string {
	for _, one := range h {
		text = mask.Echo(text, one.value, one.shown)
	}
	return text
}

// unescape decodes a part of a query, which stays as it is when it cannot be.
func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}
