package spec

import "sync"

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

var brands = sync.OnceValue(func() []Brand {
	return embedded("brands.tsv", func(r row) Brand {
		return Brand{
			Name: r.get("paymentBrand"), DisplayName: r.get("display_name"), Kind: r.get("kind"),
			Workflow: r.get("workflow"), Assumed: r.get("workflow_basis") == "assumed",
			Countries: r.list("countries", " "), Currencies: r.list("currencies", " "),
			Required: r.list("required", ";"), Optional: r.list("optional", ";"),
			PaymentTypes: r.list("payment_types", " "), Source: r.get("source"), Note: r.get("note"),
		}
	})
})

var brandIndex = sync.OnceValue(func() map[string]Brand {
	return index(brands(), func(b Brand) string { return b.Name })
})

// Brands returns all known payment brands in the order of their table. The
// slice is shared: do not change it.
func Brands() []Brand { return brands() }

// LookupBrand returns the brand of that name, spelled as in paymentBrand.
func LookupBrand(name string) (Brand, bool) {
	b, known := brandIndex()[name]
	return b, known
}

// Page is a row of pages.tsv: what the shopper of an asynchronous brand is
// shown, and how the redirect object asks to be sent there.
type Page struct {
	Brand  string // paymentBrand
	Kind   string // bank, wallet or card
	Method string // redirect.method: GET, POST or "" for absent (D26)
	Status string // decided: nobody publishes these
	Source string
	Note   string
}

var pages = sync.OnceValue(func() []Page {
	return embedded("pages.tsv", func(r row) Page {
		return Page{
			Brand: r.get("paymentBrand"), Kind: r.get("kind"), Method: r.get("method"),
			Status: r.get("status"), Source: r.get("source"), Note: r.get("note"),
		}
	})
})

var pageIndex = sync.OnceValue(func() map[string]Page {
	return index(pages(), func(p Page) string { return p.Brand })
})

// Pages returns the redirect pages in the order of their table.
func Pages() []Page { return pages() }

// LookupPage returns the redirect page of a brand.
func LookupPage(brand string) (Page, bool) {
	p, known := pageIndex()[brand]
	return p, known
}
