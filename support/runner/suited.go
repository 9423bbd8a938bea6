package runner

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/steps"
	"assay/support/spec"
	"assay/support/target"
)

// needs are the tags that say what a scenario asks of its target, each with the
// reason given when the target lacks it.
var needs = []struct{ tag, lacks string }{
	{"@simulator-only", "it needs the simulator itself; target %s is a real host"},
	{"@clock", "target %s has no clock that can be advanced"},
	{"@live-only", "target %s is the simulator; this is for real hosts"},
	{"@browser", "target %s does not list the ability \"browser\""},
	{"@webhooks", "target %s does not list the ability \"webhooks\""},
}

// suited decides whether the target can run a scenario: it returns the channel
// to use, or why the scenario is skipped.
func suited(s *scenario, t target.Target, brands *spec.Catalogue) (channel int, reason string) {
	for _, n := range needs {
		if s.has(n.tag) && !t.Has(strings.TrimPrefix(n.tag, "@")) {
			return 0, fmt.Sprintf(n.lacks, t.Name)
		}
	}
	if t.Simulator {
		return 0, ""
	}
	want := demandOf(s, brands)
	lack := ""
	for i, c := range t.Channels {
		lack = want.lackedBy(c)
		if lack == "" {
			return i, ""
		}
	}
	return 0, fmt.Sprintf("no channel of target %s has %s", t.Name, lack)
}

// demand is what a scenario asks of its channel.
type demand struct {
	brands, currencies, types []string
}

func demandOf(s *scenario, brands *spec.Catalogue) demand {
	var d demand
	for step := range s.steps {
		before := ""
		for word := range strings.FieldsSeq(s.fill(step.Text)) {
			word = strings.Trim(word, `",.:`)
			if _, known := brands.Lookup(word); known {
				d.brands = append(d.brands, word)
			}
			if isAmount(before) && len(word) == 3 && word == strings.ToUpper(word) {
				d.currencies = append(d.currencies, word)
			}
			before = word
		}
	}
	for _, tag := range s.tags {
		if paymentTypes[tag] {
			d.types = append(d.types, tag[1:])
		}
	}
	if len(d.brands) == 0 && len(d.types) > 0 {
		d.brands = []string{steps.UsualBrand}
	}
	return d
}

// isAmount says whether a word is an amount as sentences write them: "92.00".
func isAmount(word string) bool {
	point := len(word) - len(".00")
	if point < 1 || word[point] != '.' {
		return false
	}
	_, err := strconv.ParseUint(word[:point]+word[point+1:], 10, 64)
	return err == nil
}

// paymentTypes are the tags that name a paymentType of the API.
var paymentTypes = map[string]bool{
	"@PA": true, "@DB": true, "@CD": true, "@CP": true, "@RV": true, "@RF": true,
	"@RB": true, "@RC": true, "@CB": true, "@CR": true,
}

// lackedBy names the first thing that a channel does not have. A channel that
// lists nothing of a kind has everything of it.
func (d demand) lackedBy(c target.Channel) string {
	for _, pair := range []struct{ wanted, has []string }{
		{d.brands, c.Brands}, {d.types, c.PaymentTypes}, {d.currencies, c.Currencies},
	} {
		for _, want := range pair.wanted {
			if len(pair.has) > 0 && !slices.Contains(pair.has, want) {
				return want
			}
		}
	}
	return ""
}
