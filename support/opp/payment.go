package opp

import (
	"assay/support/spec"

	"github.com/tidwall/gjson"
)

// Payment is an answer of the gateway that carries a verdict: of a payment, or
// of the request that asked for one. It is what was received, so that unknown
// fields, which the API reserves the right to add, are never lost.
type Payment struct {
	status int
	body   []byte
}

// HTTPStatus returns the HTTP status: 200, or 400 for a payment that was
// refused.
func (p *Payment) HTTPStatus() int { return p.status }

// Body returns the answer as it was received. It must not be changed.
func (p *Payment) Body() []byte { return p.body }

// ID returns the payment's id, "" when the gateway kept no record.
func (p *Payment) ID() string { return p.text("id") }

// Code returns result.code: "000.100.110".
func (p *Payment) Code() string { return p.text("result.code") }

// Description returns result.description.
func (p *Payment) Description() string { return p.text("result.description") }

// NDC returns the id under which the gateway's support finds the request.
func (p *Payment) NDC() string { return p.text("ndc") }

// Timestamp returns the gateway's own time of the answer, as written.
func (p *Payment) Timestamp() string { return p.text("timestamp") }

// Verdict returns what the result code means to the merchant: "approved",
// "under review", "pending", "rejected", "charged back", or "" for a code that
// no documented group holds.
func (p *Payment) Verdict() string { return spec.VerdictOf(p.Code()) }

// Get returns the value at a gjson path of the answer: "card.last4Digits".
//
// gjson makes three answers out of two questions: a missing value and null
// both read as "", and null "exists". [Payment.Has], [Payment.IsNull] and
// [Payment.Absent] tell them apart; exactly one of them holds. Amounts are JSON
// strings; a number 92.00 would read as "92", so compare Raw or check Type.
// "list.#.name" exists even when no element has the name.
func (p *Payment) Get(path string) gjson.Result { return gjson.GetBytes(p.body, path) }

// Has reports whether there is a value at path, and it is not null.
func (p *Payment) Has(path string) bool {
	v := p.Get(path)
	return v.Exists() && v.Type != gjson.Null
}

// IsNull reports whether the value at path is there and null.
func (p *Payment) IsNull(path string) bool {
	v := p.Get(path)
	return v.Exists() && v.Type == gjson.Null
}

// Absent reports whether there is nothing at path, not even null.
func (p *Payment) Absent(path string) bool { return !p.Get(path).Exists() }

// text returns the string at path, "" when there is something else.
func (p *Payment) text(path string) string { return p.Get(path).Str }
