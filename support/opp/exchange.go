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

// withoutEcho returns body with a masked value of the request masked in it too:
// a gateway that refuses a parameter quotes it, and nobody can tell a CVV from
// other numbers by its looks. A short value is replaced only where it stands
// alone, so that a CVV of 110 does not change a result code.
func withoutEcho(body, value, shown string) string {
	long := len(value) >= 6
	if value == "" || shown == value || shown != mask.Hidden && !long {
		return body
	}
	var out strings.Builder
	rest := 0
	for from := 0; ; {
		at := strings.Index(body[from:], value)
		if at < 0 {
			break
		}
		at += from
		from = at + len(value)
		if !long && !(alone(body, at-1) && alone(body, from)) {
			continue
		}
		out.WriteString(body[rest:at])
		out.WriteString(shown)
		rest = from
	}
	if rest == 0 {
		return body
	}
	out.WriteString(body[rest:])
	return out.String()
}

// alone reports whether the byte at i, if there is one, ends a word: it is not
// a part of an id, a number, a date or a time.
func alone(s string, i int) bool {
	return i < 0 || i >= len(s) || !isPathByte(s[i]) && s[i] != ':' && s[i] != '@'
}

// unescape decodes a part of a query, which stays as it is when it cannot be.
func unescape(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}
