package steps

import (
	"fmt"
	"strings"

	"assay/support/opp"
	"assay/support/spec"
)

// UsualBrand is the paymentBrand of a payment whose sentence names none.
const UsualBrand = "VISA"

// UsualCurrency is the currency of a payment whose sentence names none and whose
// brand takes it.
const UsualCurrency = "EUR"

// Defaults of a payment about which the feature says nothing.
const (
	usualAmount  = "92.00" // resellers' test channels that approve two amounts only approve this one
	usualAccount = "approves"
)

// draft is what the merchant is about to send, as far as the feature deviates
// from the usual.
type draft struct {
	amount, currency string
	account          string     // persona; "" is the usual one
	also             opp.Params // set over the defaults, in the order of the table
	without          []string   // names left out
	again            opp.Params // names repeated at the end
	browser          bool       // the shopper's browser is described, for 3-D Secure
}

// draft returns the draft for a noun. All first requests share one, that for a
// token too.
func (w *World) draft(noun string) *draft {
	if initialNoun(noun) || noun == "registration" {
		noun = "payment"
	}
	if w.drafts[noun] == nil {
		w.drafts[noun] = &draft{}
	}
	return w.drafts[noun]
}

// apply lays the deviations over the defaults.
func (d *draft) apply(params opp.Params) opp.Params {
	for _, p := range d.also {
		params.Set(p.Name, p.Value)
	}
	for _, name := range d.without {
		params = leaveOut(params, name)
	}
	for _, p := range d.again {
		params.Add(p.Name, p.Value)
	}
	return params
}

// leaveOut drops a parameter, or the whole group when name is one: "card" drops
// card.number and its like.
func leaveOut(params opp.Params, name string) opp.Params {
	var kept opp.Params
	for _, p := range params {
		if p.Name != name && !strings.HasPrefix(p.Name, name+".") {
			kept = append(kept, p)
		}
	}
	return kept
}

// initialRequest builds the first request of a payment.
func (w *World) initialRequest(paymentType, brand string) (opp.Params, error) {
	d := w.draft("payment")
	var params opp.Params
	params.Add("paymentType", paymentType)
	params.Add("paymentBrand", brand)
	params.Add("amount", orElse(d.amount, usualAmount))
	params.Add("currency", orElse(d.currency, w.currencyOf(brand)))
	params.Add("merchantTransactionId", w.reference)
	account, err := w.accountOf(brand, orElse(d.account, usualAccount))
	if err != nil {
		return nil, err
	}
	for _, p := range account {
		params.Add(p.Name, p.Value)
	}
	if known, ok := w.env.Brands.Lookup(brand); ok {
		if params, err = w.complete(params, known); err != nil {
			return nil, err
		}
	}
	if d.browser {
		if params, err = w.describeBrowser(params); err != nil {
			return nil, err
		}
	}
	return d.apply(params), nil
}

// accountOf finds the test data of a persona. A brand that no table knows is
// sent with the usual brand's account, so that nothing but the brand is wrong;
// one without an account of its own has what it requires filled in later.
func (w *World) accountOf(brand, persona string) ([]spec.Param, error) {
	_, known := w.env.Brands.Lookup(brand)
	if !known {
		brand = UsualBrand
	}
	account, ok := w.env.Personas.Find(brand, persona, w.env.Now().Year())
	if !ok && (!known || persona != usualAccount) {
		return nil, fmt.Errorf("the target's test data has no account %q for %s", persona, brand)
	}
	return account, nil
}

// registrationRequest builds the request that stores an account. Nothing is
// paid and nobody is sent away, so it is the account and no more.
func (w *World) registrationRequest(brand string) (opp.Params, error) {
	d := w.draft("payment")
	params := opp.Params{{Name: "paymentBrand", Value: brand}}
	account, err := w.accountOf(brand, orElse(d.account, usualAccount))
	if err != nil {
		return nil, err
	}
	for _, p := range account {
		params.Add(p.Name, p.Value)
	}
	return d.apply(params), nil
}

// payingNoun names the draft of a payment with a stored account: the account's
// own was sent before.
const payingNoun = "payment with the registration"

// payingRequest builds the request of a payment with a stored account: no account
// and no brand. A brand that sends the shopper away needs to know where to.
func (w *World) payingRequest(paymentType string) (opp.Params, error) {
	d := w.draft(payingNoun)
	params := opp.Params{
		{Name: "paymentType", Value: paymentType},
		{Name: "amount", Value: usualAmount},
		{Name: "currency", Value: w.currencyOf(w.brand)},
		{Name: "merchantTransactionId", Value: w.reference},
	}
	if known, ok := w.env.Brands.Lookup(w.brand); ok && known.Workflow != spec.Sync {
		back, err := w.newOrder()
		if err != nil {
			return nil, err
		}
		params.Add("shopperResultUrl", back)
	}
	return d.apply(params), nil
}

// backOfficeRequest builds the request of an operation on an earlier payment.
// A reversal names no amount.
func (w *World) backOfficeRequest(paymentType, amount, currency string) opp.Params {
	var params opp.Params
	params.Add("paymentType", paymentType)
	if amount != "" {
		params.Add("amount", amount)
		params.Add("currency", currency)
	}
	if paymentType == "PA" { // on an earlier one
		return w.draft("increment").apply(params)
	}
	return w.draft(nounOf(paymentType)).apply(params)
}

// sentReference returns the merchantTransactionId that the payment went out
// with.
func (w *World) sentReference() string {
	for _, p := range w.draft("payment").also {
		if p.Name == "merchantTransactionId" {
			return p.Value
		}
	}
	return w.reference
}

// nounOf names a transaction as features do.
func nounOf(paymentType string) string {
	switch paymentType {
	case "PA", "PA.CP":
		return "preauthorization"
	case "DB":
		return "debit"
	case "CD":
		return "credit"
	case "CP":
		return "capture"
	case "RF":
		return "refund"
	case "RV":
		return "reversal"
	case "RC":
		return "receipt"
	case "RB":
		return "rebill"
	case "CB":
		return "chargeback"
	case "CR":
		return "chargeback reversal"
	case "RI", "RE":
		return "risk check"
	}
	return strings.ToLower(paymentType)
}

// initialNoun says whether a noun stands for the first request of a payment.
func initialNoun(noun string) bool {
	switch noun {
	case "payment", "preauthorization", "debit", "credit", "authentication":
		return true
	}
	return false
}

func orElse(value, usual string) string {
	if value == "" {
		return usual
	}
	return value
}
