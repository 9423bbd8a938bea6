package spec

import (
	"slices"
	"sync"
)

// The workflows of a payment brand (S06).
const (
	Sync              = "sync"               // the result is in the answer
	Async             = "async"              // the shopper is redirected
	AsyncConfirmation = "async_confirmation" // a slip is paid later (D33)
)

// Brand is a row of brands.tsv: one paymentBrand and how it is used.
type Brand struct {
	Name         string   // paymentBrand, as sent: "VISA"
	DisplayName  string   // for people: "Visa"
	Kind         string   // card, bank_account, virtual_account, wallet, voucher, bnpl, token
	Workflow     string   // Sync, Async or AsyncConfirmation
	Assumed      bool     // the workflow is inferred from the kind, not sourced
	Countries    []string // ISO 3166-1 alpha-2; empty = any
	Currencies   []string // ISO 4217; empty = any
	Required     []string // parameter names beyond amount, currency and paymentType; "a|b": one of them
	Optional     []string // parameter names
	PaymentTypes []string // PA, DB, ...; empty = not known
	Source       string
	Note         string
}

// Currency returns the currency of a payment that names none: the usual one, or
// the brand's first where the brand does not take that.
func (b Brand) Currency(usual string) string {
	if len(b.Currencies) == 0 || slices.Contains(b.Currencies, usual) {
		return usual
	}
	return b.Currencies[0]
}

// PageKinds are the kinds of page that a shopper may be shown. Brands of a kind
// have the same page under another name.
var PageKinds = []string{"bank", "wallet", "card", "challenge", "voucher", "transfer", "bnpl", "qr"}

// WidgetPage is what a description of journeys calls the gateway's payment form
// on the merchant's own page.
const WidgetPage = "widget"

// LinkPage is the kind of page that a payment link leads to: the gateway's own.
const LinkPage = "link page"

// Page is a row of pages.tsv: what the shopper of an asynchronous brand is
// shown, and how the redirect object asks to be sent there.
type Page struct {
	Brand  string // paymentBrand
	Kind   string // one of PageKinds
	Method string // redirect.method: GET, POST or "" for absent (D26)
	Status string // decided: nobody publishes these
	Source string
	Note   string
}

var methods = sync.OnceValue(func() map[string]string {
	byKind := map[string]string{}
	for _, r := range embedded("payment-methods.tsv", func(r row) row { return r }) {
		byKind[r.get("kind")] = r.get("paymentMethod")
	}
	return byKind
})

// Method returns the paymentMethod under which reports show a brand's payments:
// "CC". It is "" for kinds of brands of which none is known.
func (b Brand) Method() string { return methods()[b.Kind] }
