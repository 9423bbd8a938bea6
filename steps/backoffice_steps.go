package steps

import (
	"context"

	"assay/support/opp"
)

// unknownID has the form of an id and is nobody's.
const unknownID = "8a00000000000000000000000000dead"

var (
	merchantOperates        = sentence(`the merchant {operation} {amount} {currency} of the {reference}`)
	merchantReverses        = sentence(`the merchant reverses the {reference}`)
	merchantOperatesUnknown = sentence(`the merchant {operation} {amount} {currency} of a payment nobody knows`)
	merchantReversesUnknown = sentence(`the merchant reverses a payment nobody knows`)
	merchantOperatesNoID    = sentence(`the merchant {operation} {amount} {currency} of what is not a payment id`)
	merchantHasOperated     = sentence(`the merchant has {done} {amount} {currency} of the {reference}`)
	merchantHasReversed     = sentence(`the merchant has reversed the {reference}`)
)

func registerBackOffice(r Registrar, w *World) {
	r.When(merchantOperates, w.merchantOperates)
	r.When(merchantReverses, w.merchantReverses)
	r.When(merchantOperatesUnknown, w.merchantOperatesUnknown)
	r.When(merchantReversesUnknown, w.merchantReversesUnknown)
	r.When(merchantOperatesNoID, w.merchantOperatesNoID)
	r.Given(merchantHasOperated, w.merchantHasOperated)
	r.Given(merchantHasReversed, w.merchantHasReversed)
}

func (w *World) merchantOperates(ctx context.Context, operation, amount, currency, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	return w.backOffice(ctx, id, w.backOfficeRequest(operationType(operation), amount, currency))
}

func (w *World) merchantReverses(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	return w.backOffice(ctx, id, w.backOfficeRequest("RV", "", ""))
}

func (w *World) merchantOperatesUnknown(ctx context.Context, operation, amount, currency string) error {
	return w.backOffice(ctx, unknownID, w.backOfficeRequest(operationType(operation), amount, currency))
}

func (w *World) merchantReversesUnknown(ctx context.Context) error {
	return w.backOffice(ctx, unknownID, w.backOfficeRequest("RV", "", ""))
}

func (w *World) merchantOperatesNoID(ctx context.Context, operation, amount, currency string) error {
	return w.backOffice(ctx, "order-4711", w.backOfficeRequest(operationType(operation), amount, currency))
}

func (w *World) merchantHasOperated(ctx context.Context, done, amount, currency, noun string) error {
	if err := w.merchantOperates(ctx, done, amount, currency, noun); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

func (w *World) merchantHasReversed(ctx context.Context, noun string) error {
	if err := w.merchantReverses(ctx, noun); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

// backOffice sends an operation on an earlier payment and remembers its answer.
func (w *World) backOffice(ctx context.Context, id string, params opp.Params) error {
	p, err := w.gateway.BackOffice(ctx, id, params)
	if err != nil {
		return err
	}
	w.remember(nounOf(params.Get("paymentType")), p)
	return nil
}

// operationType translates the verb of a sentence.
func operationType(verb string) string {
	if verb == "captures" || verb == "captured" {
		return "CP"
	}
	return "RF"
}
