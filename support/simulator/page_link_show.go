package simulator

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"assay/support/spec"
)

var linkAmountWrong = wronglyShown("paybylink", "link-amount-wrong", "the page of a link shows a tenth of the amount")

// linkShow is what the pages of a link show of its request.
type linkShow struct {
	merchant, currency string
	amount             minor
	items              []linkItem
	terms, privacy     string
	billing            []linkField
	colours            [len(linkColours)]string // "#rrggbb" or ""
}

// linkItem is a thing that is bought.
type linkItem struct{ Name, Quantity, Price string }

// linkField is a field of the billing address.
type linkField struct {
	Name, Label, Autocomplete string
	Required                  bool
}

// billingFields are those that a link may ask for. Source: parameters.tsv,
// collectBilling and billing.*; how the list names them is concluded.
var billingFields = []linkField{
	{Name: "street1", Label: "Street", Autocomplete: "address-line1"},
	{Name: "houseNumber1", Label: "House number", Autocomplete: "off"},
	{Name: "street2", Label: "Street, second line", Autocomplete: "address-line2"},
	{Name: "postcode", Label: "Postcode", Autocomplete: "postal-code"},
	{Name: "city", Label: "City", Autocomplete: "address-level2"},
	{Name: "state", Label: "State", Autocomplete: "address-level1"},
	{Name: "country", Label: "Country, two letters", Autocomplete: "country"},
}

// linkColours are the colours that a request may choose, and where they go.
// Pictures are not shown: these pages load nothing from other hosts.
var linkColours = [...]struct{ name, rule string }{
	{"layout.merchantNameColor", ".brand { color: %s; }"},
	{"layout.amountColor", ".summary .amount { color: %s; }"},
	{"layout.payButtonColor", "main button:not(.second) { background: %[1]s; border-color: %[1]s; }"},
	{"layout.payButtonTextColor", "main button:not(.second) { color: %s; }"},
}

// linkShow reads what the pages will show.
func (e *exchange) linkShow() linkShow {
	f := &e.form
	show := linkShow{
		merchant: strings.Clone(f.get("merchant.name")), currency: strings.Clone(strings.ToUpper(f.get("currency"))),
		terms: webAddress(f.get("termsAndConditionsUrl")), privacy: webAddress(f.get("privacyPolicyUrl")),
		items: itemsOf(f),
	}
	show.amount, _ = parseAmount(f.get("amount"))
	if show.merchant == "" {
		show.merchant = e.profile.Name
	}
	wanted, needed := commaList(f.get("collectBilling")), commaList(f.get("mandatoryBilling"))
	for _, field := range billingFields {
		field.Required = slices.Contains(needed, field.Name)
		if field.Required || slices.Contains(wanted, field.Name) {
			show.billing = append(show.billing, field)
		}
	}
	for i, c := range linkColours {
		show.colours[i] = colour(f.get(c.name))
	}
	return show
}

// amountOn is the amount as a channel shows it.
func (l *linkShow) amountOn(c *profile) minor {
	if c.faulty(linkAmountWrong) {
		return l.amount / 10
	}
	return l.amount
}

// commaList parts a list. Names may have the prefix of their parameters.
func commaList(list string) []string {
	names := strings.Split(list, ",")
	for i, name := range names {
		names[i] = strings.TrimPrefix(strings.TrimSpace(name), "billing.")
	}
	return names
}

// webAddress returns an address that a browser may be led to, or "".
func webAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	return u.String()
}

// colour reads "#rrggbb" and writes it anew, so that nothing else gets into a
// style sheet; "" for anything else.
func colour(text string) string {
	digits, marked := strings.CutPrefix(text, "#")
	n, err := strconv.ParseUint(digits, 16, 24)
	if !marked || len(digits) != 6 || err != nil {
		return ""
	}
	return fmt.Sprintf("#%06x", n)
}

// itemsOf reads the cart, in the order of its indices.
func itemsOf(f *form) []linkItem {
	var items []linkItem
	for i := range maxParams {
		prefix := "cart.items[" + strconv.Itoa(i) + "]."
		if !f.any(prefix) {
			break
		}
		item := linkItem{f.get(prefix + "name"), f.get(prefix + "quantity"), f.get(prefix + "price")}
		items = append(items, linkItem{
			strings.Clone(item.Name), strings.Clone(item.Quantity), strings.Clone(item.Price),
		})
	}
	return items
}

// writeStyle answers with the colours.
func (l *linkShow) writeStyle(w http.ResponseWriter) {
	var sheet strings.Builder
	for i, c := range linkColours {
		if l.colours[i] != "" {
			fmt.Fprintf(&sheet, c.rule+"\n", l.colours[i])
		}
	}
	w.Header().Set("Content-Type", assetTypes["style.css"])
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Content-Length", strconv.Itoa(sheet.Len()))
	_, _ = w.Write([]byte(sheet.String())) // the browser has gone: nobody is left to tell
}

// shopLink is a way back to a shop as a link; its scheme was checked when the
// payment link was made.
func shopLink(to string) template.URL { return template.URL(to) } //nolint:gosec // see above

// linkForm is what the form of a link offers.
type linkForm struct {
	Items          []linkItem
	Billing        []linkField
	Cards, Brands  []spec.Brand // synchronous cards; brands with pages of their own
	Few            bool         // the brands have a button each
	Terms, Privacy string
}

// fewBrands is how many brands have a button; more are in a list.
const fewBrands = 6

// linkForm finds what a channel offers for a link: cards, and the brands for which
// the link's request has all that they require.
func (s *Server) linkForm(v *linkVisit) linkForm {
	show := &v.l.show
	f := linkForm{Items: show.items, Billing: show.billing, Terms: show.terms, Privacy: show.privacy}
	kind := v.l.of("paymentType")
	for _, b := range s.brands.Brands() {
		switch {
		case !permits(v.profile.Brands, b.Name), !permits(b.Currencies, show.currency), !permits(b.PaymentTypes, kind):
		case b.Workflow == spec.Sync && b.Kind == "card":
			f.Cards = append(f.Cards, b)
		case b.Workflow != spec.Sync && v.l.suffices(b):
			f.Brands = append(f.Brands, b)
		}
	}
	f.Few = len(f.Brands) <= fewBrands
	return f
}

// of returns what the link's request said of its payments.
func (l *paymentLink) of(name string) string {
	f := form{params: l.params}
	return f.get(name)
}

// suffices says whether a brand needs no more than the link's request gave.
func (l *paymentLink) suffices(b spec.Brand) bool {
	f := form{params: l.params}
	return !slices.ContainsFunc(b.Required, func(name string) bool {
		return name != "shopperResultUrl" && !slices.ContainsFunc(strings.Split(name, "|"), f.has)
	})
}
