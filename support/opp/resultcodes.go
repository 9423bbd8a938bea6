package opp

import (
	"context"
	"net/http"
)

// ResultCodes asks for the list of all result codes: GET v1/resultcodes. The
// list is in "resultCodes", with code and description; it is about no payment,
// so it has no result of its own and the answer's Code and Verdict are "".
//
// The error is a [*NoVerdictError] when there is neither a list nor a result
// code that says why.
//
// Source: API Reference, "Result Codes".
func (ch *Channel) ResultCodes(ctx context.Context) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodGet, Path: "v1/resultcodes", Listing: true})
}
