package steps

import (
	"context"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

// The gateway answers two questions a minute for each checkout, and tells a
// success once, so a scenario that is not about that must not ask again.
var (
	preparesCheckout    = sentence(`the merchant prepares a checkout for a {type} of {amount} {currency}`)
	hasPrepared         = sentence(`the merchant has prepared a checkout for a {type} of {amount} {currency}`)
	preparesToken       = sentence(`the merchant prepares a checkout that only stores the account`)
	hasPreparedToken    = sentence(`the merchant has prepared a checkout that only stores the account`)
	preparesSample      = sentence(`the merchant prepares the checkout of sample {sample}`)
	checkoutOffers      = sentence(`the checkout offers the registration`)
	addsToCheckout      = sentence(`the merchant adds to the checkout:`)
	hasAddedToCheckout  = sentence(`the merchant has added to the checkout:`)
	deletesCheckout     = sentence(`the merchant deletes the checkout`)
	hasDeletedCheckout  = sentence(`the merchant has deleted the checkout`)
	asksOutcome         = sentence(`the merchant asks for the outcome of the checkout`)
	hasAskedOutcome     = sentence(`the merchant has asked for the outcome of the checkout {times}`)
	asksOutcomeUnknown  = sentence(`the merchant asks for the outcome of a checkout nobody knows`)
	outcomeIs           = sentence(`the outcome of the checkout is {verdict}`)
	answerGoesBy        = sentence(`the answer goes by the id of the checkout`)
	notificationGoesBy  = sentence(`the notification goes by the id of the checkout`)
	noSessionFound      = sentence(`the gateway knows no such checkout`)
	checkoutIsForWidget = sentence(`the answer has what a widget needs`)
)

func registerCheckout(r Registrar, w *World) {
	r.When(preparesCheckout, w.preparesCheckout)
	r.Given(hasPrepared, w.hasPrepared)
	r.When(preparesToken, w.preparesToken)
	r.Given(hasPreparedToken, w.hasPreparedToken)
	r.When(preparesSample, w.preparesSample)
	r.Given(checkoutOffers, w.checkoutOffers)
	r.When(addsToCheckout, w.addsToCheckout)
	r.Given(hasAddedToCheckout, w.hasAddedToCheckout)
	r.When(deletesCheckout, w.deletesCheckout)
	r.Given(hasDeletedCheckout, w.hasDeletedCheckout)
	r.When(asksOutcome, w.asksOutcome)
	r.Given(hasAskedOutcome, w.hasAskedOutcome)
	r.When(asksOutcomeUnknown, w.asksOutcomeUnknown)
	r.Then(outcomeIs, w.outcomeIs)
	r.Then(answerGoesBy, w.answerGoesBy)
	r.Then(notificationGoesBy, w.notificationGoesBy)
	r.Then(noSessionFound, w.noSessionFound)
	r.Then(checkoutIsForWidget, w.checkoutIsForWidget)
}

func (w *World) preparesCheckout(ctx context.Context, paymentType, amount, currency string) error {
	return w.prepare(ctx, w.draft("checkout").apply(opp.Params{
		{Name: "paymentType", Value: paymentType},
		{Name: "amount", Value: amount},
		{Name: "currency", Value: currency},
		{Name: "merchantTransactionId", Value: w.reference},
		{Name: "integrity", Value: "true"},
	}))
}

func (w *World) hasPrepared(ctx context.Context, paymentType, amount, currency string) error {
	if err := w.preparesCheckout(ctx, paymentType, amount, currency); err != nil {
		return err
	}
	return w.checkoutIs(checkoutCreated)
}

func (w *World) preparesToken(ctx context.Context) error {
	return w.prepare(ctx, w.draft("checkout").apply(opp.Params{{Name: "createRegistration", Value: "true"}}))
}

func (w *World) hasPreparedToken(ctx context.Context) error {
	if err := w.preparesToken(ctx); err != nil {
		return err
	}
	return w.checkoutIs(checkoutCreated)
}

func (w *World) preparesSample(ctx context.Context, sample string) error {
	params, err := w.sampleNamed(sample)
	if err != nil {
		return err
	}
	return w.prepare(ctx, w.draft("checkout").apply(params))
}

func (w *World) checkoutOffers() error {
	id, err := w.registrationID(theRegistration)
	if err != nil {
		return err
	}
	d := w.draft("checkout")
	d.also = append(d.also, opp.Param{Name: "registrations[0].id", Value: id})
	return nil
}

func (w *World) addsToCheckout(ctx context.Context, table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	var params opp.Params
	for _, row := range rows {
		params.Add(row[0], row[1])
	}
	p, err := w.gateway.UpdateCheckout(ctx, w.checkout, params)
	if err != nil {
		return err
	}
	w.remember("checkout", p)
	return nil
}

func (w *World) hasAddedToCheckout(ctx context.Context, table *godog.Table) error {
	if err := w.addsToCheckout(ctx, table); err != nil {
		return err
	}
	return w.checkoutIs(checkoutUpdated)
}

func (w *World) deletesCheckout(ctx context.Context) error {
	p, err := w.gateway.DeleteCheckout(ctx, w.checkout)
	if err != nil {
		return err
	}
	w.remember("checkout", p)
	return nil
}

func (w *World) hasDeletedCheckout(ctx context.Context) error {
	if err := w.deletesCheckout(ctx); err != nil {
		return err
	}
	return w.checkoutIs(checkoutDeleted)
}

func (w *World) asksOutcome(ctx context.Context) error { return w.askOutcome(ctx, w.checkout) }

// hasAskedOutcome asks as the gateway allows. A scenario that has asked as often
// as it may wants to see what comes of asking once more.
func (w *World) hasAskedOutcome(ctx context.Context, times string) error {
	count, err := parseCount(times)
	if err != nil {
		return err
	}
	for range count {
		if err := w.asksOutcome(ctx); err != nil {
			return err
		}
		if err := w.requestIs("pending"); err != nil {
			return err
		}
	}
	if count >= usualStatusPerMinute {
		w.gateway = w.gateway.Hasty()
	}
	return nil
}

func (w *World) asksOutcomeUnknown(ctx context.Context) error {
	w.gateway = w.gateway.Hasty() // the limit is each checkout's own
	return w.askOutcome(ctx, unknownCheckout)
}

func (w *World) outcomeIs(ctx context.Context, verdict string) error {
	if err := w.asksOutcome(ctx); err != nil {
		return err
	}
	return w.requestIs(verdict)
}

func (w *World) answerGoesBy() error { return w.theAnswerHas("ndc", `"`+w.checkout+`"`) }

func (w *World) notificationGoesBy() error { return w.expectNotice("payload.ndc", `"`+w.checkout+`"`) }

func (w *World) noSessionFound() error {
	if err := w.refusedAsInvalid(); err != nil {
		return err
	}
	return w.theAnswerHas("result.description", "matches No payment session found for the requested id")
}

// checkoutIsForWidget expects the id of the form that was seen, and a hash that
// browsers understand. Source: decision D22; W3C Subresource Integrity.
func (w *World) checkoutIsForWidget() error {
	if err := w.theAnswerHas("id", `matches ^[0-9A-Fa-f]{32}\.[A-Za-z0-9._-]+$`); err != nil {
		return err
	}
	return w.theAnswerHas("integrity", "matches ^sha384-[A-Za-z0-9+/]{64}$")
}
