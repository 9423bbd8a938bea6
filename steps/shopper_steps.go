package steps

import (
	"context"
	"errors"
	"fmt"

	"assay/support/browser"
)

var (
	shownIn         = sentence(`the merchant shows the payment in {place}`)
	triesAgain      = sentence(`the shopper approves it on the brand's page, goes back and tries again`)
	asksIssuerAgain = sentence(`the shopper approves it on the issuer's page, goes back and tries again`)
	paysAgain       = sentence(`the shopper pays in the widget, goes back and pays again`)
	staysOnPhone    = sentence(`the shopper approves it on the phone and does not return`)
	closesBrand     = sentence(`the shopper closes the brand's page`)
	closesIssuer    = sentence(`the shopper closes the issuer's page`)
	hasClosedBrand  = sentence(`the shopper has closed the brand's page`)
	hasClosedIssuer = sentence(`the shopper has closed the issuer's page`)
	comesBackAgain  = sentence(`the shopper comes back once more`)
	isNotBack       = sentence(`the shopper is not back at the merchant`)
	hasComeBack     = sentence(`the shopper has come back {times}`)
)

func registerShopper(r Registrar, w *World) {
	r.Given(shownIn, w.shownIn)
	r.When(triesAgain, w.triesAgain)
	r.When(asksIssuerAgain, w.asksIssuerAgain)
	r.When(paysAgain, w.paysAgain)
	r.When(staysOnPhone, w.staysOnPhone)
	r.When(closesBrand, w.closesBrand)
	r.When(closesIssuer, w.closesIssuer)
	r.Given(hasClosedBrand, w.closesBrand)
	r.Given(hasClosedIssuer, w.closesIssuer)
	r.When(comesBackAgain, w.comesBackAgain)
	r.Then(isNotBack, w.isNotBack)
	r.Then(hasComeBack, w.hasComeBack)
}

func (w *World) shownIn(place string) { w.place = place }

func (w *World) triesAgain(ctx context.Context) error { return w.walk(ctx, "approve again") }

func (w *World) asksIssuerAgain(ctx context.Context) error {
	return w.walkPage(ctx, "", w.issuerPage(), "approve again")
}

func (w *World) paysAgain(ctx context.Context) error {
	return w.walkWidget(ctx, w.widgetBrand(), "approve again")
}

func (w *World) staysOnPhone(ctx context.Context) error { return w.walk(ctx, "approve and stay") }

func (w *World) closesBrand(ctx context.Context) error {
	page, _ := w.env.Brands.Page(w.brand)
	return w.closes(ctx, w.brand, page.Kind)
}

func (w *World) closesIssuer(ctx context.Context) error { return w.closes(ctx, "", w.issuerPage()) }

// closes sends the shopper off, waits until the page shows what it has to, and
// closes it.
func (w *World) closes(ctx context.Context, brand, kind string) error {
	actions, err := w.journey(brand, kind, "cancel")
	if err != nil {
		return err
	}
	tab, err := w.sendOff(ctx)
	if err != nil {
		return err
	}
	if err := through(kind, "cancel", tab.Walk(ctx, w.inPlace(sights(actions)))); err != nil {
		return err
	}
	w.closeTab()
	return nil
}

// sights are what a journey has the shopper look at before anything is done.
func sights(actions []browser.Action) []browser.Action {
	for i, a := range actions {
		if a.See == "" {
			return actions[:i]
		}
	}
	return actions
}

// comesBackAgain opens the address of the return again, as reloading does.
func (w *World) comesBackAgain(ctx context.Context) error {
	address, err := w.tab.URL(ctx)
	if err != nil {
		return err
	}
	if err := w.tab.Go(ctx, address); err != nil {
		return err
	}
	arrivals, err := w.arrivals(ctx, 2)
	if err != nil {
		return err
	}
	w.arrival = &arrivals[len(arrivals)-1]
	return nil
}

func (w *World) isNotBack() error {
	if w.order == nil {
		return errors.New("no shopper was sent off in this scenario")
	}
	if n := len(w.order.Arrived()); n > 0 {
		return &AssertionError{Subject: "shopper", Path: "returns to the merchant", Got: fmt.Sprint(n), Want: "none"}
	}
	return nil
}

func (w *World) hasComeBack(ctx context.Context, times string) error {
	want, err := parseCount(times)
	if err != nil {
		return err
	}
	_, err = w.arrivals(ctx, want)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	arrived := w.order.Arrived()
	if n := len(arrived); n != want {
		return &AssertionError{
			Subject: "shopper", Path: "returns to the merchant", Got: fmt.Sprint(n), Want: fmt.Sprint(want),
		}
	}
	if want > 0 {
		w.arrival = &arrived[want-1]
	}
	return nil
}
