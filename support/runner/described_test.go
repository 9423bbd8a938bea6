package runner

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
	"testing"

	"assay/support/openapi"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// described holds what passes between clients and a gateway against the
// description of the API. Schemas are compiled once: a library that validates
// whole exchanges compiles them for each.
type described struct {
	document map[string]any
	compiler *jsonschema.Compiler

	mu       sync.Mutex // guards all below, and the compiler
	schemas  map[string]*jsonschema.Schema
	answers  map[string]int // by operation
	requests int
	wrong    map[string]int // what does not fit, and how often
}

// documentURI is what the compiler calls the document.
const documentURI = "openapi:document"

// description is the document as its readers see it. Nobody changes it.
var description = sync.OnceValues(func() (any, error) {
	text, err := openapi.Describe(openapi.Options{Version: "0"}).JSON()
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
})

func newDescribed(t *testing.T) *described {
	t.Helper()
	document, err := description()
	if err != nil {
		t.Fatal(err)
	}
	d := &described{
		document: document.(map[string]any), compiler: jsonschema.NewCompiler(),
		schemas: map[string]*jsonschema.Schema{}, answers: map[string]int{}, wrong: map[string]int{},
	}
	d.compiler.DefaultDraft(jsonschema.Draft2020)
	if err := d.compiler.AddResource(documentURI, document); err != nil {
		t.Fatal(err)
	}
	return d
}

// around stands between clients and the gateway. Pages for the shopper pass: of
// them the description says nothing.
func (d *described) around(gateway http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := plain(r.URL.Path)
		if !d.ofTheAPI(path) {
			gateway.ServeHTTP(w, r)
			return
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			d.complain(r, path, "its body cannot be read: %v", err)
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		answer := httptest.NewRecorder()
		gateway.ServeHTTP(answer, r)
		d.check(r, path, body, answer)
		maps.Copy(w.Header(), answer.Header())
		w.WriteHeader(answer.Code)
		_, _ = w.Write(answer.Body.Bytes()) // a client that has gone is no news
	})
}

// report tells what was held against the description, and what did not fit.
func (d *described) report(t *testing.T) {
	t.Helper()
	total := 0
	for operation, n := range d.answers {
		t.Logf("%6d %s", n, operation)
		total += n
	}
	for _, wrong := range slices.Sorted(maps.Keys(d.wrong)) {
		t.Errorf("%s (%d times)", wrong, d.wrong[wrong])
	}
	if total == 0 || d.requests == 0 {
		t.Errorf("%d answers and %d accepted requests were looked at", total, d.requests)
	}
	t.Logf("%d answers and %d accepted requests are as described", total, d.requests)
}

// plain is a path with single slashes between its segments only (D08).
func plain(path string) string {
	segments := slices.DeleteFunc(strings.Split(path, "/"), func(s string) bool { return s == "" })
	return "/" + strings.Join(segments, "/")
}

func (d *described) paths() map[string]any { return d.document["paths"].(map[string]any) }

// ofTheAPI says whether some described path begins like this one.
func (d *described) ofTheAPI(path string) bool {
	first := strings.Split(path, "/")[1]
	for known := range d.paths() {
		if strings.Split(known, "/")[1] == first {
			return true
		}
	}
	return false
}

// operation finds the described path of a request, "" if there is none.
func (d *described) operation(verb, path string) (template string, operation map[string]any) {
	segments := strings.Split(path, "/")
	fit := func(template string) bool {
		return slices.EqualFunc(strings.Split(template, "/"), segments, func(want, got string) bool {
			return want == got || strings.HasPrefix(want, "{")
		})
	}
	for known, item := range d.paths() {
		described, has := item.(map[string]any)[strings.ToLower(verb)].(map[string]any)
		if has && fit(known) && (operation == nil || strings.Count(known, "{") < strings.Count(template, "{")) {
			template, operation = known, described
		}
	}
	return template, operation
}

func (d *described) check(r *http.Request, path string, body []byte, answer *httptest.ResponseRecorder) {
	template, operation := d.operation(r.Method, path)
	if operation == nil {
		if answer.Code != http.StatusNotFound && answer.Code != http.StatusMethodNotAllowed {
			d.complain(r, path, "it is not described and answered with %d", answer.Code)
		}
		d.hold(r, path, "#/components/schemas/Envelope", answer.Body.Bytes())
		d.count(r.Method + " elsewhere")
		return
	}
	if showsPage(operation) {
		return
	}
	at := "#/paths/" + pointer(template) + "/" + strings.ToLower(r.Method)
	d.checkAnswer(r, template, at, operation["responses"].(map[string]any), answer)
	if answer.Code == http.StatusOK {
		d.checkRequest(r, template, at, operation, body)
	}
	d.count(r.Method + " " + template)
}

// showsPage says whether an operation is one for the shopper's browser, which may
// lead it on as it likes.
func showsPage(operation map[string]any) bool {
	answer, _ := operation["responses"].(map[string]any)["200"].(map[string]any)
	content, _ := answer["content"].(map[string]any)
	_, page := content["text/html"]
	return page
}

func (d *described) checkAnswer(
	r *http.Request, path, at string, all map[string]any, answer *httptest.ResponseRecorder,
) {
	status := strconv.Itoa(answer.Code)
	response, known := all[status].(map[string]any)
	if !known {
		d.complain(r, path, "the status %s is not described", status)
		return
	}
	at += "/responses/" + status
	if ref, is := response["$ref"].(string); is {
		at = ref
		response = d.document["components"].(map[string]any)["responses"].(map[string]any)[status].(map[string]any)
	}
	content, known := response["content"].(map[string]any)
	if !known {
		return
	}
	media, _, err := mime.ParseMediaType(answer.Header().Get("Content-Type"))
	if _, any := content["*/*"]; any && err == nil {
		return
	}
	described, known := content[media].(map[string]any)
	if !known {
		d.complain(r, path, "the content type %q of a %s is not described", answer.Header().Get("Content-Type"), status)
		return
	}
	if described["schema"] != nil {
		d.hold(r, path, at+"/content/"+pointer(media)+"/schema", answer.Body.Bytes())
	}
}

// checkRequest holds what was accepted. An empty value counts as absent (D05),
// of several the last (D31).
func (d *described) checkRequest(r *http.Request, path, at string, operation map[string]any, body []byte) {
	query := r.URL.Query()
	parameters, _ := operation["parameters"].([]any)
	for i, p := range parameters {
		p := p.(map[string]any)
		name := p["name"].(string)
		switch {
		case p["in"] != "query":
		case query.Get(name) != "":
			d.holdValue(r, path, fmt.Sprintf("%s/parameters/%d/schema", at, i), query.Get(name))
		case p["required"] == true:
			d.complain(r, path, "it was accepted without %s", name)
		}
	}
	if operation["requestBody"] != nil {
		values, err := url.ParseQuery(string(body))
		if err != nil {
			d.complain(r, path, "what was accepted is no form: %v", err)
		}
		form := map[string]any{}
		for name, all := range values {
			if last := all[len(all)-1]; last != "" {
				form[name] = last
			}
		}
		d.holdValue(r, path, at+"/requestBody/content/application~1x-www-form-urlencoded/schema", form)
	}
	d.mu.Lock()
	d.requests++
	d.mu.Unlock()
}

// hold validates JSON against the schema at a place of the document.
func (d *described) hold(r *http.Request, path, at string, text []byte) {
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		d.complain(r, path, "the answer is no JSON: %v", err)
		return
	}
	d.holdValue(r, path, at, value)
}

func (d *described) holdValue(r *http.Request, path, at string, value any) {
	schema, err := d.schema(at)
	if err != nil {
		d.complain(r, path, "the schema at %s cannot be used: %v", at, err)
		return
	}
	if err := schema.Validate(value); err != nil {
		d.complain(r, path, "%v", err)
	}
}

func (d *described) schema(at string) (*jsonschema.Schema, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if s := d.schemas[at]; s != nil {
		return s, nil
	}
	s, err := d.compiler.Compile(documentURI + strings.NewReplacer("{", "%7B", "}", "%7D").Replace(at))
	d.schemas[at] = s
	return s, err
}

func (d *described) complain(r *http.Request, path, format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wrong[r.Method+" "+path+": "+fmt.Sprintf(format, args...)]++
}

func (d *described) count(operation string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answers[operation]++
}

// pointer escapes a key for a JSON pointer.
func pointer(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}
