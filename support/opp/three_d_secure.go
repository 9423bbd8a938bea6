package opp

import (
	"context"
	"net/http"
	"net/url"
)

// Authenticate makes sure of a card's holder without a payment: POST
// v1/threeDSecure, all parameters in the body. They are those of a card payment
// without a paymentType: amount and currency that the shopper is asked about
// (a decimal with two fraction digits, "92.00"; ISO 4217), the card, the
// shopper's browser and a shopperResultUrl.
//
// The answer is final, or pending with a redirect object that may have
// preconditions. The values of threeDSecure that it ends with can be carried
// into a payment.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Standalone 3-D Secure.
func (ch *Channel) Authenticate(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/threeDSecure", Form: p})
}

// AuthenticationStatus asks how far an authentication has come: GET
// v1/threeDSecure/{id}, with entityId in the query.
//
// The documentation speaks of the request and not of its path, which is
// concluded from that of payments.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Standalone 3-D Secure, "Get the 3DS status".
func (ch *Channel) AuthenticationStatus(ctx context.Context, id string) (*Payment, error) {
	if id == "" {
		return nil, errNoID
	}
	return ch.Do(ctx, Request{Method: http.MethodGet, Path: "v1/threeDSecure/" + url.PathEscape(id)})
}

// Exemption asks whether a payment may do without strong authentication: POST
// v1/exemption, all parameters in the body: amount, currency and the card.
//
// The answer names the ground in resultDetails.RiskRuleCategory, SCAEX_01 to
// SCAEX_04, or SCAEX_00 for none. Its last two digits go with the payment as
// threeDSecure.exemptionFlag.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Standalone exemption.
func (ch *Channel) Exemption(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v1/exemption", Form: p})
}
