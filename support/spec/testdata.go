package spec

import (
	"regexp"
	"slices"
	"sync"
)

// TestDatum is a row of test-data.tsv: a card, account or trigger and what it
// brings about on a test host.
type TestDatum struct {
	Brand, Kind, Value, Expiry, CVV, Trigger, Outcome, ResultCode, Source, Note string
}

var testData = sync.OnceValue(func() []TestDatum {
	return embedded("test-data.tsv", func(r row) TestDatum {
		return TestDatum{
			r.get("brand"), r.get("kind"), r.get("value"), r.get("expiry"), r.get("cvv"), r.get("trigger"),
			r.get("outcome"), r.get("result_code"), r.get("source"), r.get("note"),
		}
	})
})

// TestData returns the published test cards, accounts and triggers.
func TestData() []TestDatum { return testData() }

// Sample is one of the vendor's sample requests, its parameters in their order.
type Sample struct {
	Name   string // "AMEX-01"
	Brand  string
	Verb   string
	Path   string
	Source string
	Params []Param
}

var samples = sync.OnceValue(func() []Sample {
	var all []Sample
	rows := embedded("samples.tsv", func(r row) row { return r })
	for _, r := range rows {
		if len(all) == 0 || all[len(all)-1].Name != r.get("sample") {
			all = append(all, Sample{
				Name: r.get("sample"), Brand: r.get("brand"), Verb: r.get("verb"),
				Path: r.get("path"), Source: r.get("source"),
			})
		}
		last := &all[len(all)-1]
		last.Params = append(last.Params, Param{r.get("name"), r.get("value")})
	}
	return all
})

// Samples returns the vendor's sample requests.
func Samples() []Sample { return samples() }

var sampleIndex = sync.OnceValue(func() map[string]Sample {
	return index(samples(), func(s Sample) string { return s.Name })
})

// LookupSample returns the sample of that name.
func LookupSample(name string) (Sample, bool) {
	s, known := sampleIndex()[name]
	return s, known
}

// Value returns the sample's first value of a parameter, or "".
func (s Sample) Value(name string) string {
	for _, p := range s.Params {
		if p.Name == name {
			return p.Value
		}
	}
	return ""
}

// Endpoint is a row of endpoints.tsv.
type Endpoint struct {
	Verb, Path, Purpose, Auth, Status, Source, Note string
}

var endpoints = sync.OnceValue(func() []Endpoint {
	return embedded("endpoints.tsv", func(r row) Endpoint {
		return Endpoint{
			r.get("verb"), r.get("path"), r.get("purpose"), r.get("auth"), r.get("status"), r.get("source"), r.get("note"),
		}
	})
})

// Endpoints returns the endpoints of the API, those not simulated included.
func Endpoints() []Endpoint { return endpoints() }

var cardNumber = regexp.MustCompile(`^\d{12,19}$`)

var testPANs = sync.OnceValue(func() []string {
	var numbers []string
	keep := func(value string) {
		if cardNumber.MatchString(value) {
			numbers = append(numbers, value)
		}
	}
	for _, d := range testData() {
		if d.Kind == "card" {
			keep(d.Value)
		}
	}
	for _, s := range samples() {
		for _, p := range s.Params {
			if p.Name == "card.number" {
				keep(p.Value)
			}
		}
	}
	for _, persona := range SimulatorPersonas() {
		for _, p := range persona.Parameters {
			if p.Name == "card.number" {
				keep(p.Value)
			}
		}
	}
	slices.Sort(numbers)
	return slices.Compact(numbers)
})

// TestPANs returns every card number of the tables, each once. Some of them
// fail the Luhn check.
func TestPANs() []string { return testPANs() }
