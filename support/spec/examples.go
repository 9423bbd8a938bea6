package spec

import (
	"strings"
	"sync"
)

// Example is a row of examples.tsv: a request that shows one flow of the API,
// filled in, and the sentences that say the same.
type Example struct {
	Name, Title string
	Verb, Path  string   // "{id}" stands for an earlier transaction
	Refers      []string // the payment types that "{id}" may be of; none = the path has no id
	Params      []Param  // a value may have a word in braces that is filled in when it is sent: {expiryYear}, {reference}, ...
	Given, When string   // sentences; {amount} is the request's own, {earlier amount} that of what "{id}" stands for
	Noun        string   // what the answer is about, as sentences call it; "" = a list
	Source      string
}

var examples = sync.OnceValue(func() []Example {
	return embedded("examples.tsv", func(r row) Example {
		e := Example{
			Name: r.get("name"), Title: r.get("title"), Verb: r.get("verb"), Path: r.get("path"),
			Refers: r.list("refers", "|"), Given: r.get("given"), When: r.get("when"), Noun: r.get("noun"),
			Source: r.get("source"),
		}
		for _, pair := range r.list("parameters", ";") {
			name, value, _ := strings.Cut(pair, "=")
			e.Params = append(e.Params, Param{name, value})
		}
		return e
	})
})

// Examples returns one request for each flow, in the order in which a newcomer
// may want to try them.
func Examples() []Example { return examples() }

var exampleIndex = sync.OnceValue(func() map[string]Example {
	return index(examples(), func(e Example) string { return e.Name })
})

// LookupExample returns the example of that name.
func LookupExample(name string) (Example, bool) {
	e, known := exampleIndex()[name]
	return e, known
}
