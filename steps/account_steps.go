package steps

import (
	"fmt"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

var (
	theShopperPaysWith = sentence(`the shopper pays with {account}`)
	theShopperHasCard  = sentence(`the shopper pays with the published {brand} card {card}`)
)

func registerAccount(r Registrar, w *World) {
	r.Given(theShopperPaysWith, w.theShopperPaysWith)
	r.Given(theShopperHasCard, w.theShopperHasCard)
}

func (w *World) theShopperPaysWith(account string) error {
	persona := map[string]string{
		"a card the issuer approves":             "approves",
		"a card the issuer declines":             "declines",
		"an expired card":                        "expired",
		"a card number with a wrong check digit": "wrong number",
	}[account]
	if persona == "" {
		return fmt.Errorf("no test data is called %q", account)
	}
	w.draft("payment").account = persona
	return nil
}

// theShopperHasCard puts a published number in the place of the persona's, and
// what is published with it.
func (w *World) theShopperHasCard(brand, shown string) error {
	card, err := publishedCard(brand, shown)
	if err != nil {
		return err
	}
	d := w.draft("payment")
	d.also = append(d.also, opp.Param{Name: "card.number", Value: card.Value})
	if month, _, found := strings.Cut(card.Expiry, "/"); found {
		d.also = append(d.also, opp.Param{Name: "card.expiryMonth", Value: month}) // its year is in the past
	}
	if card.CVV != "" {
		d.also = append(d.also, opp.Param{Name: "card.cvv", Value: card.CVV})
	}
	return nil
}

// publishedCard finds a test card by its first six and last four digits:
// features hold no whole numbers.
func publishedCard(brand, shown string) (spec.TestDatum, error) {
	first, last, _ := strings.Cut(shown, "...")
	for _, d := range spec.TestData() {
		if d.Kind == "card" && d.Brand == brand && strings.HasPrefix(d.Value, first) && strings.HasSuffix(d.Value, last) {
			return d, nil
		}
	}
	return spec.TestDatum{}, fmt.Errorf("no published test card of %s is %s", brand, shown)
}
