package opp

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// QueryV3 asks the newer transaction reports for one payment: GET
// v3/query/{id}. Of the parameters in p, includeLinkedTransactions ("true")
// adds all that belongs together with it, paymentTypes ("PA,CP,RV") and
// paymentMethods ("CC,DC") leave out what is of no such type or method.
//
// The answer's result is about the report; its list "records" holds the
// payments, each with its own result, and "pages" says how many pages there
// are. That a report by id has this shape is not verified.
//
// It returns the gateway's answer whatever the verdict; a payment that is not
// known is one. The error is a [*NoVerdictError] when there is none.
//
// Source: Transaction Reports, v3.
func (ch *Channel) QueryV3(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.reportOf(ctx, "v3/query/", id, p)
}

// QueryV3ByMerchantTransactionID asks the newer reports for all payments that
// the merchant sent under one reference: GET v3/query. p and the answer are
// those of [Channel.QueryV3]; pageNo (from 1) and limit (records a page, 500
// were accepted) say which part of the list it has.
//
// Source: Transaction Reports, v3, "Get transactions by merchantTransactionId".
func (ch *Channel) QueryV3ByMerchantTransactionID(ctx context.Context, reference string, p Params) (*Payment, error) {
	return ch.report(ctx, "v3/query", Params{{"merchantTransactionId", reference}}, p)
}

// QueryV3ByShortID asks the newer reports for the payment that people know by
// twelve digits, "1234.5678.9012": GET v3/query. p must have either
// merchantTransactionId or both date.from and date.to, and may have what
// [Channel.QueryV3] takes. The name of the parameter, shortId, is not verified.
//
// Source: Transaction Reports, v3.
func (ch *Channel) QueryV3ByShortID(ctx context.Context, shortID string, p Params) (*Payment, error) {
	return ch.report(ctx, "v3/query", Params{{"shortId", shortID}}, p)
}

// QueryV3ByDate asks the newer reports for all payments of a time, both ends
// included and to the second, in the gateway's UTC: GET v3/query. Its list comes
// in pages: pageNo counts from 1, limit is the number of records a page, 100
// when p does not say (not verified). An empty list is an answer.
//
// Some gateways allow two of these a minute, and say so in the result code.
//
// Source: Transaction Reports, v3; recorded lists.
func (ch *Channel) QueryV3ByDate(ctx context.Context, from, to time.Time, p Params) (*Payment, error) {
	return ch.report(ctx, "v3/query", dates(from, to, time.DateTime), p)
}

// report asks for a list. What p says goes before what the call itself says, so
// that a feature may send what no merchant means.
func (ch *Channel) report(ctx context.Context, path string, search, p Params) (*Payment, error) {
	for _, q := range p {
		search.Set(q.Name, q.Value)
	}
	return ch.Do(ctx, Request{Method: http.MethodGet, Path: path, Form: search})
}

// reportOf asks for a list about one thing.
func (ch *Channel) reportOf(ctx context.Context, path, id string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoID
	}
	return ch.Do(ctx, Request{Method: http.MethodGet, Path: path + url.PathEscape(id), Form: p})
}

// dates writes a range in the form that a report wants.
func dates(from, to time.Time, layout string) Params {
	return Params{{"date.from", from.UTC().Format(layout)}, {"date.to", to.UTC().Format(layout)}}
}
