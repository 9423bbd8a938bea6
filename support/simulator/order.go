package simulator

import (
	"strings"

	"assay/support/spec"
)

// order is what an initial request asks for, worked out once.
type order struct {
	name     string // paymentBrand, as it is answered
	brand    spec.Brand
	known    bool   // the catalogue has the brand
	trigger  string // the result code that the request asks for (D24); "" = none
	advice   string // the merchant advice that comes with it; "" = none
	repeated bool   // its merchantTransactionId has to be unique and is not

	token     *payment // the registration (RG) it is paid with; nil = none
	stored    *account // its account
	initialID string   // of the agreement that it was first paid with
	refused   string   // code of why it cannot be paid with; "" = it can
	scheduled bool     // a schedule asks for it, not the merchant: no shopper is there

	runs3DS bool // 3-D Secure is applied
	issuer  spec.Issuer
}

// readOrder finds out the brand, which a card's number may tell.
func (s *Server) readOrder(f *form) order {
	o := order{name: f.get("paymentBrand")}
	if o.name == "" {
		o.name = detectBrand(f.get("card.number"))
	}
	if o.brand, o.known = s.brands.Lookup(o.name); o.known {
		o.name = o.brand.Name
	} else {
		o.name = strings.Clone(o.name)
	}
	return o
}

// readTrigger finds the result that is asked for, and says whether by name (D24).
func (s *Server) readTrigger(e *exchange) (forced bool) {
	e.order.trigger, forced = triggered(&e.form, s.verdicts)
	switch stored := e.order.stored; {
	case forced:
	case stored != nil:
		e.order.trigger, e.order.advice = stored.trigger, stored.advice
	case e.order.trigger != "":
		_, e.order.advice = triggeredBy(e.form.get("card.holder"), s.verdicts)
	}
	if e.order.trigger == "" {
		e.order.trigger = e.outcome()
	}
	return forced
}
