package shop

import (
	"embed"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"strings"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// Redirect is the redirect object of an answer: where the shopper goes, and
// what goes along.
//
// Source: seed page, S09.
type Redirect struct {
	URL        string
	Method     string // as answered: GET, POST, or "" for absent
	Parameters []Parameter
}

// Parameter is one of the things that go along. Names may repeat, and their
// order is kept.
type Parameter struct {
	Name, Value string
}

// EffectiveMethod returns the method to use: POST unless the answer says GET.
//
// Source: seed page, S09 (a redirect without a method is a POST).
func (r Redirect) EffectiveMethod() string {
	if strings.EqualFold(r.Method, http.MethodGet) {
		return http.MethodGet
	}
	return http.MethodPost
}

// Check says what makes a redirect one that no shopper can be sent with.
func (r Redirect) Check() error {
	u, err := url.Parse(r.URL)
	switch {
	case err != nil:
		return fmt.Errorf("shop: redirect.url is not an address: %w", err)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return fmt.Errorf("shop: redirect.url is not an absolute http or https address")
	}
	switch strings.ToUpper(r.Method) {
	case "", http.MethodGet, http.MethodPost:
		return nil
	}
	return fmt.Errorf("shop: redirect.method is %q, want GET, POST or none", r.Method)
}

// GetURL returns the address to open when the method is GET: the parameters
// stand behind the query that the url has already, repeated names repeat, and a
// fragment stays at the end.
func (r Redirect) GetURL() (string, error) {
	if err := r.Check(); err != nil {
		return "", err
	}
	base, fragment, _ := strings.Cut(r.URL, "#")
	var b strings.Builder
	b.WriteString(base)
	separator := "?"
	if _, query, ok := strings.Cut(base, "?"); ok {
		separator = "&"
		if query == "" || strings.HasSuffix(query, "&") {
			separator = ""
		}
	}
	for _, p := range r.Parameters {
		b.WriteString(separator + url.QueryEscape(p.Name) + "=" + url.QueryEscape(p.Value))
		separator = "&"
	}
	if fragment != "" {
		b.WriteString("#" + fragment)
	}
	return b.String(), nil
}

// WritePage writes the page that sends the shopper off: a form that submits
// itself, and has a button for browsers that run no script.
//
// A form that is sent with GET loses the query of its address, so the page
// makes fields of that query first.
func (r Redirect) WritePage(w io.Writer) error {
	if err := r.Check(); err != nil {
		return err
	}
	form := struct {
		Action, Method string
		Fields         []Parameter
	}{r.URL, "post", r.Parameters}
	if r.EffectiveMethod() == http.MethodGet {
		base, fragment, _ := strings.Cut(r.URL, "#")
		base, query, _ := strings.Cut(base, "?")
		fields, err := fieldsOf(query)
		if err != nil {
			return err
		}
		form.Method, form.Action, form.Fields = "get", base, append(fields, r.Parameters...)
		if fragment != "" {
			form.Action += "#" + fragment
		}
	}
	if err := pages.ExecuteTemplate(w, "sendoff.html", form); err != nil {
		return fmt.Errorf("shop: write the page that sends the shopper off: %w", err)
	}
	return nil
}

// fieldsOf takes a query apart and keeps its order.
func fieldsOf(query string) ([]Parameter, error) {
	var fields []Parameter
	for pair := range strings.SplitSeq(query, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err == nil {
			value, err = url.QueryUnescape(value)
		}
		if err != nil {
			return nil, fmt.Errorf("shop: the query of redirect.url is malformed: %w", err)
		}
		fields = append(fields, Parameter{name, value})
	}
	return fields, nil
}
