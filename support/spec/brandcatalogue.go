package spec

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Catalogue is a set of brands, each with the page its shopper is shown.
// Known has those of the tables; With adds a file's. It does not change.
type Catalogue struct {
	brands []Brand
	index  map[string]Brand
	pages  map[string]Page
}

var known = sync.OnceValue(func() *Catalogue {
	brands := embedded("brands.tsv", readBrand)
	pages := embedded("pages.tsv", func(r row) Page {
		return Page{
			Brand: r.get("paymentBrand"), Kind: r.get("kind"), Method: r.get("method"),
			Status: r.get("status"), Source: r.get("source"), Note: r.get("note"),
		}
	})
	return &Catalogue{
		brands: brands,
		index:  index(brands, func(b Brand) string { return b.Name }),
		pages:  index(pages, func(p Page) string { return p.Brand }),
	}
})

func readBrand(r row) Brand {
	return Brand{
		Name: r.get("paymentBrand"), DisplayName: r.get("display_name"), Kind: r.get("kind"),
		Workflow: r.get("workflow"), Assumed: r.get("workflow_basis") == "assumed",
		Countries: r.list("countries", " "), Currencies: r.list("currencies", " "),
		Required: r.list("required", ";"), Optional: r.list("optional", ";"),
		PaymentTypes: r.list("payment_types", " "), Source: r.get("source"), Note: r.get("note"),
	}
}

// Known returns the brands of the tables.
func Known() *Catalogue { return known() }

// Brands returns the brands in the order of their tables. The slice is shared:
// do not change it.
func (c *Catalogue) Brands() []Brand { return c.brands }

// Lookup returns the brand of that name, spelled as in paymentBrand.
func (c *Catalogue) Lookup(name string) (Brand, bool) {
	b, found := c.index[name]
	return b, found
}

// Page returns the page that a brand's shopper is shown. Synchronous brands
// have none.
func (c *Catalogue) Page(brand string) (Page, bool) {
	p, found := c.pages[brand]
	return p, found
}

// brandColumns are the columns that a file of further brands must have: those
// of brands.tsv, and the page.
var brandColumns = []string{
	"paymentBrand", "display_name", "kind", "workflow", "workflow_basis", "countries", "currencies", "required",
	"optional", "payment_types", "source", "note", "page", "method",
}

// With returns the catalogue and the brands of a file, tab-separated with the
// columns of brands.tsv and page (one of PageKinds; empty for synchronous
// brands) and method (GET, POST or empty). A brand that is known already is
// replaced.
func (c *Catalogue) With(r io.Reader) (*Catalogue, error) {
	rows, err := readTable(r, brandColumns...)
	if err != nil {
		return nil, err
	}
	more := &Catalogue{brands: slices.Clone(c.brands), index: maps.Clone(c.index), pages: maps.Clone(c.pages)}
	for _, r := range rows {
		b, p := readBrand(r), Page{
			Brand: r.get("paymentBrand"), Kind: r.get("page"), Method: r.get("method"), Source: r.get("source"),
		}
		if err := checkBrand(b, p); err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(more.brands, func(old Brand) bool { return old.Name == b.Name }); i >= 0 {
			more.brands[i] = b
		} else {
			more.brands = append(more.brands, b)
		}
		more.index[b.Name] = b
		delete(more.pages, b.Name)
		if b.Workflow != Sync {
			more.pages[b.Name] = p
		}
	}
	return more, nil
}

func checkBrand(b Brand, p Page) error {
	switch {
	case b.Name == "":
		return fmt.Errorf("a brand has no paymentBrand")
	case !slices.Contains([]string{Sync, Async, AsyncConfirmation}, b.Workflow):
		return fmt.Errorf("brand %s: workflow %q is none of sync, async and async_confirmation", b.Name, b.Workflow)
	case b.Workflow != Sync && !slices.Contains(PageKinds, p.Kind):
		return fmt.Errorf("brand %s: page %q is none of %s", b.Name, p.Kind, strings.Join(PageKinds, ", "))
	case !slices.Contains([]string{"", "GET", "POST"}, p.Method):
		return fmt.Errorf("brand %s: method %q is neither GET nor POST nor empty", b.Name, p.Method)
	}
	return nil
}

// Brands returns the brands of the tables.
func Brands() []Brand { return known().Brands() }

// LookupBrand returns a brand of the tables.
func LookupBrand(name string) (Brand, bool) { return known().Lookup(name) }

// LookupPage returns the page of a brand of the tables.
func LookupPage(brand string) (Page, bool) { return known().Page(brand) }
