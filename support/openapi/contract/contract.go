// Package contract holds what passes between clients and a gateway against the
// generated description of the API. It serves tests: of the simulator, and of
// whatever talks to it. Start with [New].
package contract

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Contract compares exchanges with the description and counts them. It is safe
// for concurrent use.
type Contract struct {
	*description

	mu       sync.Mutex     // guards all below
	answers  map[string]int // by operation
	requests int
	wrong    map[string]int // what does not fit, and how often
	samples  map[string]Exchange
}

// Exchange is a request with its whole body, and what was answered to it.
type Exchange struct {
	Request *http.Request
	Sent    []byte
	Status  int
	Header  http.Header
	Answer  []byte

	wrong *[]string // what does not fit
}

// New returns a contract that has seen nothing yet. An error means that the
// description is no JSON.
func New() (*Contract, error) {
	d, err := described()
	if err != nil {
		return nil, err
	}
	return &Contract{
		description: d, answers: map[string]int{}, wrong: map[string]int{}, samples: map[string]Exchange{},
	}, nil
}

// Around stands between clients and a gateway, and judges what passes.
func (c *Contract) Around(gateway http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !c.ofTheAPI(plain(r.URL.Path)) {
			gateway.ServeHTTP(w, r)
			return
		}
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return // a client that has gone is not answered
		}
		r.Body = io.NopCloser(bytes.NewReader(sent))
		answer := httptest.NewRecorder()
		gateway.ServeHTTP(answer, r)
		c.Hold(Exchange{Request: r, Sent: sent, Status: answer.Code, Header: answer.Header(), Answer: answer.Body.Bytes()})
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes()) // a client that has gone is no news
	})
}

// Counts tells how many answers were judged, by operation, and how many requests
// that were accepted.
func (c *Contract) Counts() (answers map[string]int, requests int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.answers), c.requests
}

// Samples returns the first exchange of each operation and status, in order.
func (c *Contract) Samples() []Exchange {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []Exchange
	for _, key := range slices.Sorted(maps.Keys(c.samples)) {
		all = append(all, c.samples[key])
	}
	return all
}

func (c *Contract) keep(key string, x Exchange) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.samples[key]; known {
		return
	}
	x.Answer, x.Header = bytes.Clone(x.Answer), x.Header.Clone()
	c.samples[key] = x
}

// Wrong tells what did not fit the description, in order, each once.
func (c *Contract) Wrong() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var all []string
	for _, wrong := range slices.Sorted(maps.Keys(c.wrong)) {
		all = append(all, fmt.Sprintf("%s (%d times)", wrong, c.wrong[wrong]))
	}
	return all
}

// plain is a path with single slashes between its segments only (D08).
func plain(path string) string {
	segments := slices.DeleteFunc(strings.Split(path, "/"), func(s string) bool { return s == "" })
	return "/" + strings.Join(segments, "/")
}

// Hold judges one exchange and says what does not fit. Pages for the shopper
// pass: of them the description says nothing.
func (c *Contract) Hold(x Exchange) []string {
	var wrong []string
	x.wrong = &wrong
	c.judge(x)
	return wrong
}

func (c *Contract) judge(x Exchange) {
	path := plain(x.Request.URL.Path)
	if !c.ofTheAPI(path) {
		return
	}
	verb := x.Request.Method
	template, operation := c.operation(verb, path)
	if operation == nil || notOfTheAPI(x.Status) {
		if x.Status != http.StatusNotFound && !notOfTheAPI(x.Status) {
			c.complain(x, path, "it is not described and answered with %d", x.Status)
		}
		if operation == nil || !strings.HasPrefix(x.Header.Get("Content-Type"), "text/html") { // to a browser
			c.hold(x, path, "#/components/schemas/Envelope", x.Answer)
		}
		c.count(verb + " elsewhere")
		return
	}
	if showsPage(operation) {
		return
	}
	at := "#/paths/" + pointer(template) + "/" + strings.ToLower(verb)
	c.checkAnswer(x, template, at, operation["responses"].(map[string]any))
	if x.Status == http.StatusOK {
		c.checkRequest(x, template, at, operation)
	}
	c.count(verb + " " + template)
	c.keep(fmt.Sprint(verb, " ", template, " ", x.Status), x)
}

// notOfTheAPI says whether a status is one that any server answers with, before it
// has looked at the request: no such method, or too long.
func notOfTheAPI(status int) bool {
	return status == http.StatusMethodNotAllowed || status == http.StatusRequestEntityTooLarge
}

// showsPage says whether an operation is one for the shopper's browser, which may
// lead it on as it likes.
func showsPage(operation map[string]any) bool {
	answer, _ := operation["responses"].(map[string]any)["200"].(map[string]any)
	content, _ := answer["content"].(map[string]any)
	_, page := content["text/html"]
	return page
}

func (c *Contract) checkAnswer(x Exchange, path, at string, all map[string]any) {
	status := strconv.Itoa(x.Status)
	response, known := all[status].(map[string]any)
	if !known {
		c.complain(x, path, "the status %s is not described", status)
		return
	}
	at += "/responses/" + status
	if ref, is := response["$ref"].(string); is {
		at = ref
		response = c.document["components"].(map[string]any)["responses"].(map[string]any)[status].(map[string]any)
	}
	content, known := response["content"].(map[string]any)
	if !known {
		return
	}
	media, _, err := mime.ParseMediaType(x.Header.Get("Content-Type"))
	if _, any := content["*/*"]; any && err == nil {
		return
	}
	described, known := content[media].(map[string]any)
	if !known {
		c.complain(x, path, "the content type %q of a %s is not described", x.Header.Get("Content-Type"), status)
		return
	}
	if described["schema"] != nil {
		c.hold(x, path, at+"/content/"+pointer(media)+"/schema", x.Answer)
	}
}

// checkRequest holds what was accepted. An empty value counts as absent (D05),
// of several the last (D31).
func (c *Contract) checkRequest(x Exchange, path, at string, operation map[string]any) {
	query := x.Request.URL.Query()
	parameters, _ := operation["parameters"].([]any)
	for i, p := range parameters {
		p := p.(map[string]any)
		name := p["name"].(string)
		switch {
		case p["in"] != "query":
		case query.Get(name) != "":
			c.holdValue(x, path, fmt.Sprintf("%s/parameters/%d/schema", at, i), query.Get(name))
		case p["required"] == true:
			c.complain(x, path, "it was accepted without %s", name)
		}
	}
	if operation["requestBody"] != nil {
		values, err := url.ParseQuery(string(x.Sent))
		if err != nil {
			c.complain(x, path, "what was accepted is no form: %v", err)
		}
		form := map[string]any{}
		for name, all := range values {
			if last := all[len(all)-1]; last != "" {
				form[name] = last
			}
		}
		c.holdValue(x, path, at+"/requestBody/content/application~1x-www-form-urlencoded/schema", form)
	}
	c.mu.Lock()
	c.requests++
	c.mu.Unlock()
}

// hold validates JSON against the schema at a place of the document.
func (c *Contract) hold(x Exchange, path, at string, text []byte) {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		c.complain(x, path, "the answer is no JSON: %v", err)
		return
	}
	c.holdValue(x, path, at, value)
}

func (c *Contract) holdValue(x Exchange, path, at string, value any) {
	schema, err := c.schema(at)
	if err != nil {
		c.complain(x, path, "the schema at %s cannot be used: %v", at, err)
		return
	}
	if err := schema.Validate(value); err != nil {
		c.complain(x, path, "%v", err)
	}
}

func (c *Contract) complain(x Exchange, path, format string, args ...any) {
	wrong := x.Request.Method + " " + path + ": " + fmt.Sprintf(format, args...)
	*x.wrong = append(*x.wrong, wrong)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrong[wrong]++
}

func (c *Contract) count(operation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.answers[operation]++
}

// pointer escapes a key for a JSON pointer.
func pointer(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}
