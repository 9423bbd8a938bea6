package coverage

import (
	"regexp"
	"slices"
	"strings"

	"assay/reports"
	"assay/support/spec"
)

// codes are the result codes of the table: those that the gateway came to by
// itself, and those that a request asked for.
type codes struct {
	behaviour, forced, groups *Measure

	asked map[string]bool // codes that the scenario at hand has asked for
}

// forcedCodes is the measure of codes that nobody but a trigger brings about.
const forcedCodes = "forced-codes"

// resultCode is what asks for a code; an advice may follow it.
var resultCode = regexp.MustCompile(`\b\d{3}\.\d{3}\.\d{3}\b`)

func newCodes() *codes {
	c := &codes{
		behaviour: newMeasure("codes", "the gateway came to it by itself"),
		forced:    newMeasure(forcedCodes, "only because test data or a setting asked for it"),
		groups:    newMeasure("code-groups", "a code of the group was seen, forced or not"),
	}
	for _, code := range spec.Codes() {
		c.behaviour.want(code.Code, code.Description)
		c.forced.want(code.Code, code.Description)
	}
	for _, g := range spec.Groups() {
		if g.Regexp != nil { // what is left over is no group
			c.groups.want(g.Name, g.Meaning)
		}
	}
	return c
}

// begin forgets what was asked for and reads what a scenario asks for without a
// request: a setting that is a code, and a shopper who types test data, which
// no log shows.
func (c *codes) begin(by *reports.ScenarioRecord, detail reports.Detail) {
	c.asked = map[string]bool{}
	for _, ref := range by.Refs {
		if _, value, isSetting := strings.Cut(ref, "="); isSetting {
			for _, code := range resultCode.FindAllString(value, -1) {
				c.asked[code] = true
			}
		}
	}
	typed := func(j reports.JourneyRecord) bool { return strings.HasPrefix(j.Action, "fill ") }
	if !slices.ContainsFunc(detail.Journeys, typed) {
		return
	}
	for _, persona := range spec.SimulatorPersonas() {
		for _, p := range persona.Parameters {
			c.ask(p.Value)
		}
	}
}

// request notes the codes that a request asks for: those that it carries as a
// value (D24), and those that the test data promise for a value of it. A success
// is never forced.
func (c *codes) request(x exchange) {
	for _, p := range x.params {
		c.ask(p.Value)
	}
	for _, d := range data() {
		if spec.VerdictOf(d.code) == spec.Rejected && d.in(x) {
			c.asked[d.code] = true
		}
	}
}

// ask notes the code that a value asks for, if it does.
func (c *codes) ask(value string) {
	if code := resultCode.FindString(value); code != "" && strings.HasPrefix(value, code) {
		c.asked[code] = true
	}
}

// cover counts a code for a scenario.
func (c *codes) cover(code string, by *reports.ScenarioRecord) {
	if g, known := spec.GroupOf(code); known {
		c.groups.cover(g.Name, by)
	}
	if c.asked[code] {
		c.forced.cover(code, by)
	} else {
		c.behaviour.cover(code, by)
	}
}

// measures sums up. A code that was come to by behaviour, too, is not among the
// forced ones: neither as covered nor as missing.
func (c *codes) measures() []Measure {
	forced := newMeasure(c.forced.Name, c.forced.Meaning)
	for i, item := range c.forced.Items {
		if item.Covered() && !c.behaviour.Items[i].Covered() {
			forced.Items = append(forced.Items, item)
		}
	}
	return []Measure{c.behaviour.count(), forced.count(), c.groups.count()}
}
