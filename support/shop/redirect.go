package shop

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

//go:embed pages/*.html
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// Redirect is the redirect object of an answer: where the shopper goes, and
// what goes along.
//
// Source: seed page, S09.
type Redirect struct {
	URL        string      `json:"url"`
	Method     string      `json:"method"` // as answered: GET, POST, or "" for absent
	Parameters []Parameter `json:"parameters"`

	// Preconditions come before the shopper goes: each is sent from a hidden
	// frame of the shop's page.
	Preconditions []Precondition `json:"preconditions"`
}

// Precondition is what a card's issuer wants to see of the shopper's browser
// before 3-D Secure.
//
// Source: Standalone 3-D Secure, "preconditions".
type Precondition struct {
	URL        string      `json:"url"`
	Method     string      `json:"method"` // GET, POST, or "" which is POST
	Parameters []Parameter `json:"parameters"`
}

// Parameter is one of the things that go along. Names may repeat, and their
// order is kept.
type Parameter struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// ReadRedirect reads the redirect object of an answer, as it is: an absent
// method stays absent. No error repeats anything of it.
//
// Source: seed page, S09.
func ReadRedirect(object []byte) (Redirect, error) {
	var r Redirect
	if json.Unmarshal(object, &r) != nil {
		return Redirect{}, errors.New("shop: the answer's redirect is not an object of url, method and parameters")
	}
	return r, nil
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
	if err := check("redirect", r.URL, r.Method); err != nil {
		return err
	}
	for i, p := range r.Preconditions {
		if err := check(fmt.Sprintf("redirect.preconditions.%d", i), p.URL, p.Method); err != nil {
			return err
		}
	}
	return nil
}

// check says what makes an address and a method of the answer, found at path,
// unusable.
func check(path, address, method string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return fmt.Errorf("shop: %s.url is not an address: %w", path, err)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return fmt.Errorf("shop: %s.url is not an absolute http or https address", path)
	}
	switch strings.ToUpper(method) {
	case "", http.MethodGet, http.MethodPost:
		return nil
	}
	return fmt.Errorf("shop: %s.method is %q, want GET, POST or none", path, method)
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

// form is what a page sends an address with.
type form struct {
	Action, Method string
	Fields         []Parameter
}

// sendOff is what the page that sends the shopper off is made of.
type sendOff struct {
	form
	Preconditions []form
	Patience      int64 // milliseconds that they may take together
	Place         Place
	Title, Opens  string
}

// WritePage writes the page that sends the shopper off: a form that submits
// itself, and has a button for browsers that run no script. Preconditions are
// sent from hidden frames before; the shopper goes once all have loaded, or
// after ten seconds.
//
// A form that is sent with GET loses the query of its address, so the page
// makes fields of that query first.
//
// Source: seed page, S09; Standalone 3-D Secure, "preconditions"; EMV 3-D Secure
// (how long the method may take).
func (r Redirect) WritePage(w io.Writer) error { return r.write(w, Place{}) }

// write writes the page that shows the payment in a place.
func (r Redirect) write(w io.Writer, p Place) error {
	if err := r.Check(); err != nil {
		return err
	}
	away, err := formFor(r.URL, r.Method, r.Parameters)
	if err != nil {
		return err
	}
	page := sendOff{form: away, Patience: methodPatience.Milliseconds(), Place: p, Title: PaymentFrame, Opens: PaymentOpens}
	for _, p := range r.Preconditions {
		before, err := formFor(p.URL, p.Method, p.Parameters)
		if err != nil {
			return err
		}
		page.Preconditions = append(page.Preconditions, before)
	}
	if err := pages.ExecuteTemplate(w, "sendoff.html", page); err != nil {
		return fmt.Errorf("shop: write the page that sends the shopper off: %w", err)
	}
	return nil
}

// methodPatience is how long hidden frames may keep the shopper.
const methodPatience = 10 * time.Second

// formFor makes the form that goes to an address of the answer.
func formFor(address, method string, parameters []Parameter) (form, error) {
	if (Redirect{Method: method}).EffectiveMethod() == http.MethodPost {
		return form{address, "post", parameters}, nil
	}
	base, fragment, _ := strings.Cut(address, "#")
	base, query, _ := strings.Cut(base, "?")
	fields, err := fieldsOf(query)
	if err != nil {
		return form{}, err
	}
	if fragment != "" {
		base += "#" + fragment
	}
	return form{base, "get", append(fields, parameters...)}, nil
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
