package steps

import (
	"context"

	"assay/support/opp"
)

// Risk is checked within a payment, or without one. Where a check wants a
// person's decision, a real platform has a portal for it; the simulator's
// management port takes its place.
var (
	checksRisk       = sentence(`the merchant has the risk of a payment with {brand} checked`)
	hasCheckedRisk   = sentence(`the merchant has had the risk of a payment with {brand} checked`)
	checksRiskStored = sentence(`the merchant has the risk of a payment with {stored} checked`)
	underReview      = sentence(`a {type} of {amount} {currency} under review`)
	reviewEnds       = sentence(`the reviewer {decision} the {reference}`)
	reviewHasEnded   = sentence(`the reviewer has {ruling} the {reference}`)
)

func registerRisk(r Registrar, w *World) {
	r.When(checksRisk, w.checksRisk)
	r.Given(hasCheckedRisk, w.hasCheckedRisk)
	r.When(checksRiskStored, w.checksRiskStored)
	r.Given(underReview, w.underReview)
	r.When(reviewEnds, w.reviewEnds)
	r.Given(reviewHasEnded, w.reviewEnds)
}

func (w *World) checksRisk(ctx context.Context, brand string) error {
	params, err := w.initialRequest("DB", brand)
	if err != nil {
		return err
	}
	return w.checkRisk(ctx, brand, leaveOut(params, "paymentType"))
}

func (w *World) hasCheckedRisk(ctx context.Context, brand string) error {
	if err := w.checksRisk(ctx, brand); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

func (w *World) checksRiskStored(ctx context.Context, stored string) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	params, err := w.payingRequest("DB")
	if err != nil {
		return err
	}
	params.Set("registrations[0].id", id)
	return w.checkRisk(ctx, w.brand, leaveOut(params, "paymentType"))
}

// checkRisk sends a risk check of its own and remembers the answer.
func (w *World) checkRisk(ctx context.Context, brand string, params opp.Params) error {
	p, err := w.gateway.RiskCheck(ctx, params)
	if err != nil {
		return err
	}
	w.sent("risk check", brand, params, p)
	return nil
}

func (w *World) underReview(ctx context.Context, paymentType, amount, currency string) error {
	return w.settled(ctx, paymentType, UsualBrand, amount, currency, "under review")
}

func (w *World) reviewEnds(ctx context.Context, decision, noun string) error {
	gateway, id, err := w.managed(noun)
	if err != nil {
		return err
	}
	return gateway.Review(ctx, id, decisionOf(decision))
}

// decisionOf is the word of the management port for a decision in a sentence.
func decisionOf(words string) string {
	if words == "accepts" || words == "accepted" {
		return "accept"
	}
	return "reject"
}
