package steps

import (
	"context"
	"errors"

	"assay/support/opp"

	"github.com/cucumber/godog"
)

var (
	registersAccount    = sentence(`the merchant registers the shopper's {brand} account`)
	accountIsRegistered = sentence(`the shopper's {brand} account is registered`)
	wasRejected         = sentence(`the merchant's {brand} registration was rejected`)
	readsRegistration   = sentence(`the merchant reads {stored}`)
	hasRead             = sentence(`the merchant has read the registration {times}`)
	updatesRegistration = sentence(`the merchant updates {stored}:`)
	hasUpdated          = sentence(`the merchant has updated the registration:`)
	deletesRegistration = sentence(`the merchant deletes {stored}`)
	hasDeleted          = sentence(`the merchant has deleted the registration`)
	extendsLife         = sentence(`the merchant extends the life of {stored}`)
	hasExtended         = sentence(`the merchant has extended the life of the registration`)
	paysWith            = sentence(`the merchant sends a {type} with {stored}`)
	hasPaidWith         = sentence(`an approved {type} with the registration`)
	paysNaming          = sentence(`the merchant sends a {type} that names the registration`)
	payingAlsoHas       = sentence(`the payment with the registration also has:`)
	answerNamesIt       = sentence(`the answer names the registration`)
)

func registerRegistration(r Registrar, w *World) {
	r.When(registersAccount, w.registersAccount)
	r.Given(accountIsRegistered, w.accountIsRegistered)
	r.Given(wasRejected, w.wasRejected)
	r.When(readsRegistration, w.readsRegistration)
	r.Given(hasRead, w.hasRead)
	r.When(updatesRegistration, w.updatesRegistration)
	r.Given(hasUpdated, w.hasUpdated)
	r.When(deletesRegistration, w.deletesRegistration)
	r.Given(hasDeleted, w.hasDeleted)
	r.When(extendsLife, w.extendsLife)
	r.Given(hasExtended, w.hasExtended)
	r.When(paysWith, w.paysWith)
	r.Given(hasPaidWith, w.hasPaidWith)
	r.When(paysNaming, w.paysNaming)
	r.Given(payingAlsoHas, w.payingAlsoHas)
	r.Then(answerNamesIt, w.answerNamesIt)
}

func (w *World) registersAccount(ctx context.Context, brand string) error {
	params, err := w.registrationRequest(brand)
	if err != nil {
		return err
	}
	return w.register(ctx, params)
}

func (w *World) accountIsRegistered(ctx context.Context, brand string) error {
	if err := w.registersAccount(ctx, brand); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) wasRejected(ctx context.Context, brand string) error {
	if err := w.registersAccount(ctx, brand); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "rejected")
}

// register stores an account and remembers the answer.
func (w *World) register(ctx context.Context, params opp.Params) error {
	p, err := w.gateway.Register(ctx, params)
	if err != nil {
		return err
	}
	w.begin()
	w.brand, w.registration = params.Get("paymentBrand"), p.ID()
	w.remember("registration", p)
	return nil
}

func (w *World) readsRegistration(ctx context.Context, stored string) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	p, err := w.gateway.Registration(ctx, id)
	if err != nil {
		return err
	}
	w.remember("registration", p)
	return nil
}

func (w *World) hasRead(ctx context.Context, times string) error {
	return w.often(ctx, times, func(ctx context.Context) error { return w.readsRegistration(ctx, theRegistration) })
}

// updatesRegistration takes a table of name and value.
func (w *World) updatesRegistration(ctx context.Context, stored string, table *godog.Table) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	var params opp.Params
	for _, row := range rows {
		params.Set(row[0], row[1])
	}
	p, err := w.gateway.UpdateRegistration(ctx, id, params)
	if err != nil {
		return err
	}
	w.remember("registration", p)
	return nil
}

func (w *World) hasUpdated(ctx context.Context, table *godog.Table) error {
	if err := w.updatesRegistration(ctx, theRegistration, table); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) deletesRegistration(ctx context.Context, stored string) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	p, err := w.gateway.Deregister(ctx, id)
	if err != nil {
		return err
	}
	w.remember("deregistration", p)
	return nil
}

func (w *World) hasDeleted(ctx context.Context) error {
	if err := w.deletesRegistration(ctx, theRegistration); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) extendsLife(ctx context.Context, stored string) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	p, err := w.gateway.ExtendLife(ctx, id, nil)
	if err != nil {
		return err
	}
	w.remember("extension", p)
	return nil
}

func (w *World) hasExtended(ctx context.Context) error {
	if err := w.extendsLife(ctx, theRegistration); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) paysWith(ctx context.Context, paymentType, stored string) error {
	params, err := w.payingRequest(paymentType)
	if err != nil {
		return err
	}
	return w.payWith(ctx, stored, params)
}

// payWith pays with a stored account and remembers the answer.
func (w *World) payWith(ctx context.Context, stored string, params opp.Params) error {
	id, err := w.registrationID(stored)
	if err != nil {
		return err
	}
	p, err := w.gateway.PayWithRegistration(ctx, id, params)
	if err != nil {
		return err
	}
	w.sent(nounOf(params.Get("paymentType")), w.brand, params, p)
	return nil
}

func (w *World) hasPaidWith(ctx context.Context, paymentType string) error {
	if err := w.paysWith(ctx, paymentType, theRegistration); err != nil {
		return err
	}
	return w.approvedAsGiven()
}

func (w *World) paysNaming(ctx context.Context, paymentType string) error {
	id, err := w.registrationID(theRegistration)
	if err != nil {
		return err
	}
	params, err := w.payingRequest(paymentType)
	if err != nil {
		return err
	}
	params.Add("registrations[0].id", id)
	return w.pay(ctx, paymentType, w.brand, params)
}

func (w *World) payingAlsoHas(table *godog.Table) error { return w.alsoHas(payingNoun, table) }

func (w *World) answerNamesIt() error {
	id, err := w.registrationID(theRegistration)
	if err != nil {
		return err
	}
	return w.theAnswerHas("registrationId", `"`+id+`"`)
}

// theRegistration is the word for the newest registration of the scenario.
const theRegistration = "the registration"

// registrationID is the id that a feature means by its words.
func (w *World) registrationID(stored string) (string, error) {
	switch stored {
	case "a registration nobody knows":
		return unknownID, nil
	case "what is not a registration id":
		return "card-4711", nil
	case "a payment in place of a registration":
		return w.idOf("payment")
	}
	if err := w.knowsNameIn(stored); err != nil {
		return "", err
	}
	_, t := w.threadOf(stored)
	if t.registration == "" {
		return "", errors.New("no account has been registered yet in this scenario")
	}
	return t.registration, nil
}

// approvedAsGiven judges the newest answer, from which the scenario goes on.
func (w *World) approvedAsGiven() error {
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}
