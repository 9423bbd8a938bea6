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
}

// tell masks an exchange and hands it to the observer, if there is one.
func (ch *Channel) tell(a answer, form Params, started time.Time, failure *NoVerdictError) {
	if ch.observe == nil {
		return
	}
	m := ch.client.mask
	x := Exchange{
		Method: a.method, URL: m.URL(a.url), Status: a.status, ContentType: m.String(a.contentType),
		Fidelity: m.String(a.fidelity),
		Body:     string(m.Bytes(a.body)), Started: started, Duration: a.took,
	}
	if len(form) > 0 {
		x.Form = make([]Param, len(form))
		for i, p := range form {
			x.Form[i] = Param{m.String(p.Name), m.Field(p.Name, p.Value)}
			x.Body = withoutEcho(x.Body, p.Value, x.Form[i].Value)
		}
	}
	if _, query, ok := strings.Cut(a.url, "?"); ok {
		for pair := range strings.SplitSeq(query, "&") {
			name, value, _ := strings.Cut(pair, "=")
			name, value = unescape(name), unescape(value)
			x.Body = withoutEcho(x.Body, value, m.Field(name, value))
		}
	}
	if failure != nil {
		x.Err = failure.Error()
	}
	ch.observe(x)
}

// withoutEcho returns body with a masked value of the request masked in it too.
// One that was only shortened is replaced when it is long, and so unmistakable.
func withoutEcho(body, value, shown string) string {
	if shown != mask.Hidden && len(value) < 6 {
		return body
	}
	return mask.Echo(body, value, shown)
}

// unescape decodes a part of a query, which stays as it is when it cannot be.
func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}
