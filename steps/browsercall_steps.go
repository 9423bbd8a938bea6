package steps

import (
	"context"
	"strings"
)

// What the widget asks of the gateway from the shopper's browser. The features of
// the widget itself have a browser do it.
var (
	browserFetches = sentence(`the shopper's browser fetches the script of the checkout`)
	browserSends   = sentence(`the shopper's browser sends a {brand} account to the checkout`)
	isAScript      = sentence(`the answer is a script that shows the payment form`)
)

func registerBrowserCall(r Registrar, w *World) {
	r.When(browserFetches, w.browserFetches)
	r.When(browserSends, w.browserSends)
	r.Then(isAScript, w.isAScript)
}

// browserFetches fetches the script of a checkout, or of one that only stores the
// account. Source: COPYandPAY, "Create the payment form".
func (w *World) browserFetches(ctx context.Context) error {
	id := w.checkout
	if w.stores {
		id += "/registration"
	}
	p, err := w.gateway.WidgetScript(ctx, id)
	if err != nil {
		return err
	}
	w.remember("request", p)
	return nil
}

func (w *World) browserSends(ctx context.Context, brand string) error {
	params, err := w.registrationRequest(brand)
	if err != nil {
		return err
	}
	back, err := w.newOrder()
	if err != nil {
		return err
	}
	params.Add("shopperResultUrl", back)
	pay, noun := w.gateway.PayCheckout, "payment"
	if w.stores {
		pay, noun = w.gateway.RegisterCheckout, "registration"
	}
	p, err := pay(ctx, w.checkout, params)
	if err != nil {
		return err
	}
	w.sent(noun, brand, params, p)
	return nil
}

// isAScript looks for the one thing that a merchant's page relies on: the class
// of the form that the script takes over. Source: COPYandPAY.
func (w *World) isAScript() error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	if !strings.Contains(string(p.Body()), "paymentWidgets") {
		return wrong(p, "whole answer", "no script that knows the form", "one that looks for the class paymentWidgets")
	}
	return nil
}
