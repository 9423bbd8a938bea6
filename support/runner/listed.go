package runner

import (
	"slices"

	"assay/support/spec"
	"assay/support/target"
)

// CheckListed refuses brands and currencies of a target's channels that nobody
// knows: for a slip of the pen there, every scenario about what was meant would be
// skipped. Without brands those of the tables are known.
func CheckListed(t target.Target, brands *spec.Catalogue) error {
	names, codes := namesOf(Selection{Brands: brands}.brands()), currencyCodes()
	for _, c := range t.Channels {
		for _, name := range c.Brands {
			if !slices.Contains(names, name) {
				return usage(nearestOr(name, names, "take it out, or add it to the tables with --brands"),
					"target %s: channel %s lists the brand %q, which nobody knows", t.Name, c.EntityID, name)
			}
		}
		for _, code := range c.Currencies {
			if !slices.Contains(codes, code) {
				return usage(nearestOr(code, codes, "currencies are those of ISO 4217, such as EUR"),
					"target %s: channel %s lists the currency %q, which nobody knows", t.Name, c.EntityID, code)
			}
		}
	}
	return nil
}

func currencyCodes() []string {
	var codes []string
	for _, c := range spec.Currencies() {
		codes = append(codes, c.Code)
	}
	return codes
}

// nearestOr makes the hint for an unknown word: the nearest, or another remedy.
func nearestOr(word string, known []string, remedy string) string {
	if near := target.Nearest(word, known); near != "" {
		return "did you mean " + near + "?"
	}
	return remedy
}
