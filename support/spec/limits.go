package spec

import "sync"

// Limits is a row of limits.tsv: how often and in which parts money of a brand
// may be captured and refunded. An empty word means that nobody says.
type Limits struct {
	Brand    string // paymentBrand
	Captures string // multiple, single, full or none
	Refunds  string // partial or full
	Source   string
	Note     string
}

var limits = sync.OnceValue(func() map[string]Limits {
	return index(embedded("limits.tsv", func(r row) Limits {
		return Limits{
			Brand: r.get("paymentBrand"), Captures: r.get("captures"), Refunds: r.get("refunds"),
			Source: r.get("source"), Note: r.get("note"),
		}
	}), func(l Limits) string { return l.Brand })
})

// LimitsOf returns what is known of a brand's captures and refunds, mostly
// nothing.
func LimitsOf(brand string) Limits { return limits()[brand] }
