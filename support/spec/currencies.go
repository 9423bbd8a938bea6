package spec

import "sync"

// Currency is a row of currencies.tsv: what an amount may be in.
type Currency struct{ Code, Name, Source string }

var currencies = sync.OnceValue(func() []Currency {
	return embedded("currencies.tsv", func(r row) Currency {
		return Currency{r.get("code"), r.get("name"), r.get("source")}
	})
})

// Currencies returns the currencies of ISO 4217 that money can be paid in.
func Currencies() []Currency { return currencies() }
