package simulator

import (
	"strings"

	"assay/support/spec"
)

// outcome is a rejection that a parameter of a payment brings about.
type outcome struct{ name, value, code string }

// maxOutcomes bounds what a channel is told.
const maxOutcomes = 100

// outcomeSettings give a channel test data of its own. Resellers' test systems
// decide so by an amount, a telephone number or a document's, and the platform's
// by a card's year of expiry on what becomes of a network token. What decides on
// what is published for few of them, and differs.
var outcomeSettings = []Setting{{
	"outcomes",
	[]string{"<parameter=value:code, with commas>"},
	"none",
	"test data of the channel's own: which value of a parameter gets a payment rejected with which code",
	func(s *settings, value string) (ok bool) { s.outcomes, ok = readOutcomes(value); return ok },
}}

var outcomesIgnored = wrongly("payments", "outcomes-ignored", "a channel's own test data decide nothing")

func readOutcomes(value string) (all []outcome, ok bool) {
	for one := range strings.SplitSeq(value, ",") {
		name, rest, _ := strings.Cut(strings.TrimSpace(one), "=")
		last := strings.LastIndexByte(rest, ':')
		if _, known := spec.LookupParameter(name); !known || last < 1 || len(all) == maxOutcomes {
			return nil, false
		}
		code := rest[last+1:]
		if _, known := spec.LookupCode(code); !known || spec.VerdictOf(code) != spec.Rejected {
			return nil, false
		}
		all = append(all, outcome{name, rest[:last], code})
	}
	return all, true
}

// outcome is the code that the channel's own test data have for a payment, "" if
// they have none. The year of a stored card counts like that of one in a request.
func (e *exchange) outcome() string {
	if e.profile.faulty(outcomesIgnored) {
		return ""
	}
	for _, o := range e.profile.settings.outcomes {
		value := e.form.get(o.name)
		if stored := e.order.stored; stored != nil && o.name == "card.expiryYear" {
			value = stored.card.year
		}
		if value == o.value {
			return o.code
		}
	}
	return ""
}
