package steps

import (
	"context"
	"fmt"
)

// The gateway answers two status requests a minute for each payment, so a
// scenario that is not about that limit must not ask a third time.
var (
	asksStatus        = sentence(`the merchant asks for the status of the payment`)
	asksStatusUnknown = sentence(`the merchant asks for the status of a payment nobody knows`)
	hasAskedStatus    = sentence(`the merchant has asked for the status {times}`)
	statusIs          = sentence(`the status of the payment is {verdict}`)
)

func registerStatus(r Registrar, w *World) {
	r.When(asksStatus, w.asksStatus)
	r.When(asksStatusUnknown, w.asksStatusUnknown)
	r.Given(hasAskedStatus, w.hasAskedStatus)
	r.Then(statusIs, w.statusIs)
}

func (w *World) asksStatus(ctx context.Context) error {
	path, err := w.resourcePath()
	if err != nil {
		return err
	}
	p, err := w.gateway.Status(ctx, path)
	if err != nil {
		return err
	}
	w.remember("payment", p)
	return nil
}

func (w *World) asksStatusUnknown(ctx context.Context) error {
	p, err := w.gateway.Hasty().Status(ctx, paymentPath(unknownID)) // the limit is each payment's own
	if err != nil {
		return err
	}
	w.remember("payment", p)
	return nil
}

// hasAskedStatus asks as the gateway allows. A scenario that has asked as often as
// it may wants to see what comes of asking once more.
func (w *World) hasAskedStatus(ctx context.Context, times string) error {
	count, err := parseCount(times)
	if err != nil {
		return err
	}
	for range count {
		if err := w.asksStatus(ctx); err != nil {
			return err
		}
		w.judge(w.last)
		if w.last.HTTPStatus() == throttled {
			return wrong(w.last, "HTTP status", fmt.Sprint(throttled), "an answer that is not throttled")
		}
	}
	if count >= usualStatusPerMinute {
		w.gateway = w.gateway.Hasty()
	}
	return nil
}

func (w *World) statusIs(ctx context.Context, verdict string) error {
	if err := w.asksStatus(ctx); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, verdict)
}

// throttled is the HTTP status of a request too many. Source: decision D15.
const throttled = 429

// resourcePath is what the shopper brought back, or else where the payment's
// status is documented to be.
func (w *World) resourcePath() (string, error) {
	if w.arrival != nil && w.arrival.ResourcePath != "" {
		return w.arrival.ResourcePath, nil
	}
	id, err := w.idOf("payment")
	if err != nil {
		return "", err
	}
	return paymentPath(id), nil
}

// paymentPath is the resourcePath of a payment. Source: Server-to-Server, "Get
// the payment status".
func paymentPath(id string) string { return "/v1/payments/" + id }
