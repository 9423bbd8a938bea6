package opp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// errNoLink says that a call was made about no payment link, or no visit to one,
// which would reach another endpoint than the one meant.
var errNoLink = errors.New("the id of the payment link or of its checkout is empty")

// CreateLink makes an address at which a shopper can pay: POST paybylink/v1, all
// parameters in the body. paymentType is PA or DB; amount is a decimal with two
// fraction digits, "92.00", currency an ISO 4217 code. There is no account and no
// paymentBrand: the shopper chooses. validUntil counts in validUntilUnit, HOUR or
// DAY; without it the link lives 90 days.
//
// The answer has the link and its id, a UUID, and a qrCode where createQRCode is
// "true". The shopper returns to shopperResultUrl with id and checkoutId in the
// query, which [Channel.LinkPayment] takes.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the link may exist.
//
// Source: Pay By Link.
func (ch *Channel) CreateLink(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "paybylink/v1", Form: p})
}

// Link asks how a payment link stands: GET paybylink/v1/{id}, with entityId in the
// query. paymentLinks in the answer has a row for each visit, with its checkoutId,
// the transactionId of its payment and the result. What the numbers in status mean
// is not published.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Pay By Link.
func (ch *Channel) Link(ctx context.Context, id string) (*Payment, error) {
	return ch.link(ctx, http.MethodGet, id, "", nil)
}

// SwitchLinkOff ends a payment link before its time: DELETE paybylink/v1/{id}, with
// entityId in the query. Nobody can begin to pay by it afterwards.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the link may be off.
//
// Source: Pay By Link.
func (ch *Channel) SwitchLinkOff(ctx context.Context, id string) (*Payment, error) {
	return ch.link(ctx, http.MethodDelete, id, "", nil)
}

// SendLink has the gateway send a payment link by SMS: POST
// paybylink/v1/{id}/sms. smsTo is the phone's number, from a name of the sender.
// Only channels in live mode may.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the message may be sent.
//
// Source: Pay By Link.
func (ch *Channel) SendLink(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.link(ctx, http.MethodPost, id, "/sms", p)
}

// LinkPayment asks what came of a visit to a payment link: GET
// paybylink/v1/{id}/checkouts/{checkoutId}/payment, with entityId in the query. Both
// ids are in the query of the shopper's return.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Pay By Link.
func (ch *Channel) LinkPayment(ctx context.Context, id, checkoutID string) (*Payment, error) {
	if checkoutID == "" {
		return nil, errNoLink
	}
	return ch.link(ctx, http.MethodGet, id, "/checkouts/"+url.PathEscape(checkoutID)+"/payment", nil)
}

// link sends a request about one payment link; what comes after its id in the path
// begins with a slash.
func (ch *Channel) link(ctx context.Context, method, id, after string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoLink
	}
	return ch.Do(ctx, Request{Method: method, Path: "paybylink/v1/" + url.PathEscape(id) + after, Form: p})
}
