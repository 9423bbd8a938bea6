package steps

import (
	"context"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

// Raw requests are for features/contract: they speak of verbs and paths, which
// every other feature leaves to the client.
var (
	rawHeader = sentence(`the request carries the Authorization header "{value}"`)
	rawSends  = sentence(`the client sends {verb} "{url}"`)
	rawForm   = sentence(`the client sends {verb} "{url}" with:`)
	rawInURL  = sentence(`the client sends a {type} with {brand} and {parameter} in the URL`)
)

func registerRaw(r Registrar, w *World) {
	r.Given(rawHeader, w.rawHeader)
	r.When(rawSends, w.rawSends)
	r.When(rawForm, w.rawForm)
	r.When(rawInURL, w.rawInURL)
}

// rawHeader takes the place of whatever the merchant would have presented.
func (w *World) rawHeader(value string) {
	w.noCredentials()
	w.header["Authorization"] = value
}

func (w *World) rawSends(ctx context.Context, verb, target string) error {
	return w.raw(ctx, opp.Request{Method: verb, Path: target})
}

func (w *World) rawForm(ctx context.Context, verb, target string, table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	var form opp.Params
	for _, row := range rows {
		form.Add(row[0], row[1])
	}
	return w.raw(ctx, opp.Request{Method: verb, Path: target, Form: form})
}

// rawInURL sends a payment with one parameter moved from the body to the URL.
func (w *World) rawInURL(ctx context.Context, paymentType, brand, parameter string) error {
	form, err := w.initialRequest(paymentType, brand)
	if err != nil {
		return err
	}
	var query opp.Params
	query.Add(parameter, form.Get(parameter))
	form.Del(parameter)
	return w.raw(ctx, opp.Request{Method: "POST", Path: "v1/payments", Query: query, Form: form})
}

// raw sends a request as it is.
func (w *World) raw(ctx context.Context, r opp.Request) error {
	r.Header = w.header
	p, err := w.gateway.Do(ctx, r)
	if err != nil {
		return err
	}
	w.remember("request", p)
	return nil
}
