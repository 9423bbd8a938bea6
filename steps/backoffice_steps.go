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
	merchantRaises          = sentence(`the merchant raises the {reference} by {amount} {currency}`)
	merchantHasRaised       = sentence(`the merchant has raised the {reference} by {amount} {currency}`)
	merchantDisputes        = sentence(`the merchant sends a CR for the {reference}`)
	merchantHasDisputed     = sentence(`the merchant has sent a CR for the {reference}`)
	merchantDisputesUnknown = sentence(`the merchant sends a CR for a payment nobody knows`)
)

func registerBackOffice(r Registrar, w *World) {
	r.When(merchantOperates, w.merchantOperates)
	r.When(merchantReverses, w.merchantReverses)
	r.When(merchantOperatesUnknown, w.merchantOperatesUnknown)
	r.When(merchantReversesUnknown, w.merchantReversesUnknown)
	r.When(merchantOperatesNoID, w.merchantOperatesNoID)
	r.Given(merchantHasOperated, w.merchantHasOperated)
	r.Given(merchantHasReversed, w.merchantHasReversed)
	r.When(merchantRaises, w.merchantRaises)
	r.Given(merchantHasRaised, w.merchantHasRaised)
	r.When(merchantDisputes, w.merchantDisputes)
	r.Given(merchantHasDisputed, w.merchantHasDisputed)
	r.When(merchantDisputesUnknown, w.merchantDisputesUnknown)
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
	if operationType(done) == "CB" { // its code says why, in a group of its own
		return expectVerdict(w.last, "charged back")
	}
	return expectVerdict(w.last, "approved")
}

func (w *World) merchantHasReversed(ctx context.Context, noun string) error {
	if err := w.merchantReverses(ctx, noun); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

func (w *World) merchantRaises(ctx context.Context, noun, amount, currency string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	return w.backOffice(ctx, id, w.backOfficeRequest("PA", amount, currency))
}

func (w *World) merchantHasRaised(ctx context.Context, noun, amount, currency string) error {
	if err := w.merchantRaises(ctx, noun, amount, currency); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

// merchantDisputes sends a CR. What it is called depends on what it answers.
// Source: decision D32.
func (w *World) merchantDisputes(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	p, err := w.gateway.BackOffice(ctx, id, w.backOfficeRequest("CR", "", ""))
	if err != nil {
		return err
	}
	kind, _ := w.threadOf(noun)
	w.remember(turnAfter(kind), p)
	return nil
}

func (w *World) merchantHasDisputed(ctx context.Context, noun string) error {
	if err := w.merchantDisputes(ctx, noun); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

func (w *World) merchantDisputesUnknown(ctx context.Context) error {
	return w.backOffice(ctx, unknownID, w.backOfficeRequest("CR", "", ""))
}

// turnAfter names the CR that answers a turn of a dispute.
func turnAfter(noun string) string {
	switch noun {
	case "chargeback reversal":
		return "representment"
	case "representment":
		return "representment reversal"
	}
	return "chargeback reversal"
}

// backOffice sends an operation on an earlier payment and remembers its answer.
func (w *World) backOffice(ctx context.Context, id string, params opp.Params) error {
	p, err := w.gateway.BackOffice(ctx, id, params)
	if err != nil {
		return err
	}
	noun := nounOf(params.Get("paymentType"))
	if initialNoun(noun) {
		noun = "increment"
	}
	w.remember(noun, p)
	return nil
}

// operationType translates the verb of a sentence.
func operationType(verb string) string {
	switch verb {
	case "captures", "captured":
		return "CP"
	case "rebills", "rebilled":
		return "RB"
	case "charges back", "charged back":
		return "CB"
	case "receives", "received":
		return "RC"
	}
	return "RF"
}
