package steps

import "fmt"

var theShopperPaysWith = sentence(`the shopper pays with {account}`)

func registerAccount(r Registrar, w *World) {
	r.Given(theShopperPaysWith, w.theShopperPaysWith)
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
