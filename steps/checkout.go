package steps

import (
	"context"
	"errors"
	"strings"

	"assay/support/browser"
	"assay/support/opp"
	"assay/support/shop"
	"assay/support/spec"
)

// What a gateway answers about a checkout itself. Source: API Reference, "Result
// Codes".
const (
	checkoutCreated = "000.200.100"
	checkoutUpdated = "000.200.101"
	checkoutDeleted = "000.200.102"
)

// unknownCheckout has the form of a checkout's id and is nobody's.
const unknownCheckout = "8A00000000000000000000000000DEAD.uat01-vm-tx01"

// prepare sends what begins a checkout and remembers its answer.
func (w *World) prepare(ctx context.Context, params opp.Params) error {
	p, err := w.gateway.PrepareCheckout(ctx, params)
	if err != nil {
		return err
	}
	w.checkout, w.integrity = p.ID(), p.Get("integrity").String()
	w.stores = params.Get("paymentType") == ""
	w.remember("checkout", p)
	return nil
}

// checkoutIs judges the newest answer, from which the scenario goes on.
func (w *World) checkoutIs(code string) error {
	w.judge(w.last)
	return expectCode(w.last, code)
}

// askOutcome asks what became of a checkout and remembers the answer as that of
// the payment, or of the registration.
func (w *World) askOutcome(ctx context.Context, id string) error {
	if w.stores {
		p, err := w.gateway.CheckoutRegistration(ctx, id)
		if err != nil {
			return err
		}
		w.registration = p.ID()
		w.remember("registration", p)
		return nil
	}
	p, err := w.gateway.CheckoutPayment(ctx, id)
	if err != nil {
		return err
	}
	w.remember("payment", p)
	return nil
}

// outcomePath is the resourcePath of a checkout. Source: COPYandPAY, "Get the
// payment status".
func (w *World) outcomePath() string {
	if w.stores {
		return "/v1/checkouts/" + w.checkout + "/registration"
	}
	return "/v1/checkouts/" + w.checkout + "/payment"
}

// openWidget opens the merchant's page with the gateway's widget for the
// checkout.
func (w *World) openWidget(ctx context.Context) error {
	if w.checkout == "" {
		return errors.New("no checkout has been prepared yet in this scenario")
	}
	if _, err := w.newOrder(); err != nil {
		return err
	}
	id := w.checkout
	if w.stores {
		id += "/registration"
	}
	page, err := w.order.Widget(shop.Widget{
		Script: w.gateway.WidgetURL(id), Integrity: w.integrity, Brands: []string{w.widgetBrand(), "PAYPAL"},
		Strict: w.strictPage,
	})
	if err != nil {
		return err
	}
	w.inWidget = true
	return w.goTo(ctx, page)
}

// widgetBrand is the card brand that the merchant's page offers.
func (w *World) widgetBrand() string {
	if known, ok := w.env.Brands.Lookup(w.brand); ok && known.Kind == "card" {
		return w.brand
	}
	return UsualBrand
}

// walkWidget opens the widget and gets the shopper through it to an outcome.
func (w *World) walkWidget(ctx context.Context, brand, outcome string) error {
	w.brand = brand
	actions, err := w.journey("", spec.WidgetPage, outcome)
	if err != nil {
		return err
	}
	account, err := w.accountOf(w.widgetBrand(), orElse(w.draft("payment").account, usualAccount))
	if err != nil {
		return err
	}
	var card opp.Params
	for _, p := range account {
		card.Add(p.Name, p.Value)
	}
	card = w.draft("payment").apply(card)
	card.Set("paymentBrand", brand)
	if w.watch == nil {
		w.watch = w.env.Watch(card.Get("card.number"))
	}
	if err := w.openWidget(ctx); err != nil {
		return err
	}
	if err := w.widgetIsShown(ctx); err != nil {
		return err
	}
	return through(spec.WidgetPage, outcome, w.tab.Walk(ctx, entering(actions, card)))
}

// entering puts the shopper's account into a journey, which names its parts in
// braces: "{card.number}".
func entering(actions []browser.Action, account opp.Params) []browser.Action {
	var words []string
	for _, p := range account {
		words = append(words, "{"+p.Name+"}", p.Value)
	}
	fill := strings.NewReplacer(words...)
	entered := make([]browser.Action, len(actions))
	for i, a := range actions {
		a.With, a.Press = fill.Replace(a.With), fill.Replace(a.Press)
		entered[i] = a
	}
	return entered
}
