package spec

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
)

// Param is a request parameter: name and value as sent.
type Param struct {
	Name, Value string
}

// Persona says which account makes a gateway behave in a known way: "a card
// the issuer declines" is the persona "declines" of its brand.
type Persona struct {
	Brand      string  // paymentBrand, or "*" for any
	Name       string  // "approves", "declines", "expired", "wrong number"
	Parameters []Param // the account's part of the request; may hold {expiryYear}
	Source     string
}

// Personas is the test data of one target.
type Personas []Persona

// ParsePersonas reads a target's test data: tab-separated, with the columns
// paymentBrand, persona, parameters ("name=value;name=value") and source. The
// placeholder {expiryYear} stands for a year in the future.
func ParsePersonas(r io.Reader) (Personas, error) {
	rows, err := readTable(r, "paymentBrand", "persona", "parameters", "source")
	if err != nil {
		return nil, err
	}
	personas := make(Personas, len(rows))
	for i, r := range rows {
		p := Persona{Brand: r.get("paymentBrand"), Name: r.get("persona"), Source: r.get("source")}
		for _, pair := range r.list("parameters", ";") {
			name, value, found := strings.Cut(pair, "=")
			if !found {
				return nil, fmt.Errorf("persona %q of %s: parameter %d has no \"=\"", p.Name, p.Brand, len(p.Parameters)+1)
			}
			p.Parameters = append(p.Parameters, Param{name, value})
		}
		personas[i] = p
	}
	return personas, nil
}

var simulatorPersonas = sync.OnceValue(func() Personas {
	f, err := tables.Open("personas.tsv")
	if err != nil {
		panic("spec: " + err.Error())
	}
	defer f.Close()
	personas, err := ParsePersonas(f)
	if err != nil {
		panic("spec: personas.tsv: " + err.Error())
	}
	return personas
})

// SimulatorPersonas returns the personas that the simulator knows.
func SimulatorPersonas() Personas { return simulatorPersonas() }

// Find returns a persona's parameters for a brand, {expiryYear} filled with two
// years after the given one. A persona of the brand itself goes before one of
// "*".
func (p Personas) Find(brand, name string, year int) ([]Param, bool) {
	for _, wanted := range []string{brand, "*"} {
		for _, persona := range p {
			if persona.Brand != wanted || persona.Name != name {
				continue
			}
			params := make([]Param, len(persona.Parameters))
			for i, param := range persona.Parameters {
				if param.Value == "{expiryYear}" {
					param.Value = strconv.Itoa(year + 2)
				}
				params[i] = param
			}
			return params, true
		}
	}
	return nil, false
}
