package coverage

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"assay/reports"
	"assay/support/spec"
)

// exchange is a request as the tables speak of it, and its answer.
type exchange struct {
	verb, path string // the path below the base URL, with a slash ahead
	query      url.Values
	params     []reports.Field // of the query and the body
	status     int
	answer     answer
}

// read takes a record of the log apart.
func read(base string, r reports.ExchangeRecord) exchange {
	x := exchange{verb: r.Method, status: r.Status, answer: parseAnswer(r.Body)}
	target := strings.TrimPrefix(r.URL, strings.TrimSuffix(base, "/"))
	path, query, _ := strings.Cut(target, "?")
	x.path = "/" + strings.TrimLeft(path, "/") // D08: a double slash is one
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if name != "" {
			x.params = append(x.params, reports.Field{Name: unescaped(name), Value: unescaped(value)})
		}
	}
	x.query = url.Values{}
	for _, p := range x.params {
		x.query.Add(p.Name, p.Value)
	}
	x.params = append(x.params, r.Form...)
	return x
}

// unescaped decodes a part of a query, which stays as it is when it cannot be.
func unescaped(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// value is that of the last parameter of a name, as shown in the log.
func (x exchange) value(name string) string {
	for _, p := range slices.Backward(x.params) {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

// accepted says whether the gateway did what it was asked to: a list, or a
// result that is no rejection.
func (x exchange) accepted() bool {
	code := x.answer.code()
	return x.status == 200 && (code == "" || succeeds(code))
}

// succeeds says whether a result code is one of success or of waiting for it.
func succeeds(code string) bool {
	switch spec.VerdictOf(code) {
	case "", spec.Rejected:
		return false
	}
	return true
}

// answer is the JSON that the gateway sent, nil if it sent none.
type answer map[string]any

func parseAnswer(body string) answer {
	var a answer
	if json.Unmarshal([]byte(body), &a) != nil {
		return nil
	}
	return a
}

// transaction is what an answer says of one of the transactions in it.
type transaction struct{ id, refersTo, code, paymentType, brand string }

// transactions finds every object that has a result: the answer itself, the
// records of a report, the payload of a notification.
func (a answer) transactions() []transaction {
	var all []transaction
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if code := answer(v).code(); code != "" {
				all = append(all, transaction{
					text(v["id"]), text(v["referencedId"]), code, text(v["paymentType"]), text(v["paymentBrand"]),
				})
			}
			for _, inner := range v {
				walk(inner)
			}
		case []any:
			for _, inner := range v {
				walk(inner)
			}
		}
	}
	walk(map[string]any(a))
	return all
}

// code is the result code of the answer itself.
func (a answer) code() string {
	result, _ := a["result"].(map[string]any)
	return text(result["code"])
}

// refused are the names of the parameters that the answer complains of.
func (a answer) refused() []string {
	result, _ := a["result"].(map[string]any)
	list, _ := result["parameterErrors"].([]any)
	var names []string
	for _, one := range list {
		if complaint, ok := one.(map[string]any); ok {
			names = append(names, text(complaint["name"]))
		}
	}
	return names
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
