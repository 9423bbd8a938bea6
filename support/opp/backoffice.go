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
// all parameters in the body. paymentType says which:
//
//	CP  captures what a PA has reserved; sequence=FINAL releases the rest
//	RV  reverses: releases a PA, calls back a DB, CP or RB until the cut-off
//	RF  refunds a DB, CP, CD, RB or RC, or a captured PA
//	RB  rebills: takes another amount from the account of a DB or CP
//	RC  is the receipt of money for a PA; most channels leave it to the platform
//	CB  charges a DB, CP or RB back
//	CR  answers a CB: chargeback reversal, then representment, then its reversal
//	PA  raises what a PA has reserved
//
// amount and currency are those of the operation, not of the payment, decimals
// with two fraction digits and ISO 4217; RV and CR need none.
//
// The answer is about the operation: it has an id of its own and names the
// payment as referencedId.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the operation may have
// happened.
//
// Source: Back-office Operations, "Capture", "Refund", "Reversal", "Rebill",
// "Chargeback" (S14); Transaction Flows.
func (ch *Channel) BackOffice(ctx context.Context, id string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoID
	}
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/payments/" + url.PathEscape(id), Form: p})
}
