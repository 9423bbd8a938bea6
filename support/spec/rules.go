package spec

import "sync"

// Rule is a row of rules.tsv: something that the API does when something is so,
// in our words, for scenarios to prove.
type Rule struct {
	ID        string // "R001"; never used again
	Area      string // directory of the features that it belongs to
	Rule      string // one line
	Result    string // what shows it: a result code, an HTTP status, a member of the answer; "" = the rule says it
	Certainty string // verified, decided or unverified
	Source    string // says so where the rule is a decision's or concluded
	Unproven  string // why no scenario can prove it; "" = one does
}

var rules = sync.OnceValue(func() []Rule {
	return embedded("rules.tsv", func(r row) Rule {
		return Rule{
			ID: r.get("id"), Area: r.get("area"), Rule: r.get("rule"), Result: r.get("result"),
			Certainty: r.get("certainty"), Source: r.get("source"), Unproven: r.get("unproven"),
		}
	})
})

// Rules returns what the API does when, in the order of the ids.
func Rules() []Rule { return rules() }
