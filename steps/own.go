package steps

import (
	"context"

	"assay/support/opp"
)

// What follows is for the sentences that authors add. It changes only when the
// version of assay says so.

// Channel returns the gateway's channel that this scenario may use, with whatever
// credentials the scenario has chosen.
func (w *World) Channel() *opp.Channel { return w.gateway }

// Request returns the first request of a payment as the merchant would send it:
// with the test data of the target, and with what the steps before have said.
func (w *World) Request(paymentType, brand string) (opp.Params, error) {
	return w.initialRequest(paymentType, brand)
}

// Pay sends the first request of a payment and remembers its answer, so that
// assay's own sentences can go on from there.
func (w *World) Pay(ctx context.Context, params opp.Params) error {
	return w.pay(ctx, params.Get("paymentType"), params.Get("paymentBrand"), params)
}

// Remember keeps an answer as the newest of all and as that of its noun, such as
// "payment" or "capture". A Then must look at it, by [World.Answer] or by a
// sentence, or the scenario fails.
func (w *World) Remember(noun string, p *opp.Payment) { w.remember(noun, p) }

// Answer returns the newest answer and notes that it has been looked at.
func (w *World) Answer() (*opp.Payment, error) { return w.answer() }

// Transaction returns the newest answer of that noun, whatever its verdict:
// "payment", "capture", or `capture "first"` of what is known as "first".
func (w *World) Transaction(noun string) (*opp.Payment, error) { return w.transaction(noun) }

// Expect holds the value at a gjson path of an answer against a cell of an
// answer table, such as "absent" or "worth 12.30". A difference is an
// [*AssertionError]: the scenario has failed. Any other error of a step makes
// it broken.
func (w *World) Expect(p *opp.Payment, path, cell string) error {
	w.judge(p)
	return expectValue(p, path, cell)
}
