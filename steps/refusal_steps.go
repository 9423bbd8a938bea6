package steps

import (
	"sort"
	"strconv"
	"strings"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

// The gateway names what it refuses in result.parameterErrors, in no promised
// order.
var (
	parameterRefused = sentence(`{parameter} is refused: "{message}"`)
	parameterIsWrong = sentence(`{parameter} is refused`)
	parameterIsFine  = sentence(`{parameter} is not refused`)
	theseRefused     = sentence(`these parameters are refused, and no others:`)
	refusedAsInvalid = sentence(`the request is refused as invalid`)
)

// invalidParameter is "invalid or missing parameter". Source: decision D04.
const invalidParameter = "200.300.404"

func registerRefusal(r Registrar, w *World) {
	r.Then(parameterRefused, w.parameterRefused)
	r.Then(parameterIsWrong, w.parameterIsWrong)
	r.Then(parameterIsFine, w.parameterIsFine)
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

func (w *World) parameterIsWrong(parameter string) error {
	return w.expectComplaint(parameter, true)
}

// parameterIsFine is about a gateway that answers: whatever it says of the
// payment, it does not say that this parameter is wrong.
func (w *World) parameterIsFine(parameter string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	if status := p.HTTPStatus(); status >= 500 {
		return wrong(p, "HTTP status", strconv.Itoa(status), "below 500")
	}
	return w.expectComplaint(parameter, false)
}

// expectComplaint compares whether the answer names a parameter as wrong.
func (w *World) expectComplaint(parameter string, want bool) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	refusals := refusalsOf(p, parameter)
	switch {
	case want && len(refusals) == 0:
		return wrong(p, "result.parameterErrors", "nothing about "+parameter, parameter)
	case !want && len(refusals) > 0:
		return wrong(p, "result.parameterErrors", inWords(refusals), "nothing about "+parameter)
	}
	return nil
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
