package steps

import (
	"context"
	"errors"
	"fmt"

	"assay/support/opp"
	"assay/support/shop"
)

var (
	namesCallback = sentence(`the payment names a notificationUrl of the merchant's`)
	isCalled      = sentence(`the {callback} is called with the payment's id and resourcePath`)
)

func registerCallback(r Registrar, w *World) {
	r.Given(namesCallback, w.namesCallback)
	r.Then(isCalled, w.isCalled)
}

// namesCallback opens a place at the merchant for the gateway to call.
func (w *World) namesCallback() (err error) {
	if w.called, err = w.env.NewOrder(); err != nil {
		return err
	}
	d := w.draft("payment")
	d.also = append(d.also, opp.Param{Name: "notificationUrl", Value: w.called.ResultURL()})
	return nil
}

// isCalled looks for the call once the gateway has made all that were due. Only
// the simulator can be asked to.
func (w *World) isCalled(ctx context.Context, callback string) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	id, err := w.told("payment")
	if err != nil {
		return err
	}
	at := map[string]*shop.Order{"notificationUrl": w.called, "shopperResultUrl": w.order}[callback]
	if at == nil {
		return errors.New("no payment of this scenario names a " + callback)
	}
	if err := gateway.Flush(ctx, w.entityID()); err != nil {
		return err
	}
	calls := at.Arrived()
	if len(calls) != 1 || calls[0].ID != id || calls[0].ResourcePath != paymentPath(id) {
		return &AssertionError{
			Subject: "payment " + id, Path: "calls of its " + callback, Got: callsOf(calls),
			Want: fmt.Sprintf("one with %s and %s", id, paymentPath(id)),
		}
	}
	return nil
}

// callsOf says in words what an address was called with.
func callsOf(calls []shop.Arrival) string {
	if len(calls) == 0 {
		return "none"
	}
	return fmt.Sprintf("%d, the first with %q and %q", len(calls), calls[0].ID, calls[0].ResourcePath)
}
