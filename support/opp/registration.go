package opp

import (
	"context"
	"errors"
	"net/http"
	"net/url"
)

// errNoRegistration says that a call was made about no registration at all,
// which would reach another endpoint than the one meant.
var errNoRegistration = errors.New("the id of the registration is empty")

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

// Registration reads a stored account: GET v1/registrations/{id}, with entityId
// in the query. Of a card the answer has the first six and last four digits, the
// holder and the expiry, never the number.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: endpoints.tsv, GET /v1/registrations/{id}.
func (ch *Channel) Registration(ctx context.Context, id string) (*Payment, error) {
	return ch.registration(ctx, http.MethodGet, id, "", nil)
}

// UpdateRegistration changes what is stored of a card: POST v1/registrations/{id},
// with card.holder, card.expiryMonth and card.expiryYear in the body, those that
// are to change. The number stays. The answer is that of [Channel.Registration].
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: endpoints.tsv, POST /v1/registrations/{id}: unverified; an older client
// of the vendor's can send it, and no page describes it.
func (ch *Channel) UpdateRegistration(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.registration(ctx, http.MethodPost, id, "", p)
}

// PayWithRegistration pays with a stored account: POST
// v1/registrations/{id}/payments, all parameters in the body. paymentType is PA,
// DB or CD; amount is a decimal with two fraction digits, "92.00", currency an
// ISO 4217 code. Account data are left out, but for card.cvv perhaps; so is
// paymentBrand.
//
// The answer is that of [Channel.Pay], and names the account as registrationId.
// The gateway takes 200 of these a minute for each registration and says so in
// the result code of the next; nothing here waits or retries.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the payment may exist.
//
// Source: Tokenisation, "Use a registration"; throttling rules.
func (ch *Channel) PayWithRegistration(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.registration(ctx, http.MethodPost, id, "/payments", p)
}

// Deregister deletes a stored account: DELETE v1/registrations/{id}, with
// entityId in the query. It cannot be paid with or read afterwards.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none; after a time-out the account may be gone.
//
// Source: Tokenisation, "Delete the registration".
func (ch *Channel) Deregister(ctx context.Context, id string) (*Payment, error) {
	return ch.registration(ctx, http.MethodDelete, id, "", nil)
}

// ExtendLife keeps a stored account longer than the gateway would, up to 24
// months from now: POST v1/registrations/{id}/extendlife. Left alone, a card is
// forgotten 14 months after its expiry, anything else 14 months after its last
// use.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: endpoints.tsv, POST /v1/registrations/{id}/extendlife.
func (ch *Channel) ExtendLife(ctx context.Context, id string, p Params) (*Payment, error) {
	return ch.registration(ctx, http.MethodPost, id, "/extendlife", p)
}

// registration sends a request about one registration; what comes after its id
// in the path begins with a slash.
func (ch *Channel) registration(ctx context.Context, method, id, after string, p Params) (*Payment, error) {
	if id == "" {
		return nil, errNoRegistration
	}
	return ch.Do(ctx, Request{Method: method, Path: "v1/registrations/" + url.PathEscape(id) + after, Form: p})
}
