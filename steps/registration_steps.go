package steps

import (
	"context"

	"assay/support/opp"
)

var registersAccount = sentence(`the merchant registers the shopper's {brand} account`)

func registerRegistration(r Registrar, w *World) {
	r.When(registersAccount, w.registersAccount)
}

func (w *World) registersAccount(ctx context.Context, brand string) error {
	params, err := w.registrationRequest(brand)
	if err != nil {
		return err
	}
	return w.register(ctx, params)
}

// register stores an account and remembers the answer.
func (w *World) register(ctx context.Context, params opp.Params) error {
	p, err := w.gateway.Register(ctx, params)
	if err != nil {
		return err
	}
	w.remember("registration", p)
	return nil
}
