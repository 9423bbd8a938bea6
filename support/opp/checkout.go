package opp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// errNoCheckout says that a call was made about no checkout at all, which would
// reach another endpoint than the one meant.
var errNoCheckout = errors.New("the id of the checkout is empty")

// PrepareCheckout prepares a payment whose account the shopper enters in the
// gateway's widget: POST v1/checkouts, all parameters in the body. They are
// those of a payment without an account: paymentType is PA, DB or CD, amount a
// decimal with two fraction digits, "92.00", currency an ISO 4217 code. Without
// a paymentType and with createRegistration=true the checkout only stores the
// account. With integrity=true the answer has the hash of the widget's script.
//
// The answer's id, of which nothing is promised but that it can stand in a path,
// opens the widget for 30 minutes or until a payment is approved.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: COPYandPAY, "Prepare the checkout".
func (ch *Channel) PrepareCheckout(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/checkouts", Form: p})
}

// UpdateCheckout adds to a checkout what was not said before: POST
// v1/checkouts/{id}, all parameters in the body. A value that is set already is
// refused. The gateway takes 200 of these a minute for each checkout and says so
// in the result code of the next; nothing here waits or retries.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: endpoints.tsv, POST /v1/checkouts/{checkoutId}; throttling rules.
func (ch *Channel) UpdateCheckout(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.checkout(ctx, http.MethodPost, id, "", p)
}

// DeleteCheckout makes a checkout one that nobody can pay: DELETE
// v1/checkouts/{id}, with entityId in the query. The call is inferred from its
// result code.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: endpoints.tsv, DELETE /v1/checkouts/{checkoutId}.
func (ch *Channel) DeleteCheckout(ctx context.Context, id string) (*Payment, error) {
	return ch.checkout(ctx, http.MethodDelete, id, "", nil)
}

// CheckoutPayment asks what became of a checkout: GET v1/checkouts/{id}/payment,
// with entityId in the query. The answer is that of the payment; an approved one
// is answered once, and the checkout is unknown afterwards.
//
// The gateway allows two of these a minute for each checkout and says so in the
// result code of the third; nothing here waits or retries.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out an approved payment may
// only be found in the reports.
//
// Source: COPYandPAY, "Get the payment status".
func (ch *Channel) CheckoutPayment(ctx context.Context, id string) (*Payment, error) {
	return ch.checkout(ctx, http.MethodGet, id, "/payment", nil)
}

// CheckoutRegistration asks what became of a checkout that only stores an
// account: GET v1/checkouts/{id}/registration, with entityId in the query. The
// answer's id is the token under which later payments name the account.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: COPYandPAY, tokenisation.
func (ch *Channel) CheckoutRegistration(ctx context.Context, id string) (*Payment, error) {
	return ch.checkout(ctx, http.MethodGet, id, "/registration", nil)
}

// WidgetURL returns the address of the script that turns the merchant's page
// into a place to pay a checkout. Nothing is sent.
//
// Source: COPYandPAY, "Create the payment form".
func (ch *Channel) WidgetURL(id string) string {
	return joinURL(ch.client.base, "v1/paymentWidgets.js", Params{{"checkoutId", id}})
}

// checkout sends a request about one checkout; what comes after its id in the
// path begins with a slash.
func (ch *Channel) checkout(ctx context.Context, method, id, after string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoCheckout
	}
	return ch.Do(ctx, Request{Method: method, Path: "v1/checkouts/" + url.PathEscape(id) + after, Form: p})
}
