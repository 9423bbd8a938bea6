package steps

import (
	"net/url"

	"assay/support/opp"
	"assay/support/shop"
	"assay/support/spec"

	"github.com/tidwall/gjson"
)

// redirectOf hands the redirect object of an answer to the merchant's side as
// it was answered: an absent method stays absent. Source: Server-to-Server,
// demand S09.
func redirectOf(p *opp.Payment) shop.Redirect {
	r := shop.Redirect{
		URL: p.Get("redirect.url").String(), Method: p.Get("redirect.method").String(),
		Parameters: parametersOf(p.Get("redirect.parameters")),
	}
	for _, before := range p.Get("redirect.preconditions").Array() {
		r.Preconditions = append(r.Preconditions, shop.Precondition{
			URL: before.Get("url").String(), Method: before.Get("method").String(),
			Parameters: parametersOf(before.Get("parameters")),
		})
	}
	return r
}

// parametersOf reads a list of names and values.
func parametersOf(list gjson.Result) []shop.Parameter {
	var parameters []shop.Parameter
	for _, p := range list.Array() {
		parameters = append(parameters, shop.Parameter{Name: p.Get("name").String(), Value: p.Get("value").String()})
	}
	return parameters
}

// newOrder opens a place for the shopper to return to and gives back that of an
// earlier payment: each payment has its own.
func (w *World) newOrder() (resultURL string, err error) {
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
