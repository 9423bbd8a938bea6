package opp

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"
	"github.com/tidwall/gjson"
)

// maxAnswer is how much of an answer is read. The longest documented ones, the
// list of result codes and a page of reports, stay far below.
const maxAnswer = 8 << 20

// errTooLarge says that the answer is longer than maxAnswer.
var errTooLarge = errors.New("the answer is larger than 8 MiB")

// answer is what came back for a request, before anyone judged it.
type answer struct {
	method, url string
	status      int
	contentType string
	encoding    string // gzip, say, though none is asked for; "" = none
	location    string
	fidelity    string
	body        []byte
	took        time.Duration
	after       time.Duration // when to come again, if it was one too many
	err         error         // without a URL in it
}

// read takes over Resty's response and closes it.
func read(response *resty.Response, err error) answer {
	var a answer
	if err != nil {
		a.err = withoutURL(err)
		return a
	}
	raw := response.RawResponse
	defer func() { _ = raw.Body.Close() }()
	a.status, a.contentType, a.location = raw.StatusCode, raw.Header.Get("Content-Type"), raw.Header.Get("Location")
	if e := raw.Header.Get("Content-Encoding"); !strings.EqualFold(e, "identity") {
		a.encoding = e
	}
	a.fidelity = raw.Header.Get("Assay-Fidelity")
	if a.status == http.StatusTooManyRequests {
		a.after = retryAfter(raw.Header.Get("Retry-After"), time.Now())
	}
	a.body, a.err = readBody(raw)
	return a
}

// readBody reads the whole body, into a buffer of its announced length when
// there is one.
func readBody(raw *http.Response) ([]byte, error) {
	switch n := raw.ContentLength; {
	case n > maxAnswer:
		return nil, errTooLarge
	case n >= 0:
		body := make([]byte, n)
		read, err := io.ReadFull(raw.Body, body)
		return body[:read], err
	}
	body, err := io.ReadAll(io.LimitReader(raw.Body, maxAnswer+1))
	if err == nil && len(body) > maxAnswer {
		return nil, errTooLarge
	}
	return body, err
}

// withoutURL takes away what net/http wraps around an error: the URL with its
// query, where the legacy login has its password.
func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// payment judges whether there is a verdict in the answer. gjson does not: it
// would find an id in an HTML page or in half an answer.
func (a *answer) payment(ch *Channel, listing, script bool) (*Payment, *NoVerdictError) {
	fail := func(kind Kind, detail string) (*Payment, *NoVerdictError) {
		m := ch.client.mask
		where, _, _ := strings.Cut(a.url, "?")
		return nil, &NoVerdictError{
			Kind: kind, Status: a.status, ContentType: m.String(a.contentType), Detail: m.String(detail), Err: a.err,
			Method: a.method, URL: m.String(where), Took: a.took,
		}
	}
	switch {
	case a.err != nil:
		return fail(kindOf(a.err), detailOf(a.err, a.took))
	case script && a.status == http.StatusOK && isScript(a.contentType):
		return &Payment{status: a.status, body: a.body}, nil
	case a.encoding != "" && len(a.body) > 0:
		return fail(NotJSON, "the gateway answered in "+a.encoding+", which nobody has asked for")
	case !isJSON(a.contentType) && a.status >= 300 && a.status < 400:
		return fail(Redirected, "the gateway redirects to "+hostOf(a.location))
	case !isJSON(a.contentType):
		return fail(NotJSON, "the gateway answered "+typeOf(a)+" instead of JSON")
	case len(a.body) == 0:
		return fail(NotJSON, "the gateway answered nothing instead of JSON")
	case bytes.HasPrefix(a.body, []byte("\xef\xbb\xbf")):
		return fail(NotJSON, "the gateway answered JSON behind a byte order mark, which JSON must not have")
	case !gjson.ValidBytes(a.body):
		return fail(NotJSON, "the gateway answered JSON that is cut off or malformed")
	}
	p := &Payment{status: a.status, body: a.body}
	if p.Code() == "" && !(listing && p.Get("resultCodes").IsArray()) {
		return fail(NoCode, "the gateway answered without a result.code")
	}
	return p, nil
}

// isJSON reports whether a content type is the API's.
func isJSON(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	return strings.EqualFold(strings.TrimSpace(media), "application/json")
}

// isScript reports whether a content type is that of a script for a page.
func isScript(contentType string) bool {
	media, _, _ := strings.Cut(contentType, ";")
	switch strings.ToLower(strings.TrimSpace(media)) {
	case "text/javascript", "application/javascript", "application/x-javascript":
		return true
	}
	return false
}

// typeOf names the media type of an answer.
func typeOf(a *answer) string {
	media, _, _ := strings.Cut(a.contentType, ";")
	switch {
	case media != "":
		return media
	case len(a.body) == 0:
		return "nothing"
	}
	return "something without a content type"
}

// hostOf names where a redirect leads, without path and query.
func hostOf(location string) string {
	u, err := url.Parse(location)
	switch {
	case err != nil:
		return "something that is not a URL"
	case location == "":
		return "nowhere"
	case u.Host == "":
		return "another path of the same host"
	}
	return u.Scheme + "://" + u.Host
}
