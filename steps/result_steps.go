package steps

import (
	"fmt"

	"assay/support/opp"
)

var (
	transactionIs   = sentence(`the {transaction} is {verdict}`)
	isRejected      = sentence(`the {transaction} is rejected {group}`)
	requestIs       = sentence(`the request is {verdict}`)
	resultCodeIs    = sentence(`the result code is {code}`)
	httpStatusIs    = sentence(`the HTTP status is {status}`)
	transactionRefs = sentence(`the {transaction} refers to the {reference}`)
	hasNoID         = sentence(`the answer has no payment id`)
	codeListed      = sentence(`the list describes {code} as "{message}"`)
)

func registerResult(r Registrar, w *World) {
	r.Then(transactionIs, w.transactionIs)
	r.Then(isRejected, w.isRejected)
	r.Then(requestIs, w.requestIs)
	r.Then(resultCodeIs, w.resultCodeIs)
	r.Then(httpStatusIs, w.httpStatusIs)
	r.Then(transactionRefs, w.transactionRefs)
	r.Then(hasNoID, w.hasNoID)
	r.Then(codeListed, w.codeListed)
}

func (w *World) transactionIs(noun, verdict string) error {
	p, err := w.transaction(noun)
	if err != nil {
		return err
	}
	w.judge(p)
	return expectVerdict(p, verdict)
}

func (w *World) isRejected(noun, words string) error {
	p, err := w.transaction(noun)
	if err != nil {
		return err
	}
	w.judge(p)
	return expectGroup(p, words)
}

// requestIs judges an answer that is about no transaction of the scenario.
func (w *World) requestIs(verdict string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	return expectVerdict(p, verdict)
}

func (w *World) resultCodeIs(code string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	return expectCode(p, code)
}

func (w *World) httpStatusIs(status string) error {
	p, err := w.answer()
	if err != nil {
		return err
	}
	if got := fmt.Sprint(p.HTTPStatus()); got != status {
		return wrong(p, "HTTP status", got, status)
	}
	return nil
}

func (w *World) transactionRefs(noun, reference string) error {
	p, err := w.transaction(noun)
	if err != nil {
		return err
	}
	want, err := w.idOf(reference)
	if err != nil {
		return err
	}
	w.judge(p)
	return expectValue(p, "referencedId", want)
}

func (w *World) hasNoID() error { return w.theAnswerHas("id", "absent") }

func (w *World) codeListed(code, description string) error {
	return w.theAnswerHas(fmt.Sprintf("resultCodes.#(code==%q).description", code), `"`+description+`"`)
}

// expectValue compares the value at a path of p with a cell of a table.
func expectValue(p *opp.Payment, path, cell string) error {
	want, err := parseExpectation(cell)
	if err != nil {
		return err
	}
	if got := p.Get(path); !want.holds(got) {
		return wrong(p, path, describe(got), want.String())
	}
	return nil
}
