package steps

import (
	"context"
	"errors"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

var (
	anAmountOf         = sentence(`an amount of {amount} {currency}`)
	alsoHas            = sentence(`the {transaction} also has:`)
	hasNo              = sentence(`the {transaction} has no {parameter}`)
	hasTwice           = sentence(`the {transaction} has {parameter} twice, the second time as "{value}"`)
	anApproved         = sentence(`an approved {type} of {amount} {currency}`)
	anApprovedWith     = sentence(`an approved {type} of {amount} {currency} with {brand}`)
	aPendingWith       = sentence(`a pending {type} of {amount} {currency} with {brand}`)
	aCaptured          = sentence(`a captured {type} of {amount} {currency}`)
	aRejected          = sentence(`a rejected {type} of {amount} {currency}`)
	hasSent            = sentence(`the merchant has sent a {type} with {brand} {times}`)
	merchantSends      = sentence(`the merchant sends a {type} with {brand}`)
	merchantRaisesAnew = sentence(`the merchant sends a {type} with {brand} that raises the {reference}`)
	merchantRepeats    = sentence(`the merchant sends the same {type} again`)
)

func registerPayment(r Registrar, w *World) {
	r.Given(anAmountOf, w.anAmountOf)
	r.Given(alsoHas, w.alsoHas)
	r.Given(hasNo, w.hasNo)
	r.Given(hasTwice, w.hasTwice)
	r.Given(anApproved, w.anApproved)
	r.Given(anApprovedWith, w.anApprovedWith)
	r.Given(aPendingWith, w.aPendingWith)
	r.Given(aCaptured, w.aCaptured)
	r.Given(aRejected, w.aRejected)
	r.Given(hasSent, w.hasSent)
	r.When(merchantSends, w.merchantSends)
	r.When(merchantRaisesAnew, w.merchantRaisesAnew)
	r.When(merchantRepeats, w.merchantRepeats)
}

func (w *World) anAmountOf(amount, currency string) {
	d := w.draft("payment")
	d.amount, d.currency = amount, currency
}

// alsoHas takes a table of name and value; an empty cell is an empty value.
func (w *World) alsoHas(noun string, table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	d := w.draft(noun)
	for _, row := range rows {
		d.also = append(d.also, opp.Param{Name: row[0], Value: row[1]})
	}
	return nil
}

func (w *World) hasNo(noun, parameter string) {
	d := w.draft(noun)
	d.without = append(d.without, parameter)
}

func (w *World) hasTwice(noun, parameter, second string) {
	d := w.draft(noun)
	d.again = append(d.again, opp.Param{Name: parameter, Value: second})
}

func (w *World) anApproved(ctx context.Context, paymentType, amount, currency string) error {
	return w.settled(ctx, paymentType, UsualBrand, amount, currency, "approved")
}

func (w *World) anApprovedWith(ctx context.Context, paymentType, amount, currency, brand string) error {
	return w.settled(ctx, paymentType, brand, amount, currency, "approved")
}

func (w *World) aPendingWith(ctx context.Context, paymentType, amount, currency, brand string) error {
	return w.settled(ctx, paymentType, brand, amount, currency, "pending")
}

func (w *World) aCaptured(ctx context.Context, paymentType, amount, currency string) error {
	if err := w.anApproved(ctx, paymentType, amount, currency); err != nil {
		return err
	}
	return w.merchantHasOperated(ctx, "captured", amount, currency, "payment")
}

func (w *World) aRejected(ctx context.Context, paymentType, amount, currency string) error {
	w.draft("payment").account = "declines"
	return w.settled(ctx, paymentType, UsualBrand, amount, currency, "rejected")
}

// settled brings a payment into a state that the scenario starts from.
func (w *World) settled(ctx context.Context, paymentType, brand, amount, currency, verdict string) error {
	w.anAmountOf(amount, currency)
	if err := w.merchantSends(ctx, paymentType, brand); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, verdict)
}

func (w *World) merchantSends(ctx context.Context, paymentType, brand string) error {
	params, err := w.initialRequest(paymentType, brand)
	if err != nil {
		return err
	}
	return w.pay(ctx, paymentType, brand, params)
}

func (w *World) hasSent(ctx context.Context, paymentType, brand, times string) error {
	return w.often(ctx, times, func(ctx context.Context) error { return w.merchantSends(ctx, paymentType, brand) })
}

// merchantRaisesAnew sends an increment as a payment that refers to another: its
// answer is that of the increment.
func (w *World) merchantRaisesAnew(ctx context.Context, paymentType, brand, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	params, err := w.initialRequest(paymentType, brand)
	if err != nil {
		return err
	}
	params.Set("referenceUuid", id)
	params.Set("standingInstruction.industryPractice", "INCREMENTAL_AUTH")
	p, err := w.gateway.Pay(ctx, params)
	if err != nil {
		return err
	}
	w.remember("increment", p)
	return nil
}

// pay sends the first request of a payment and remembers its answer.
func (w *World) pay(ctx context.Context, paymentType, brand string, params opp.Params) error {
	p, err := w.gateway.Pay(ctx, params)
	if err != nil {
		return err
	}
	w.sent(nounOf(paymentType), brand, params, p)
	return nil
}

// sent remembers the answer to the first request of a payment, what the shopper's
// way depends on, and what later payments may need of it.
func (w *World) sent(noun, brand string, params opp.Params, p *opp.Payment) {
	w.begin()
	w.inWidget = false
	w.brand, w.sendsAway, w.window = brand, nil, params.Get("customer.browser.challengeWindow")
	if p.Get("redirect").Exists() {
		w.sendsAway = p
	}
	if id := p.Get("registrationId").String(); id != "" {
		w.registration = id
	}
	if w.initialID == "" {
		w.initialID = p.Get(initialIDPath).String()
	}
	w.remember(noun, p)
}

func (w *World) merchantRepeats(ctx context.Context, paymentType string) error {
	if w.brand == "" {
		return errors.New("nothing has been sent yet in this scenario")
	}
	return w.merchantSends(ctx, paymentType, w.brand)
}
