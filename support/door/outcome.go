package door

import (
	"context"

	"assay/support/opp"
	"assay/support/shop"
)

// outcome is what came of sending.
type outcome struct {
	Status   int
	Code     string
	Says     string
	Answer   string // pretty, masked
	Curl     string
	Scenario string
	SendOff  string       // where the shopper starts; "" = the answer sends nobody away
	Own      bool         // the page beyond has a certificate that no browser knows
	Payment  *transaction // nil = the gateway keeps nothing of it
	Follow   follow
}

// outcome shows an answer. A payment link is where its shopper starts; of a
// redirect that no shopper can be sent with, the answer is all there is to see.
func (d *Door) outcome(ctx context.Context, t trial, request opp.Request, answer *opp.Payment) *outcome {
	o := &outcome{
		Own: len(d.o.CA) > 0, Status: answer.HTTPStatus(), Code: answer.Code(), Says: d.mask.String(answer.Description()),
		Answer: d.pretty(answer.Body()), Curl: d.curl(request), Scenario: d.scenario(t, request.Form, answer),
	}
	if made, known := d.keep(t, request.Form, answer); known {
		o.Follow, o.SendOff = follow{made.ID, following(made)}, answer.Get("link").String()
		return o
	}
	kept, known := d.lookUp(ctx, answer.ID())
	if !known {
		return o
	}
	o.Payment, o.Follow = &kept, follow{kept.ID, following(kept)}
	if sent := answer.Get("redirect"); sent.Exists() {
		if redirect, err := shop.ReadRedirect([]byte(sent.Raw)); err == nil {
			o.SendOff = d.orders.sendOff(request.Form.Get("shopperResultUrl"), kept.ID, redirect)
		}
	}
	return o
}
