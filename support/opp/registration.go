package opp

import (
	"context"
	"net/http"
)

// Register stores an account without a payment: POST v1/registrations, all
// parameters in the body. They are the account's, with its paymentBrand; there
// is no paymentType and no amount.
//
// The answer's id is the token under which later payments name the account.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Tokenisation, "Stand-alone registration".
func (ch *Channel) Register(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/registrations", Form: p})
}
