package opp

import (
	"context"
	"net/http"
)

// RiskCheck asks what the risk system thinks of a payment without making it:
// POST v2/redShield, all parameters in the body. They are those of a card
// payment without a paymentType: amount and currency (a decimal with two fraction
// digits, "92.00"; ISO 4217), the card, or registrations[0].id of a stored one,
// and what risk.* has to say. merchantTransactionId is mandatory here.
//
// The answer is about a transaction of its own, which reserves nothing: 000.300.100
// when the risk is taken, a code of 000.400 when a person is to look at it, one of
// 100.400 when it is denied. That is all that is known of its body.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Fraud Management, "ReD Shield".
func (ch *Channel) RiskCheck(ctx context.Context, p Params) (*Payment, error) {
	return ch.Do(ctx, Request{Method: http.MethodPost, Path: "v2/redShield", Form: p})
}
