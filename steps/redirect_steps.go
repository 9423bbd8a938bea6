package steps

import (
	"context"
	"errors"
	"fmt"
	"time"

	"assay/support/shop"
)

// arrivalPatience is how long the shopper may take back to the merchant once
// the brand's page has let go of them.
const arrivalPatience = 15 * time.Second

var (
	shopperDoes       = sentence(`the shopper {deed} it on the brand's page`)
	shopperHasDone    = sentence(`the shopper has approved it on the brand's page`)
	wrongEntries      = sentence(`the shopper gives a wrong {entry} three times on the brand's page`)
	brandRefuses      = sentence(`the brand refuses the shopper on its page`)
	merchantCancels   = sentence(`the merchant cancels the {reference}`)
	refusesTerms      = sentence(`the shopper refuses the terms on the brand's page`)
	takesSlip         = sentence(`the shopper takes the slip along and returns`)
	shopperIsLeft     = sentence(`the shopper leaves the brand's page alone for {duration}`)
	shopperIsBack     = sentence(`the shopper is back at the merchant with a resourcePath`)
	returnNamesIt     = sentence(`the return names the payment`)
	shopQueryIsKept   = sentence(`the return keeps what the merchant's own address carried`)
	redirectWith      = sentence(`the shopper is to be sent off with method {method}`)
	redirectNoMethod  = sentence(`the shopper is to be sent off without a method being named`)
	redirectIsOffered = sentence(`the answer says where to send the shopper`)
	noRedirect        = sentence(`the answer sends the shopper nowhere`)
)

func registerRedirect(r Registrar, w *World) {
	r.When(shopperDoes, w.shopperDoes)
	r.Given(shopperHasDone, w.shopperHasDone)
	r.When(wrongEntries, w.wrongEntries)
	r.When(brandRefuses, w.brandRefuses)
	r.When(refusesTerms, w.refusesTerms)
	r.When(merchantCancels, w.merchantCancels)
	r.When(takesSlip, w.takesSlip)
	r.When(shopperIsLeft, w.shopperIsLeft)
	r.Then(shopperIsBack, w.shopperIsBack)
	r.Then(returnNamesIt, w.returnNamesIt)
	r.Then(shopQueryIsKept, w.shopQueryIsKept)
	r.Then(redirectWith, w.redirectWith)
	r.Then(redirectNoMethod, w.redirectNoMethod)
	r.Then(redirectIsOffered, w.redirectIsOffered)
	r.Then(noRedirect, w.noRedirect)
}

func (w *World) shopperDoes(ctx context.Context, deed string) error {
	outcome, err := outcomeOf(deed)
	if err != nil {
		return err
	}
	return w.walk(ctx, outcome)
}

// outcomeOf is what journeys call a deed.
func outcomeOf(deed string) (string, error) {
	outcome, known := map[string]string{"approves": "approve", "declines": "decline", "cancels": "cancel"}[deed]
	if !known {
		return "", fmt.Errorf("no journey is called %q", deed)
	}
	return outcome, nil
}

func (w *World) wrongEntries(ctx context.Context, entry string) error {
	return w.walk(ctx, "wrong "+entry)
}

func (w *World) brandRefuses(ctx context.Context) error { return w.walk(ctx, "refused") }

func (w *World) refusesTerms(ctx context.Context) error { return w.walk(ctx, "refuse terms") }

// merchantCancels gives up on the shopper. A real platform has a portal for that;
// the simulator's management port takes its place.
func (w *World) merchantCancels(ctx context.Context, noun string) error {
	gateway, id, err := w.managed(noun)
	if err != nil {
		return err
	}
	return gateway.Cancel(ctx, id)
}

func (w *World) takesSlip(ctx context.Context) error { return w.walk(ctx, "pay later") }

func (w *World) shopperHasDone(ctx context.Context) error {
	if err := w.walk(ctx, "approve"); err != nil {
		return err
	}
	if err := w.shopperIsBack(ctx); err != nil {
		return err
	}
	return w.reportSays(ctx, "approved")
}

func (w *World) shopperIsLeft(ctx context.Context, duration string) error {
	if _, err := w.sendOff(ctx); err != nil {
		return err
	}
	return w.waits(ctx, duration)
}

// shopperIsBack waits for the shopper at the merchant.
func (w *World) shopperIsBack(ctx context.Context) error {
	arrival, err := w.arrive(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return &AssertionError{
			Subject: "shopper", Path: "return to the merchant", Got: "none",
			Want: fmt.Sprintf("within %s of leaving the brand's page", arrivalPatience),
		}
	}
	if err != nil {
		return err
	}
	if arrival.ResourcePath == "" {
		return &AssertionError{Subject: "shopper", Path: "resourcePath", Got: "nothing", Want: "a path to the payment"}
	}
	return nil
}

func (w *World) returnNamesIt(ctx context.Context) error {
	arrival, err := w.arrive(ctx)
	if err != nil {
		return err
	}
	id, err := w.idOf("payment")
	if err != nil {
		return err
	}
	if arrival.ID != id || arrival.ResourcePath != paymentPath(id) {
		return &AssertionError{
			Subject: "shopper", Path: "id and resourcePath of the return",
			Got:  fmt.Sprintf("%q and %q", arrival.ID, arrival.ResourcePath),
			Want: fmt.Sprintf("%q and %q", id, paymentPath(id)),
		}
	}
	return nil
}

func (w *World) shopQueryIsKept(ctx context.Context) error {
	arrival, err := w.arrive(ctx)
	if err != nil {
		return err
	}
	for name, values := range queryOf(w.order.ResultURL()) {
		if got := arrival.Query[name]; fmt.Sprint(got) != fmt.Sprint(values) {
			return &AssertionError{
				Subject: "shopper", Path: name + " of the return",
				Got: fmt.Sprint(got), Want: fmt.Sprint(values),
			}
		}
	}
	return nil
}

func (w *World) redirectWith(method string) error { return w.expectMethod(method) }

func (w *World) redirectNoMethod() error { return w.expectMethod("absent") }

func (w *World) expectMethod(want string) error {
	if err := w.redirectIsOffered(); err != nil {
		return err
	}
	return w.theAnswerHas("redirect.method", want)
}

func (w *World) redirectIsOffered() error {
	if err := w.theAnswerHas("redirect.url", "matches ^https?://"); err != nil {
		return err
	}
	return w.theAnswerHas("redirect.parameters.#", "present")
}

func (w *World) noRedirect() error { return w.theAnswerHas("redirect", "absent") }

// sendOff opens the merchant's page that sends the shopper to the brand. From
// the widget the shopper goes there without the merchant.
func (w *World) sendOff(ctx context.Context) (Page, error) {
	if w.inWidget {
		return w.tab, nil
	}
	p, err := w.transaction("payment")
	if err != nil {
		return nil, err
	}
	if w.sendsAway == nil || w.order == nil {
		return nil, fmt.Errorf("payment %s sends the shopper nowhere", nameOf(p))
	}
	redirect, err := shop.ReadRedirect([]byte(w.sendsAway.Get("redirect").Raw))
	if err != nil {
		return nil, err
	}
	if w.place != "" {
		err := w.sendOffIn(ctx, redirect)
		return w.tab, err
	}
	url, err := w.order.SendOff(redirect)
	if err != nil {
		return nil, err
	}
	err = w.goTo(ctx, url)
	return w.tab, err
}

// goTo opens an address in a tab of its own.
func (w *World) goTo(ctx context.Context, url string) error {
	w.closeTab() // a second one would wait for the slot that the first one holds
	var err error
	if w.tab, err = w.env.OpenTab(ctx); err != nil {
		return err
	}
	return w.tab.Go(ctx, url)
}

// arrive returns the shopper's arrival, waiting for it the first time.
func (w *World) arrive(ctx context.Context) (*shop.Arrival, error) {
	if w.arrival != nil {
		return w.arrival, nil
	}
	arrivals, err := w.arrivals(ctx, 1)
	if err != nil {
		return nil, err
	}
	w.arrival = &arrivals[0]
	return w.arrival, nil
}

// arrivals waits until the shopper has come back n times and returns all of them.
func (w *World) arrivals(ctx context.Context, n int) ([]shop.Arrival, error) {
	if w.order == nil {
		return nil, errors.New("no shopper was sent off in this scenario")
	}
	ctx, cancel := context.WithTimeout(ctx, arrivalPatience)
	defer cancel()
	return w.order.Arrivals(ctx, n)
}
