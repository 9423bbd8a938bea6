package steps

import (
	"fmt"
	"slices"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// anyShopper is the persona that knows what a brand may ask of any shopper: a
// name, an address, a thing that is bought. It may be told for one brand or, as
// "*", for all.
const anyShopper = "shopper"

// currencyOf is the currency of a payment whose feature names none.
func (w *World) currencyOf(brand string) string {
	known, _ := w.env.Brands.Lookup(brand)
	return known.Currency(w.env.Currency)
}

// complete adds what the brand requires and the request does not have yet: a
// place to return to for the shopper who is sent away, and then whatever else
// the brand's row names, from the test data. So a brand needs a row and no code.
func (w *World) complete(params opp.Params, brand spec.Brand) (opp.Params, error) {
	if brand.Workflow != spec.Sync {
		back, err := w.newOrder()
		if err != nil {
			return nil, err
		}
		params.Add("shopperResultUrl", back)
	}
	var shopper []spec.Param
	for _, demand := range brand.Required {
		alternatives := strings.Split(demand, "|")
		if hasOneOf(params, alternatives) {
			continue
		}
		if shopper == nil {
			shopper, _ = w.env.Personas.Find(brand.Name, anyShopper, w.env.Now().Year())
		}
		detail, found := detailFor(alternatives, shopper)
		if !found {
			return nil, fmt.Errorf("%s requires %s, and the persona %q of the target's test data has no such parameter",
				brand.Name, strings.Join(alternatives, " or "), anyShopper)
		}
		if strings.HasSuffix(detail.Name, ".country") && len(brand.Countries) > 0 {
			detail.Value = brand.Countries[0]
		}
		params.Add(detail.Name, detail.Value)
	}
	return params, nil
}

func hasOneOf(params opp.Params, alternatives []string) bool {
	for _, wanted := range alternatives {
		if slices.ContainsFunc(params, func(p opp.Param) bool { return isOf(p.Name, wanted) }) {
			return true
		}
	}
	return false
}

// detailFor returns what the shopper knows for the first alternative that the
// shopper knows something for.
func detailFor(alternatives []string, shopper []spec.Param) (spec.Param, bool) {
	for _, wanted := range alternatives {
		if i := slices.IndexFunc(shopper, func(p spec.Param) bool { return isOf(p.Name, wanted) }); i >= 0 {
			return shopper[i], true
		}
	}
	return spec.Param{}, false
}

// isOf says whether a name in a request stands for a parameter of the tables:
// "cart.items[0].name" for "cart.items[n].name".
func isOf(name, parameter string) bool {
	if name == parameter {
		return true
	}
	known, ok := spec.LookupParameter(name)
	return ok && known.Name == parameter
}
