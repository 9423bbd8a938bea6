package steps

import (
	"errors"

	"assay/support/opp"
)

var (
	quotesInitialID   = sentence(`the payment quotes the initial transaction id of the earlier one`)
	initialIDAnswered = sentence(`the answer tells the initial transaction id`)
	initialIDRepeated = sentence(`the answer repeats the initial transaction id of the earlier payment`)
)

// Where an answer tells the id of an agreement's first payment: for the merchant,
// and as the scheme gave it.
const (
	initialIDPath  = "standingInstruction.initialTransactionId"
	initialIDGiven = "resultDetails.CardholderInitiatedTransactionID"
)

func registerCardOnFile(r Registrar, w *World) {
	r.Given(quotesInitialID, w.quotesInitialID)
	r.Then(initialIDAnswered, w.initialIDAnswered)
	r.Then(initialIDRepeated, w.initialIDRepeated)
}

func (w *World) quotesInitialID() error {
	if w.initialID == "" {
		return errors.New("no payment of this scenario has had an initial transaction id yet")
	}
	d := w.draft("payment")
	d.also = append(d.also, opp.Param{Name: initialIDPath, Value: w.initialID})
	return nil
}

func (w *World) initialIDAnswered() error {
	if err := w.theAnswerHas(initialIDPath, "present"); err != nil {
		return err
	}
	p, err := w.answer()
	if err != nil {
		return err
	}
	return w.theAnswerHas(initialIDGiven, `"`+p.Get(initialIDPath).String()+`"`)
}

func (w *World) initialIDRepeated() error {
	if w.initialID == "" {
		return errors.New("no earlier payment of this scenario has had an initial transaction id")
	}
	return w.theAnswerHas(initialIDPath, `"`+w.initialID+`"`)
}
