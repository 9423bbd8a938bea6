package steps

import (
	"context"
	"regexp"
	"strings"

	"github.com/cucumber/godog"
)

var (
	answersValueIs  = sentence(`the answer's "{path}" is "{value}"`)
	answerHas       = sentence(`the answer has:`)
	answerHasAmount = sentence(`the answer shows an amount of {amount} {currency}`)
	answerHidesCard = sentence(`the answer shows no more of the card than its first six and last four digits`)
	namesReference  = sentence(`the answer repeats the merchant's own reference`)
	answerRepeats   = sentence(`the answer repeats all that the {transaction} also has`)
	answerNowhere   = sentence(`the answer has "{value}" nowhere`)
	asksResultCodes = sentence(`the merchant asks for the list of result codes`)
)

func registerAnswer(r Registrar, w *World) {
	r.Then(answersValueIs, w.answersValueIs)
	r.Then(answerHas, w.answerHas)
	r.Then(answerHasAmount, w.answerHasAmount)
	r.Then(answerHidesCard, w.answerHidesCard)
	r.Then(namesReference, w.namesReference)
	r.Then(answerRepeats, w.repeatsAll)
	r.Then(answerNowhere, w.answerNowhere)
	r.When(asksResultCodes, w.asksResultCodes)
}

func (w *World) answersValueIs(path, value string) error {
	return w.theAnswerHas(path, `"`+value+`"`)
}

// answerHas takes a table of path and expectation, see [expectation].
func (w *World) answerHas(table *godog.Table) error {
	rows, err := pairs(table)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.theAnswerHas(row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}

func (w *World) answerHasAmount(amount, currency string) error {
	if err := w.theAnswerHas("amount", "the amount "+amount); err != nil {
		return err
	}
	return w.theAnswerHas("currency", currency)
}

var longNumber = regexp.MustCompile(`\d{12,19}`)

// answerHidesCard looks for the number that was sent anywhere in the answer,
// and for the security code where an answer could repeat it.
func (w *World) answerHidesCard() error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	account, err := w.accountOf(w.brand, orElse(w.draft("payment").account, usualAccount))
	if err != nil {
		return err
	}
	for _, param := range account {
		if longNumber.MatchString(param.Value) && strings.Contains(string(p.Body()), param.Value) {
			return wrong(p, "whole answer", "the full "+param.Name, "its first six and last four digits at most")
		}
	}
	for path, want := range map[string]string{
		"card.number": "absent", "card.cvv": "absent",
		"card.bin": `matches ^\d{6}$`, "card.last4Digits": `matches ^\d{4}$`,
	} {
		if err := expectValue(p, path, want); err != nil {
			return err
		}
	}
	return nil
}

// answerNowhere looks through the answer as it came. What must not be there may
// be a secret, so that the error does not repeat it.
func (w *World) answerNowhere(value string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	if strings.Contains(string(p.Body()), value) {
		return wrong(p, "whole answer", "what it must not have", "nothing of it")
	}
	return nil
}

func (w *World) namesReference() error {
	return w.theAnswerHas("merchantTransactionId", `"`+w.sentReference()+`"`)
}

func (w *World) asksResultCodes(ctx context.Context) error {
	p, err := w.gateway.ResultCodes(ctx)
	if err != nil {
		return err
	}
	w.remember("list", p)
	return nil
}

// theAnswerHas compares the value at a path of the newest answer.
func (w *World) theAnswerHas(path, cell string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	return expectValue(p, path, cell)
}
