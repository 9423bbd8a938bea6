package opp

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"
)

// Request is a request of any shape, for features that test the contract itself
// and for nothing else: all other calls have a method.
type Request struct {
	Method      string // GET when empty
	Path        string // appended to the base URL byte for byte: "v1/payments"; may carry a query
	Query       Params // appended to the URL
	Form        Params // the body; of GET, HEAD and DELETE, which have none, appended to the URL
	Header      map[string]string
	Raw         []byte // the body when not nil, instead of Form
	ContentType string // of the body; default: that of a form
	NoAuth      bool   // send neither the Authorization header nor the channel's parameters
	Listing     bool   // the answer may be a list, which carries no result
	Script      bool   // the answer may be a script, which is no JSON
}

// formType is the content type of a request's body.
//
// Source: Server-to-Server, "Synchronous workflow" (S05).
const formType = "application/x-www-form-urlencoded; charset=UTF-8"

// Do sends a request as it is and returns the gateway's answer whatever the
// verdict. The error is a [*NoVerdictError] when there is none, and any other
// when the request cannot even be made.
func (ch *Channel) Do(ctx context.Context, r Request) (*Payment, error) {
	if r.Method == "" {
		r.Method = http.MethodGet
	}
	inURL := r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodDelete
	form := r.Form
	if !r.NoAuth && r.Raw == nil {
		form = ch.parameters(form)
	}
	query := r.Query
	if inURL && len(form) > 0 {
		query = append(query[:len(query):len(query)], form...)
	}
	q := request{Request: r, address: joinURL(ch.client.base, r.Path, query), form: form, inURL: inURL}
	if inURL {
		q.form = nil
	}
	if ch.gate != nil {
		return ch.throughGate(ctx, q)
	}
	return ch.send(ctx, q).verdict()
}

// request is a Request with all that it is sent with.
type request struct {
	Request
	address string
	form    Params // of the body
	inURL   bool   // there is no body
}

// reply is what came of sending a request: one of the three.
type reply struct {
	payment *Payment
	failure *NoVerdictError
	err     error // it was not sent

	after time.Duration // when to come again, if the gateway said so
}

func (r reply) verdict() (*Payment, error) {
	switch {
	case r.err != nil:
		return nil, r.err
	case r.failure != nil:
		return nil, r.failure
	}
	return r.payment, nil
}

// send sends a request once, and tells the observer.
func (ch *Channel) send(ctx context.Context, q request) reply {
	req := ch.client.http.R().SetContext(ctx).SetDoNotParseResponse(true)
	for name, value := range q.Header {
		req.SetHeader(name, value)
	}
	if token := ch.cred.AccessToken.Reveal(); token != "" && !ch.cred.Legacy && !q.NoAuth {
		req.SetHeader("Authorization", "Bearer "+token)
	}
	if !q.inURL {
		setBody(req, q.Request, q.form)
	}
	if ch.client.wait != nil {
		if err := ch.client.wait(ctx); err != nil {
			return reply{err: fmt.Errorf("opp: %s was held back: %w", q.Method, err)}
		}
	}
	started := time.Now()
	response, err := req.Execute(q.Method, q.address)
	if err := neverMade(err); err != nil {
		return reply{err: fmt.Errorf("opp: %s is no request: %w", q.Method, err)}
	}
	a := read(response, err)
	a.method, a.url, a.took = q.Method, q.address, time.Since(started)
	p, failure := a.payment(ch, q.Listing, q.Script)
	ch.tell(a, q.form, started, failure)
	return reply{payment: p, failure: failure, after: a.after}
}

// neverMade returns what kept a request from being built, nil when it was: what
// net/http itself says about sending comes wrapped, and a wrapped "parse" is
// about the URL. Whatever the URL was is left out.
func neverMade(err error) error {
	var wrapped *url.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &wrapped):
		return err
	case wrapped.Op == "parse":
		return wrapped.Err
	}
	return nil
}

// joinURL appends path and query to the base. The path may have a query of its
// own.
func joinURL(base, path string, query Params) string {
	if len(query) == 0 {
		return base + path
	}
	b := make([]byte, 0, len(base)+len(path)+1+query.size()+16)
	b = append(append(b, base...), path...)
	if strings.IndexByte(path, '?') < 0 {
		b = append(b, '?')
	} else {
		b = append(b, '&')
	}
	return string(query.encode(b))
}

// setBody gives the request its body as a bytes.Reader, the one kind that Resty
// hands on without copying it twice.
func setBody(req *resty.Request, r Request, form Params) {
	body, contentType := r.Raw, r.ContentType
	if body == nil {
		body = form.encode(make([]byte, 0, form.size()+64))
	}
	if contentType == "" {
		contentType = formType
	}
	req.SetHeader("Content-Type", contentType).SetBody(bytes.NewReader(body))
}
