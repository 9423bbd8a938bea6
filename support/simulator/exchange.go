package simulator

import (
	"cmp"
	"crypto/subtle"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxBody bounds a request's body; the longest documented one is far smaller.
const maxBody = 1 << 20

// exchange is one request on its way through the gateway. It is used again for
// another request, so nothing may keep it.
type exchange struct {
	w    http.ResponseWriter
	r    *http.Request
	id   string // the path's variable segment
	sub  string // the second, of what belongs to the first
	form form
	body []byte
	out  writer

	entity  string   // as sent
	channel *channel // nil when the entity is unknown
	profile *profile // never nil
	order   order    // of an initial request
	ndc     string   // of what happens within a checkout; "" = one of its own

	checkout *checkout // that its shopper pays; nil for a merchant's request
	assumed  bool      // the answer is about a payment whose brand's workflow is inferred
	doubted  bool      // the form of the answer is not verified
	now      time.Time
}

var exchanges = sync.Pool{New: func() any { return &exchange{} }}

// recordedHeaders are on every answer. Source: recorded answers. Their slices are
// shared: nobody writes to a header's values in place.
var recordedHeaders = [...]struct {
	name  string
	value []string
}{
	{"Content-Type", []string{"application/json;charset=UTF-8"}},
	{"Strict-Transport-Security", []string{"max-age=63072000; includeSubdomains; preload"}},
	{"X-Content-Type-Options", []string{"nosniff"}},
	{"X-Xss-Protection", []string{"1; mode=block"}},
	{"Cache-Control", []string{"private, no-cache, no-store"}},
	{"Pragma", []string{"no-cache"}},
	{"Access-Control-Allow-Origin", []string{"*"}},
	{"Access-Control-Allow-Credentials", []string{"true"}},
	{"X-Application-Waf-Action", []string{"allow"}},
}

// The header that says what is not known for certain about an answer. The body
// stays as it is.
const fidelityHeader = "Assay-Fidelity"

// What the header may say: the workflow of the payment's brand is inferred from
// the kind of account; nobody publishes what such an answer looks like.
var (
	assumedWorkflow  = []string{"assumed-workflow"}
	unverifiedAnswer = []string{"unverified-answer"}
	doubtedTwice     = []string{"assumed-workflow, unverified-answer"}
)

// fidelity returns the header's value, none for an answer that is beyond doubt.
func (e *exchange) fidelity() []string {
	switch {
	case e.assumed && e.doubted:
		return doubtedTwice
	case e.assumed:
		return assumedWorkflow
	case e.doubted:
		return unverifiedAnswer
	}
	return nil
}

// take prepares an exchange for a request: parameters from the body of a POST,
// from the URL of anything else (D06). What cannot be read has a status, else 0.
func (s *Server) take(w http.ResponseWriter, r *http.Request, ids pathIDs) (e *exchange, unreadable int) {
	e = exchanges.Get().(*exchange)
	e.w, e.r, e.id, e.sub = w, r, ids[0], ids[1]
	e.out.b = e.out.b[:0]
	if r.Method == http.MethodPost {
		unreadable = e.readBody()
	} else {
		e.form.parse(r.URL.RawQuery)
	}
	e.identify(s)
	return e, unreadable
}

// readBody reads the body as a form. It returns the status of a body that is none,
// is too long or breaks off, and 0 otherwise.
func (e *exchange) readBody() (unreadable int) {
	media, _, _ := strings.Cut(e.r.Header.Get("Content-Type"), ";")
	if media = strings.TrimSpace(media); media != "" && !strings.EqualFold(media, "application/x-www-form-urlencoded") {
		return http.StatusUnsupportedMediaType
	}
	e.body = e.body[:0]
	for len(e.body) <= maxBody {
		if len(e.body) == cap(e.body) {
			e.body = slices.Grow(e.body, 2048)
		}
		n, err := e.r.Body.Read(e.body[len(e.body):cap(e.body)])
		e.body = e.body[:len(e.body)+n]
		switch {
		case err == nil, len(e.body) > maxBody:
		case err == io.EOF:
			e.form.parse(string(e.body))
			return 0
		default:
			return http.StatusBadRequest
		}
	}
	return http.StatusRequestEntityTooLarge
}

// identify finds the channel that the request names, whoever sent it.
func (e *exchange) identify(s *Server) {
	e.entity = e.form.first("entityId", "authentication.entityId")
	e.channel = s.channel(e.entity)
	if e.entity == "" {
		if c := s.checkouts.find(e.named()); c != nil {
			e.channel = c.channel
		}
	}
	if e.channel == nil {
		e.profile, e.now = s.stranger, s.now()
		return
	}
	e.profile = e.channel.profile.Load()
	e.form.cardType = e.profile.settings.issuer.cardType
	e.now = e.channel.clock.catchUp()
}

// named is the checkout that a shopper's request is about: nothing else says
// whose shopper it is.
func (e *exchange) named() string {
	id, _, _ := strings.Cut(e.form.get("checkoutId"), "/")
	return cmp.Or(e.id, id)
}

// release gives the exchange back, emptied of what the request carried.
func (e *exchange) release() {
	e.wipe()
	if cap(e.body) > 64<<10 || cap(e.out.b) > 64<<10 {
		return
	}
	body, out, params := e.body, e.out, e.form
	*e = exchange{body: body, out: out, form: params}
	exchanges.Put(e)
}

// wipe forgets what the request carried, card data perhaps.
func (e *exchange) wipe() {
	e.form.clear()
	clear(e.body)
}

var (
	anySchemeIsLogin      = wrongly("contract", "any-scheme-is-login", "any Authorization header is taken for a token")
	wrongTokenAccepted    = wrongly("errors", "wrong-token-accepted", "any access token opens the channel")
	wrongPasswordAccepted = wrongly("errors", "wrong-password-accepted", "any password of the older login opens the channel")
	contentTypeWrong      = wrongly("contract", "content-type-wrong", "answers call themselves HTML")
)

// credentials says whether the request carries a login at all (D01).
func (e *exchange) credentials() bool {
	return e.checkout != nil || e.token() != "" ||
		e.form.get("authentication.userId") != "" && e.form.get("authentication.password") != ""
}

func (e *exchange) token() string {
	token, bearer := strings.CutPrefix(e.r.Header.Get("Authorization"), "Bearer ")
	if !bearer && !e.profile.faulty(anySchemeIsLogin) {
		return ""
	}
	return strings.TrimSpace(token)
}

// authorised says whether the login is the channel's (D02).
func (e *exchange) authorised() bool {
	switch {
	case e.channel == nil:
		return false
	case e.checkout != nil: // whoever knows its id may pay it
		return true
	case e.channel.parent != nil && e.profile.faulty(loginServesOne):
		return false
	}
	p := e.profile
	if token := e.token(); token != "" {
		return same(token, p.AccessToken) || p.faulty(wrongTokenAccepted)
	}
	return same(e.form.get("authentication.userId"), p.UserID) &&
		(same(e.form.get("authentication.password"), p.Password) || p.faulty(wrongPasswordAccepted))
}

// same compares in a time that does not depend on the content; an empty secret
// opens nothing.
func same(given, secret string) bool {
	return secret != "" && subtle.ConstantTimeCompare([]byte(given), []byte(secret)) == 1
}

// send writes the answer that stands in the buffer, with its length.
func (s *Server) send(e *exchange, status int) {
	body := e.out.b
	if s.vary != 0 {
		body = vary(body, uint64(s.vary)+s.varied.Add(1))
	}
	h := e.w.Header()
	for i := range recordedHeaders {
		h[recordedHeaders[i].name] = recordedHeaders[i].value
	}
	if e.profile.faulty(contentTypeWrong) {
		h["Content-Type"] = []string{"text/html;charset=UTF-8"}
	}
	if value := e.fidelity(); value != nil {
		h[fidelityHeader] = value
	}
	h["Content-Length"] = []string{strconv.Itoa(len(body))}
	e.w.WriteHeader(status)
	_, _ = e.w.Write(body) // the client has gone: nobody is left to tell
}
