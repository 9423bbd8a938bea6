package spec

import (
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Example is a row of examples.tsv: a request that shows one flow of the API,
// filled in, and the sentences that say the same.
type Example struct {
	Name, Title string
	Area        string   // the heading that it stands under
	Verb, Path  string   // "{id}" stands for something that is there already
	Refers      []string // what "{id}" may be: payment types, "settlement", names of examples that made it; none = no id
	After       []string // what is done first: names of examples, "24h" for a time that passes, "name=value" for a setting
	Params      []Param  // a value may have a word in braces that is filled in when it is sent: {expiryYear}, {reference}, ...
	Told        []string // parameters, or groups of them, that the steps do not send of themselves
	Given       []string // sentences; {amount} is the request's own, {earlier amount} that of what "{id}" stands for
	Also        string   // the sentence above a table of further parameters; "" = there is none
	When        string
	Noun        string // what the answer is about, as sentences call it; "" = a list
	Refused     string // the result code of the refusal that it shows; "" = it succeeds
	Source      string
}

var examples = sync.OnceValue(func() []Example {
	return embedded("examples.tsv", func(r row) Example {
		return Example{
			Name: r.get("name"), Title: r.get("title"), Area: r.get("area"), Verb: r.get("verb"), Path: r.get("path"),
			Refers: r.list("refers", "|"), After: r.list("after", "|"), Params: exampleParams(r.list("parameters", ";")),
			Told: r.list("told", "|"), Given: r.list("given", ";"), Also: r.get("also"), When: r.get("when"),
			Noun: r.get("noun"), Refused: r.get("refused"), Source: r.get("source"),
		}
	})
})

// exampleParams reads name=value pairs. "@VISA/approves" stands for what a
// persona sends; a name that comes again replaces its value.
func exampleParams(pairs []string) []Param {
	var params []Param
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		more := []Param{{name, value}}
		if who, isPersona := strings.CutPrefix(pair, "@"); isPersona {
			more = personaParams(who)
		}
		for _, p := range more {
			at := slices.IndexFunc(params, func(q Param) bool { return q.Name == p.Name })
			if at < 0 {
				params = append(params, p)
				continue
			}
			params[at] = p
		}
	}
	return params
}

// personaParams are the parameters of a persona of the simulator's, "VISA/approves".
func personaParams(who string) []Param {
	brand, name, _ := strings.Cut(who, "/")
	for _, p := range SimulatorPersonas() {
		if p.Brand == brand && p.Name == name {
			return p.Parameters
		}
	}
	panic(fmt.Sprintf("spec: examples.tsv: there is no persona %s", who))
}

// Examples returns one request for each flow, by area, in the order in which a
// newcomer may want to try them.
func Examples() []Example { return examples() }

var exampleIndex = sync.OnceValue(func() map[string]Example {
	return index(examples(), func(e Example) string { return e.Name })
})

// LookupExample returns the example of that name.
func LookupExample(name string) (Example, bool) {
	e, known := exampleIndex()[name]
	return e, known
}

// Param returns the value that the example gives a parameter.
func (e Example) Param(name string) (value string, given bool) {
	for _, p := range e.Params {
		if p.Name == name {
			return p.Value, true
		}
	}
	return "", false
}

// TableInWhen says whether the request is itself a sentence with a table, which
// then has all that is sent.
func (e Example) TableInWhen() bool { return e.Also != "" && e.Also == e.When }
