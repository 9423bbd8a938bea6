package runner

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
	"assay/support/target"
)

// CheckListed refuses what channels list and nobody knows: brands, currencies, types
// of payments, and faults. For a slip of the pen there, every scenario about what
// was meant would be skipped, and a simulator would refuse it. Without brands those
// of the tables are known.
func CheckListed(channels []target.Channel, brands *spec.Catalogue) error {
	types, _ := spec.LookupParameter("paymentType")
	lists := []struct {
		key, word, remedy string
		known             []string
		of                func(target.Channel) []string
	}{
		{
			"brands", "brand", "take it out, or add it to the tables with --brands",
			namesOf(Selection{Brands: brands}.brands()), func(c target.Channel) []string { return c.Brands },
		},
		{
			"currencies", "currency", "currencies are those of ISO 4217, such as EUR",
			currencyCodes(), func(c target.Channel) []string { return c.Currencies },
		},
		{
			"paymentTypes", "paymentType", "it is one of " + strings.Join(types.Values, ", "),
			types.Values, func(c target.Channel) []string { return c.PaymentTypes },
		},
	}
	for _, c := range channels {
		for _, list := range lists {
			for i, name := range list.of(c) {
				if !slices.Contains(list.known, name) {
					return c.Mistake(fmt.Sprintf("channel %s lists the %s %q, which nobody knows", c.EntityID, list.word, name),
						nearestOr(name, list.known, list.remedy), list.key, strconv.Itoa(i))
				}
			}
		}
		for i, fault := range c.Faults {
			if p := faultProblem([]string{fault}); p != nil {
				return c.Mistake(p.Err.Error(), p.Hint(), "faults", strconv.Itoa(i))
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
