package steps

import (
	"sort"
	"strings"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

// The gateway names what it refuses in result.parameterErrors, in no promised
// order.
var (
	parameterRefused = sentence(`{parameter} is refused: "{message}"`)
	theseRefused     = sentence(`these parameters are refused, and no others:`)
	refusedAsInvalid = sentence(`the request is refused as invalid`)
)

// invalidParameter is "invalid or missing parameter". Source: decision D04.
const invalidParameter = "200.300.404"

func registerRefusal(r Registrar, w *World) {
	r.Then(parameterRefused, w.parameterRefused)
	r.Then(theseRefused, w.theseRefused)
	r.Then(refusedAsInvalid, w.refusedAsInvalid)
}

func (w *World) refusedAsInvalid() error {
	if err := w.resultCodeIs(invalidParameter); err != nil {
		return err
	}
	if err := w.httpStatusIs("400"); err != nil {
		return err
	}
	return w.hasNoID()
}

func (w *World) parameterRefused(parameter, message string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	return expectRefusals(p, refusalsOf(p, parameter), [][2]string{{parameter, message}})
}

func (w *World) theseRefused(table *godog.Table) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	want, err := pairs(table)
	if err != nil {
		return err
	}
	return expectRefusals(p, refusalsOf(p, ""), want)
}

// refusalsOf lists name and message of the refused parameters: all of them, or
// those of one name. Values stay out of it, they may be card data.
func refusalsOf(p *opp.Payment, name string) [][2]string {
	var refusals [][2]string
	for _, e := range p.Get("result.parameterErrors").Array() {
		if got := e.Get("name").String(); name == "" || got == name {
			refusals = append(refusals, [2]string{got, e.Get("message").String()})
		}
	}
	return refusals
}

// expectRefusals compares two sets of refusals.
func expectRefusals(p *opp.Payment, got, want [][2]string) error {
	if g, w := inWords(got), inWords(want); g != w {
		return wrong(p, "result.parameterErrors", g, w)
	}
	return nil
}

// inWords writes refusals in a fixed order.
func inWords(refusals [][2]string) string {
	lines := make([]string, len(refusals))
	for i, r := range refusals {
		lines[i] = r[0] + " " + r[1]
	}
	sort.Strings(lines)
	return orElse(strings.Join(lines, ", "), "nothing")
}
