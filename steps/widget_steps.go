package steps

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"assay/support/browser"
	"assay/support/spec"
)

var (
	pageIsStrict      = sentence(`the merchant's page allows no scripts but the gateway's`)
	opensWidget       = sentence(`the shopper opens the merchant's page`)
	paysInWidget      = sentence(`the shopper pays in the widget`)
	entersInWidget    = sentence(`the shopper has entered the card in the widget`)
	choosesInWidget   = sentence(`the shopper has chosen {brand} in the widget`)
	hasPaidInWidget   = sentence(`the shopper has paid in the widget`)
	triesDeclined     = sentence(`the shopper tries a card the issuer declines in the widget`)
	hasTriedDeclined  = sentence(`the shopper has tried a card the issuer declines in the widget`)
	correctsInWidget  = sentence(`the shopper gives a wrong card number in the widget and then the right one`)
	cancelsInWidget   = sentence(`the shopper leaves the widget without paying`)
	paysStored        = sentence(`the shopper pays in the widget with the stored card`)
	widgetIsShown     = sentence(`the widget asks for the shopper's card`)
	returnIsCheckouts = sentence(`the return names the checkout`)
	cardStaysAway     = sentence(`nothing of the shopper's card has reached the merchant`)
)

func registerWidget(r Registrar, w *World) {
	r.Given(pageIsStrict, w.pageIsStrict)
	r.When(opensWidget, w.openWidget)
	r.When(paysInWidget, w.paysInWidget)
	r.Given(entersInWidget, w.paysInWidget)
	r.Given(choosesInWidget, w.choosesInWidget)
	r.Given(hasPaidInWidget, w.hasPaidInWidget)
	r.When(triesDeclined, w.triesDeclined)
	r.Given(hasTriedDeclined, w.hasTriedDeclined)
	r.When(correctsInWidget, w.correctsInWidget)
	r.When(cancelsInWidget, w.cancelsInWidget)
	r.When(paysStored, w.paysStored)
	r.Then(widgetIsShown, w.widgetIsShown)
	r.Then(returnIsCheckouts, w.returnIsCheckouts)
	r.Then(cardStaysAway, w.cardStaysAway)
}

func (w *World) pageIsStrict() { w.strictPage = true }

func (w *World) paysInWidget(ctx context.Context) error {
	return w.walkWidget(ctx, w.widgetBrand(), w.widgetDeed())
}

// widgetDeed is what the button of the widget does.
func (w *World) widgetDeed() string {
	if w.stores {
		return "store"
	}
	return "approve"
}

func (w *World) choosesInWidget(ctx context.Context, brand string) error {
	return w.walkWidget(ctx, brand, "choose")
}

func (w *World) hasPaidInWidget(ctx context.Context) error {
	if err := w.paysInWidget(ctx); err != nil {
		return err
	}
	if err := w.shopperIsBack(ctx); err != nil {
		return err
	}
	if err := w.asksOutcome(ctx); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) triesDeclined(ctx context.Context) error {
	d := w.draft("payment")
	usual := d.account
	d.account = "declines"
	defer func() { d.account = usual }()
	return w.walkWidget(ctx, w.widgetBrand(), "decline")
}

func (w *World) hasTriedDeclined(ctx context.Context) error {
	if err := w.triesDeclined(ctx); err != nil {
		return err
	}
	return w.shopperIsBack(ctx)
}

func (w *World) correctsInWidget(ctx context.Context) error {
	return w.walkWidget(ctx, w.widgetBrand(), "wrong number")
}

func (w *World) cancelsInWidget(ctx context.Context) error {
	return w.walkWidget(ctx, w.widgetBrand(), "cancel")
}

func (w *World) paysStored(ctx context.Context) error {
	return w.walkWidget(ctx, w.widgetBrand(), "stored card")
}

// widgetIsShown looks for the first field of the card.
func (w *World) widgetIsShown(ctx context.Context) error {
	if w.tab == nil {
		return errors.New("no page is open in this scenario")
	}
	actions, err := w.journey("", spec.WidgetPage, "shown")
	if err != nil {
		return err
	}
	err = w.tab.Walk(ctx, actions)
	if failure := failedAs(err, browser.NotFound); failure != nil {
		return &AssertionError{Subject: "merchant's page", Path: "widget", Got: failure.Error(), Want: "a form for the card"}
	}
	return err
}

func (w *World) returnIsCheckouts(ctx context.Context) error {
	arrival, err := w.arrive(ctx)
	if err != nil {
		return err
	}
	if arrival.ID != w.checkout || arrival.ResourcePath != w.outcomePath() {
		return &AssertionError{
			Subject: "shopper", Path: "id and resourcePath of the return",
			Got:  fmt.Sprintf("%q and %q", arrival.ID, arrival.ResourcePath),
			Want: fmt.Sprintf("%q and %q", w.checkout, w.outcomePath()),
		}
	}
	return nil
}

// cardStaysAway looks for the number in everything that the shop was sent since
// the widget was opened, and for the holder in what came back with the shopper.
func (w *World) cardStaysAway(ctx context.Context) error {
	if _, err := w.arrive(ctx); err != nil {
		return err
	}
	if w.watch == nil {
		return errors.New("no card was entered in this scenario")
	}
	if seen := w.watch.Seen(); len(seen) > 0 {
		return &AssertionError{
			Subject: "merchant", Path: strings.Join(seen, ", "), Got: "the shopper's card.number", Want: "nothing of the card",
		}
	}
	account, err := w.accountOf(w.widgetBrand(), orElse(w.draft("payment").account, usualAccount))
	if err != nil {
		return err
	}
	for _, arrival := range w.order.Arrived() {
		for name, values := range arrival.Query {
			for _, p := range account {
				secret := p.Name == "card.number" || p.Name == "card.holder"
				if secret && strings.Contains(strings.Join(values, " "), p.Value) {
					return &AssertionError{
						Subject: "merchant", Path: name + " of the return", Got: "the shopper's " + p.Name, Want: "nothing of the card",
					}
				}
			}
		}
	}
	return nil
}
