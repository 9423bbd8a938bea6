package steps

import (
	"context"
)

var (
	createsLink       = sentence(`the merchant creates a payment link for a {type}`)
	aLink             = sentence(`a payment link for a {type} of {amount} {currency}`)
	asksLink          = sentence(`the merchant asks how the payment link stands`)
	asksUnknownLink   = sentence(`the merchant asks how a payment link nobody knows stands`)
	asksLinkPayment   = sentence(`the merchant asks what came of the visit to the payment link`)
	switchesLinkOff   = sentence(`the merchant switches the payment link off`)
	hasSwitchedOff    = sentence(`the merchant has switched the payment link off`)
	sendsLink         = sentence(`the merchant sends the payment link by SMS`)
	linkLives         = sentence(`the payment link lives for {duration}`)
	opensLink         = sentence(`the shopper opens the payment link`)
	hasOpenedLink     = sentence(`the shopper has opened the payment link`)
	paysByLink        = sentence(`the shopper pays by card on the link's page`)
	hasPaidByLink     = sentence(`the shopper has paid by card on the link's page`)
	declinedByLink    = sentence(`the shopper's card is declined on the link's page`)
	wasDeclinedByLink = sentence(`the shopper's card was declined on the link's page`)
	givesAddress      = sentence(`the shopper gives an address and a card on the link's page`)
	answersFromLink   = sentence(`the shopper pays by card on the link's page and answers the issuer`)
	goesOnFromLink    = sentence(`the shopper goes on from the link's page to {brand} and {deed} it there`)
	atBrandFromLink   = sentence(`the shopper has gone on from the link's page to {brand}`)
	linkPageSays      = sentence(`the link's page says "{message}"`)
	backFromLink      = sentence(`the shopper is back at the merchant with the link's id and a checkoutId`)
	linkPaymentIs     = sentence(`the payment by the link is {verdict}`)
)

func registerLink(r Registrar, w *World) {
	r.When(createsLink, w.createsLink)
	r.Given(aLink, w.aLink)
	r.When(asksLink, w.asksLink)
	r.When(asksUnknownLink, w.asksUnknownLink)
	r.When(asksLinkPayment, w.asksLinkPayment)
	r.When(switchesLinkOff, w.switchesLinkOff)
	r.Given(hasSwitchedOff, w.hasSwitchedOff)
	r.When(sendsLink, w.sendsLink)
	r.Then(linkLives, w.linkLives)
	r.When(opensLink, w.opensLink)
	r.Given(hasOpenedLink, w.opensLink)
	r.When(paysByLink, w.paysByLink)
	r.Given(hasPaidByLink, w.hasPaidByLink)
	r.When(declinedByLink, w.declinedByLink)
	r.Given(wasDeclinedByLink, w.wasDeclinedByLink)
	r.When(givesAddress, w.givesAddress)
	r.When(answersFromLink, w.answersFromLink)
	r.When(goesOnFromLink, w.goesOnFromLink)
	r.Given(atBrandFromLink, w.atBrandFromLink)
	r.Then(linkPageSays, w.linkPageSays)
	r.Then(backFromLink, w.backFromLink)
	r.Then(linkPaymentIs, w.linkPaymentIs)
}

func (w *World) createsLink(ctx context.Context, paymentType string) error {
	params, err := w.linkRequest(paymentType)
	if err != nil {
		return err
	}
	p, err := w.gateway.CreateLink(ctx, params)
	if err != nil {
		return err
	}
	w.remember(linkNoun, p)
	return nil
}

func (w *World) aLink(ctx context.Context, paymentType, amount, currency string) error {
	w.anAmountOf(amount, currency)
	if err := w.createsLink(ctx, paymentType); err != nil {
		return err
	}
	return w.theAnswerHas("link", "present")
}

func (w *World) asksLink(ctx context.Context) error { return w.askLink(ctx, w.linkID()) }

func (w *World) asksUnknownLink(ctx context.Context) error { return w.askLink(ctx, unknownLink) }

// askLink asks how a payment link stands. The answer is none about the link that
// the scenario goes by.
func (w *World) askLink(ctx context.Context, id string) error {
	p, err := w.gateway.Link(ctx, id)
	if err != nil {
		return err
	}
	w.remember("state", p)
	return nil
}

func (w *World) asksLinkPayment(ctx context.Context) error {
	id, err := w.checkoutID(ctx)
	if err != nil {
		return err
	}
	p, err := w.gateway.LinkPayment(ctx, w.linkID(), id)
	if err != nil {
		return err
	}
	w.remember("payment", p)
	return nil
}

func (w *World) switchesLinkOff(ctx context.Context) error {
	p, err := w.gateway.SwitchLinkOff(ctx, w.linkID())
	if err != nil {
		return err
	}
	w.remember("state", p)
	return nil
}

func (w *World) hasSwitchedOff(ctx context.Context) error {
	if err := w.switchesLinkOff(ctx); err != nil {
		return err
	}
	return w.httpStatusIs("200")
}

func (w *World) sendsLink(ctx context.Context) error {
	p, err := w.gateway.SendLink(ctx, w.linkID(), linkMessage)
	if err != nil {
		return err
	}
	w.remember("state", p)
	return nil
}

func (w *World) linkLives(duration string) error {
	want, err := parseDuration(duration)
	if err != nil {
		return err
	}
	return w.expectLife(want)
}

func (w *World) opensLink(ctx context.Context) error {
	return w.goToLink(ctx)
}

func (w *World) paysByLink(ctx context.Context) error { return w.walkLink(ctx, "approve") }

func (w *World) hasPaidByLink(ctx context.Context) error {
	if err := w.paysByLink(ctx); err != nil {
		return err
	}
	return w.backFromLink(ctx)
}

func (w *World) declinedByLink(ctx context.Context) error { return w.walkLink(ctx, "decline") }

func (w *World) wasDeclinedByLink(ctx context.Context) error {
	if err := w.declinedByLink(ctx); err != nil {
		return err
	}
	return w.linkPageSays(ctx, "declined")
}

func (w *World) givesAddress(ctx context.Context) error { return w.walkLink(ctx, "give address") }

func (w *World) answersFromLink(ctx context.Context) error {
	if err := w.walkLink(ctx, "challenge"); err != nil {
		return err
	}
	return w.walkOn(ctx, "", w.issuerPage(), "approve")
}

func (w *World) goesOnFromLink(ctx context.Context, brand, deed string) error {
	outcome, err := outcomeOf(deed)
	if err != nil {
		return err
	}
	if err := w.atBrandFromLink(ctx, brand); err != nil {
		return err
	}
	page, _ := w.env.Brands.Page(brand)
	return w.walkOn(ctx, brand, page.Kind, outcome)
}

func (w *World) atBrandFromLink(ctx context.Context, brand string) error {
	return w.walkLink(ctx, "go on to "+brand)
}

func (w *World) linkPageSays(ctx context.Context, message string) error {
	return w.expectText(ctx, message)
}

func (w *World) backFromLink(ctx context.Context) error {
	_, err := w.checkoutID(ctx)
	return err
}

func (w *World) linkPaymentIs(ctx context.Context, verdict string) error {
	if err := w.asksLinkPayment(ctx); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, verdict)
}
