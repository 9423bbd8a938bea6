package steps

import (
	"net/url"

	"assay/support/spec"
)

// newOrder opens a place for the shopper to return to and gives back that of an
// earlier payment: each payment has its own.
func (w *World) newOrder() (resultURL string, err error) {
	w.begin()
	if w.order != nil {
		w.order.Close()
		w.order = nil
	}
	w.arrival = nil
	if w.order, err = w.env.NewOrder(); err != nil {
		return "", err
	}
	return w.order.ResultURL(), nil
}

// queryOf returns the query of a URL that is known to parse.
func queryOf(raw string) url.Values {
	parsed, err := url.Parse(raw)
	if err != nil {
		return nil
	}
	return parsed.Query()
}

// verdictOf is the verdict of a result code; a record that is not there has
// none.
func verdictOf(code string) string { return orElse(spec.VerdictOf(code), "none") }
