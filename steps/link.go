package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assay/support/browser"
	"assay/support/opp"
	"assay/support/spec"
)

const (
	linkNoun    = "payment link"
	unknownLink = "00000000-0000-4000-a000-000000000000" // has the form of a link's id and is nobody's
)

// linkMessage is what a merchant wants sent to a shopper's phone. The number is
// kept for examples. Source: Ofcom, numbers for use in drama.
var linkMessage = opp.Params{
	{Name: "smsTo", Value: "+447700900123"},
	{Name: "from", Value: "Tea"},
	{Name: "smsText", Value: "Your order is waiting to be paid"},
}

// linkRequest builds the request of a payment link: no account and no brand, which
// are the shopper's to choose.
func (w *World) linkRequest(paymentType string) (opp.Params, error) {
	back, err := w.newOrder()
	if err != nil {
		return nil, err
	}
	d := w.draft("payment")
	return w.draft(linkNoun).apply(opp.Params{
		{Name: "paymentType", Value: paymentType},
		{Name: "amount", Value: orElse(d.amount, usualAmount)},
		{Name: "currency", Value: orElse(d.currency, w.env.Currency)},
		{Name: "merchantTransactionId", Value: w.reference},
		{Name: "shopperResultUrl", Value: back},
	}), nil
}

// linkID is the id of the scenario's link, "" while there is none.
func (w *World) linkID() string {
	if p := w.ledger[linkNoun]; p != nil {
		return p.ID()
	}
	return ""
}

// goToLink opens the link in a tab, as a shopper does who was sent it.
func (w *World) goToLink(ctx context.Context) error {
	p, err := w.transaction(linkNoun)
	if err != nil {
		return err
	}
	return w.goTo(ctx, p.Get("link").String())
}

// walkLink takes the shopper through the link's page, opening it if it is not open
// yet.
func (w *World) walkLink(ctx context.Context, outcome string) error {
	if w.tab == nil {
		if err := w.goToLink(ctx); err != nil {
			return err
		}
	}
	return w.walkOn(ctx, "", spec.LinkPage, outcome)
}

// expectText waits for a text on the page that the tab shows.
func (w *World) expectText(ctx context.Context, text string) error {
	if w.tab == nil {
		return errors.New("no shopper is at a page in this scenario")
	}
	err := w.tab.Perform(ctx, browser.Action{See: text})
	if failedAs(err, browser.NotFound) != nil {
		return &AssertionError{Subject: "page", Path: "what it says", Got: "something else", Want: fmt.Sprintf("%q", text)}
	}
	return err
}

// checkoutID is the id of the visit with which the shopper came back. The return
// has to name the link, too. Source: Pay By Link.
func (w *World) checkoutID(ctx context.Context) (string, error) {
	arrival, err := w.arrive(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return "", &AssertionError{
			Subject: "shopper", Path: "return to the merchant", Got: "none", Want: "within " + arrivalPatience.String(),
		}
	}
	if err != nil {
		return "", err
	}
	id, checkout := arrival.Query.Get("id"), arrival.Query.Get("checkoutId")
	if id != w.linkID() || checkout == "" {
		return "", &AssertionError{
			Subject: "shopper", Path: "id and checkoutId of the return",
			Got: fmt.Sprintf("%q and %q", id, checkout), Want: fmt.Sprintf("%q and some", w.linkID()),
		}
	}
	return checkout, nil
}

// expectLife compares how long the link of the newest answer lives.
func (w *World) expectLife(want time.Duration) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	var times [2]time.Time
	for i, name := range []string{"creationDate", "validUntil"} {
		path := "paymentLinks.0." + name
		if times[i], err = time.Parse("2006-01-02 15:04:05-0700", p.Get(path).String()); err != nil {
			return wrong(p, path, describe(p.Get(path)), "a time")
		}
	}
	if got := times[1].Sub(times[0]); got != want {
		return wrong(p, "life of the payment link", got.String(), want.String())
	}
	return nil
}
