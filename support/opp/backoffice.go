package opp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// errNoID says that a call was made about no payment at all, which would reach
// another endpoint than the one meant.
var errNoID = errors.New("the id of the payment is empty")

// BackOffice sends an operation on an earlier payment: POST v1/payments/{id},
// all parameters in the body. paymentType says which: CP captures, RF refunds,
// RV reverses, RB rebills. amount and currency are those of the operation, not
// of the payment; RV has none.
//
// The answer is about the operation: it has an id of its own and names the
// payment as referencedId.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the operation may have
// happened.
//
// Source: Backoffice operations, "Capture", "Refund", "Reversal" (S14).
func (ch *Channel) BackOffice(ctx context.Context, id string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoID
	}
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/payments/" + url.PathEscape(id), Form: p})
}
