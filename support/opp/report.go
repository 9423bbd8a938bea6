package opp

import (
	"context"
	"net/http"
	"net/url"
)

// Query asks the transaction reports for one payment: GET v1/query/{id}. The
// answer has the shape of the payment's own, with milliseconds in its
// timestamp. Unlike [Channel.Status] it may be asked often.
//
// It returns the gateway's answer whatever the verdict; a payment that is not
// known is one. The error is a [*NoVerdictError] when there is none.
//
// Source: Server-to-Server, "Get Payment Status" (S13); Transaction Reports.
func (ch *Channel) Query(ctx context.Context, id string) (*Payment, error) {
	if id == "" {
		return nil, errNoID
	}
	return ch.Do(ctx, Request{Method: http.MethodGet, Path: "v1/query/" + url.PathEscape(id)})
}

// QueryByMerchantTransactionID asks the transaction reports for all payments
// that the merchant sent under one reference: GET v1/query. It is the way to
// learn the outcome of a payment whose answer never came.
//
// The answer's result is about the report; the payments are in its list
// "payments". The error is a [*NoVerdictError] when there is no result.
//
// Source: Transaction Reports, "Get transactions by merchantTransactionId".
func (ch *Channel) QueryByMerchantTransactionID(ctx context.Context, reference string) (*Payment, error) {
	return ch.Do(ctx, Request{
		Method: http.MethodGet, Path: "v1/query",
		Form: Params{{"merchantTransactionId", reference}},
	})
}
