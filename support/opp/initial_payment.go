package opp

import (
	"context"
	"net/http"
)

// Pay sends the first request of a payment: POST v1/payments, all parameters in
// the body in the order given, the channel's own before them. paymentType says
// which: PA reserves an amount, DB moves it at once, CD pays it out, PA.CP
// reserves it and has the gateway capture it unless risk objects. Amounts are
// decimals with two fraction digits, "92.00"; currencies are ISO 4217 codes.
//
// A synchronous brand is settled in the answer. An asynchronous one needs a
// shopperResultUrl and answers pending, with a redirect object.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the payment may exist.
//
// Source: Server-to-Server, "Synchronous workflow" and "Asynchronous workflow"
// (S02, S03, S05, S07, S08).
func (ch *Channel) Pay(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/payments", Form: p})
}
