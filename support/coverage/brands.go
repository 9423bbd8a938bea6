package coverage

import (
	"slices"
	"strings"

	"assay/reports"
	"assay/support/spec"
)

// wantedTypes are the documented values of paymentType.
func wantedTypes() *Measure {
	m := newMeasure("types", "a transaction of the payment type was approved or pending")
	if row, known := spec.LookupParameter("paymentType"); known {
		for _, value := range row.Values {
			m.want(value, "")
		}
	}
	return m
}

// impliedType is the payment type of calls whose path says it, and whose answer
// may not repeat it.
func impliedType(verb, path string) string {
	switch verb + " " + path {
	case "POST /v1/registrations":
		return "RG"
	case "DELETE /v1/registrations/{id}":
		return "DR"
	case "POST /v1/registrations/{id}/extendlife":
		return "TE"
	}
	return ""
}

// typeOfTag is the payment type that a tag stands for: "@CP" is CP.
func typeOfTag(tag string) string { return strings.TrimPrefix(tag, "@") }

func wantedBrands() *Measure {
	m := newMeasure("brands", "a payment with the brand was approved or pending")
	for _, b := range spec.Brands() {
		m.want(b.Name, b.Workflow)
	}
	return m
}

// brands are the brands, and each with the payment types that are documented
// for it.
type brands struct{ any, byType *Measure }

func newBrands() *brands {
	const meaning = "a transaction of that type with the brand was approved or pending"
	b := &brands{wantedBrands(), newMeasure("brand-types", meaning)}
	for _, brand := range spec.Brands() {
		for _, paymentType := range brand.PaymentTypes {
			b.byType.want(brand.Name+" "+paymentType, "")
		}
	}
	return b
}

func (b *brands) cover(brand, paymentType string, by *reports.ScenarioRecord) {
	b.any.cover(brand, by)
	b.byType.cover(brand+" "+paymentType, by)
}

func (b *brands) measures() []Measure { return []Measure{b.any.count(), b.byType.count()} }

// brandsNamed returns the brands that a name has as words.
func brandsNamed(name string) []string {
	var found []string
	for _, word := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(" ,.:()\"", r) }) {
		if _, known := spec.LookupBrand(word); known && !slices.Contains(found, word) {
			found = append(found, word)
		}
	}
	return found
}
