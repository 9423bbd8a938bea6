package simulator

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"
)

// param is one parameter of a request.
type param struct {
	name, value string
	spoiled     bool // not decodable: a broken escape or bytes that are no UTF-8
}

// maxParams bounds one request, names that come again included; no documented one
// comes near it.
const maxParams = 500

// form is the parameters of a request in their order, each name once: the last
// value wins (D31).
type form struct {
	params   []param
	repeated []string // names that came more than once
	tooMany  bool
	faults   faults // of its reading; none until it is known whose request it is
	cardType string // what the channel tells of its card; "" until that is known, and where it tells nothing
}

var (
	firstValueWins = wrongly("errors", "first-value-wins", "of a repeated name the first value counts")
	emptyIsPresent = wrongly("errors", "empty-is-present", "a parameter with an empty value is not missing")
	urlIsRead      = wrongly("contract", "url-is-read", "parameters in the URL of a POST count")
)

// misread reads the form of an exchange again, for a channel that reads it wrongly.
func (e *exchange) misread() {
	e.form.faults = e.profile.settings.rules.faults
	encoded := e.r.URL.RawQuery
	if e.r.Method == http.MethodPost {
		encoded = string(e.body)
		if e.form.faults.has(urlIsRead) {
			encoded += "&" + e.r.URL.RawQuery
		}
	}
	e.form.parse(encoded)
}

// parse reads an encoded body or query. Names and values are unescaped; nothing
// that is wrong is dropped silently.
func (f *form) parse(encoded string) {
	f.params, f.repeated, f.tooMany = f.params[:0], nil, false
	for encoded != "" {
		var pair string
		pair, encoded, _ = strings.Cut(encoded, "&")
		if pair == "" {
			continue
		}
		if len(f.params)+len(f.repeated) >= maxParams {
			f.tooMany = true
			return
		}
		rawName, rawValue, _ := strings.Cut(pair, "=")
		name, ok := unescape(rawName)
		value, fine := unescape(rawValue)
		p := param{name: name, value: value, spoiled: !ok || !fine}
		if i := f.index(name); i >= 0 {
			if !f.faults.has(firstValueWins) {
				f.params[i] = p
			}
			f.repeated = append(f.repeated, name)
			continue
		}
		f.params = append(f.params, p)
	}
}

func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '%') < 0 && strings.IndexByte(s, '+') < 0 {
		return s, utf8.ValidString(s)
	}
	plain, err := url.QueryUnescape(s)
	if err != nil {
		return s, false
	}
	return plain, utf8.ValidString(plain)
}

func (f *form) index(name string) int {
	for i := range f.params {
		if f.params[i].name == name {
			return i
		}
	}
	return -1
}

// get returns a value; an empty one counts as absent (D05).
func (f *form) get(name string) string {
	if i := f.index(name); i >= 0 {
		return f.params[i].value
	}
	return ""
}

// set gives a parameter its value.
func (f *form) set(name, value string) {
	if i := f.index(name); i >= 0 {
		f.params[i].value = value
		return
	}
	f.params = append(f.params, param{name: name, value: value})
}

// first returns the first non-empty value of several names for one thing.
func (f *form) first(names ...string) string {
	for _, name := range names {
		if v := f.get(name); v != "" {
			return v
		}
	}
	return ""
}

// has says whether a parameter has a value. The index in a name of the tables
// ("items[n].name", "..._n]") stands for any number.
func (f *form) has(name string) bool {
	i := strings.Index(name, "n]")
	if i <= 0 || name[i-1] != '[' && name[i-1] != '_' {
		return f.get(name) != ""
	}
	for _, p := range f.params {
		rest, begins := strings.CutPrefix(p.name, name[:i])
		number, ends := strings.CutSuffix(rest, name[i+1:])
		if _, err := strconv.ParseUint(number, 10, 31); begins && ends && err == nil && p.value != "" {
			return true
		}
	}
	return false
}

// any says whether a non-empty parameter begins with the prefix.
func (f *form) any(prefix string) bool {
	for i := range f.params {
		if f.params[i].value != "" && strings.HasPrefix(f.params[i].name, prefix) {
			return true
		}
	}
	return false
}

// clear forgets all values, which may be card data, before the memory is used
// again.
func (f *form) clear() {
	clear(f.params)
	f.params, f.repeated, f.faults, f.cardType = f.params[:0], nil, faults{}, ""
}
