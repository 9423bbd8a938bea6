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
	address := joinURL(ch.client.base, r.Path, query)

	req := ch.client.http.R().SetContext(ctx).SetDoNotParseResponse(true)
	for name, value := range r.Header {
		req.SetHeader(name, value)
	}
	if token := ch.cred.AccessToken.Reveal(); token != "" && !ch.cred.Legacy && !r.NoAuth {
		req.SetHeader("Authorization", "Bearer "+token)
	}
	if inURL {
		form = nil
	} else {
		setBody(req, r, form)
	}

	if ch.client.wait != nil {
		if err := ch.client.wait(ctx); err != nil {
			return nil, fmt.Errorf("opp: %s was held back: %w", r.Method, err)
		}
	}
	started := time.Now()
	response, err := req.Execute(r.Method, address)
	if err := neverMade(err); err != nil {
		return nil, fmt.Errorf("opp: %s is no request: %w", r.Method, err)
	}
	a := read(response, err)
	a.method, a.url, a.took = r.Method, address, time.Since(started)
	p, failure := a.payment(ch, r.Listing, r.Script)
	ch.tell(a, form, started, failure)
	if failure != nil {
		return nil, failure
	}
	return p, nil
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
