package steps_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"assay/support/spec"
)

// requests are the rows of the test data that describe a request in words, or
// any card: by path and trigger the scenario that shows it, or why none can.
var requests = map[string]struct{ scenario, excuse string }{
	"POST /v1/checkouts, wrong Bearer token":               {scenario: "@CK-006"},
	"POST /v1/checkouts, amount, currency, paymentType=DB": {scenario: "@CK-001"},
	"POST /v1/registrations, no entityId":                  {scenario: "@RG-005"},
	"POST /v1/registrations, plain VISA card":              {scenario: "@RG-002"},
	"POST /v1/payments/{id}, CP, unknown id":               {scenario: "@CP-010"},
	"POST /v1/payments/{id}, RV, unknown id":               {scenario: "@RV-010"},
	"POST /v1/payments, RF without id and card":            {scenario: "@WI-005"},
	"POST /v1/payments, RV without id":                     {scenario: "@WI-007"},
	"*, too many calls":                                    {scenario: "@TH-001"},
	"*, 3DS2 simulator":                                    {scenario: "@TS-010"},
	"GET /v1/payments/{id}, more than two in a minute":     {scenario: "@TH-001"},
}

// excused says why no scenario can show a row, "" if one must.
func excused(d spec.TestDatum) string {
	switch {
	case strings.HasPrefix(d.Trigger, "PIN on the provider"):
		return "it is typed on a page that is the provider's own"
	case d.Kind == "request":
		return requests[d.Value+", "+d.Trigger].excuse
	}
	return ""
}

// TestEveryRowOfTheTestDataIsShown walks the published test data.
func TestEveryRowOfTheTestDataIsShown(t *testing.T) {
	t.Parallel()
	all := specification(t)
	for i, d := range spec.TestData() {
		excuse, shown := excused(d), isShown(all, d)
		switch {
		case excuse == "" && !shown:
			t.Errorf("row %d: no scenario shows %s %s %s (%s)", i+2, d.Brand, d.Kind, inBrief(d), d.Trigger)
		case excuse != "" && shown && d.Kind != "card": // a card may be plain in one row and enrolled in another
			t.Errorf("row %d: %s %s (%s) is shown, and excused because %s", i+2, d.Brand, d.Kind, d.Trigger, excuse)
		case excuse != "":
			t.Logf("row %d: %s %s (%s) is excused: %s", i+2, d.Brand, d.Kind, d.Trigger, excuse)
		}
	}
}

func isShown(all []scenario, d spec.TestDatum) bool {
	switch {
	case d.Kind == "card" && d.Value != "*":
		words := fmt.Sprintf("the shopper pays with the published %s card %s", d.Brand, inBrief(d))
		return len(saying(all, words)) > 0
	case d.Kind == "card", d.Kind == "request":
		id := requests[d.Value+", "+d.Trigger].scenario
		return slices.ContainsFunc(all, func(s scenario) bool { return s.has(id) })
	default:
		return slices.ContainsFunc(all, func(s scenario) bool { return carries(s, d) })
	}
}

// carries says whether a scenario sends all the parameters of a row, in a table
// of its own or with a sample.
func carries(s scenario, d spec.TestDatum) bool {
	if d.Brand != "*" && !slices.ContainsFunc(s.steps, func(step text) bool {
		return strings.HasSuffix(step.words, " with "+d.Brand) || strings.Contains(step.words, " sample "+d.Brand+"-")
	}) {
		return false
	}
	for _, pair := range strings.Split(d.Value, ";") {
		name, value, found := strings.Cut(pair, "=")
		if !found || !s.sends(name, value) && !slices.ContainsFunc(spec.Samples(), func(sample spec.Sample) bool {
			return sample.Value(name) == value && slices.ContainsFunc(s.steps, func(step text) bool {
				return strings.Contains(step.words, " sample "+sample.Name)
			})
		}) {
			return false
		}
	}
	return true
}

// inBrief is a card as features name it: they hold no whole number.
func inBrief(d spec.TestDatum) string {
	if d.Kind != "card" || len(d.Value) < 10 {
		return d.Value
	}
	return d.Value[:6] + "..." + d.Value[len(d.Value)-4:]
}

// TestEveryPublishedCardBrandHasItsPersonas walks the brands with a published
// test card: a feature may ask for each by what it makes the issuer do.
func TestEveryPublishedCardBrandHasItsPersonas(t *testing.T) {
	t.Parallel()
	for _, d := range spec.TestData() {
		if d.Kind != "card" || d.Brand == "*" {
			continue
		}
		for _, persona := range []string{"approves", "declines", "expired", "wrong number"} {
			if params, found := spec.SimulatorPersonas().Find(d.Brand, persona, 2026); !found || len(params) < 5 {
				t.Errorf("%s has no persona %q", d.Brand, persona)
			}
		}
	}
}
