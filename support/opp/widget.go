package opp

import (
	"context"
	"net/http"
	"net/url"
)

// The calls of this file are those of a shopper's browser: the checkout's id is
// their only login.

// WidgetScript fetches the script that turns the merchant's page into a place to
// pay a checkout: GET v1/paymentWidgets.js. It is the answer's body, and has no
// result. For a checkout that only stores an account, the id is followed by
// "/registration".
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is neither a script nor a verdict.
//
// Source: COPYandPAY, "Create the payment form".
func (ch *Channel) WidgetScript(ctx context.Context, id string) (*Payment, error) {
	if id == "" {
		return nil, errNoCheckout
	}
	return ch.Do(ctx, Request{
		Method: http.MethodGet, Path: "v1/paymentWidgets.js", Query: Params{{"checkoutId", id}}, NoAuth: true, Script: true,
	})
}

// PayCheckout sends what a shopper has entered into the widget: POST
// v1/checkouts/{id}/payment, with the account and paymentBrand in p.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the checkout may be paid.
//
// Source: COPYandPAY, which says that the browser sends it; the call's form is
// not verified.
func (ch *Channel) PayCheckout(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.fromBrowser(ctx, id, "/payment", p)
}

// RegisterCheckout sends what a shopper has entered into the widget of a checkout
// that only stores an account: POST v1/checkouts/{id}/registration.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: COPYandPAY, tokenisation; the call's form is not verified.
func (ch *Channel) RegisterCheckout(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.fromBrowser(ctx, id, "/registration", p)
}

func (ch *Channel) fromBrowser(ctx context.Context, id, after string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoCheckout
	}
	return ch.Do(ctx, Request{
		Method: http.MethodPost, Path: "v1/checkouts/" + url.PathEscape(id) + after, Form: p, NoAuth: true,
	})
}
