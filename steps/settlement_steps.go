package steps

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"assay/support/opp"

	"github.com/tidwall/gjson"
)

// Settlements sum up what moved on a day. What their rows look like is not
// published, so these sentences hold for the simulator alone.
var (
	settlesDay      = sentence(`the merchant asks what was settled on the day of the {reference}`)
	settlesDetail   = sentence(`the merchant asks which transactions were settled with the {reference}`)
	settlesPage     = sentence(`the merchant asks for page {number} of the transactions settled with the {reference}`)
	settlesUnknown  = sentence(`the merchant asks for a settlement nobody knows`)
	isSettled       = sentence(`{sum} {currency} is settled`)
	isSettledAs     = sentence(`{sum} {currency} is settled as {reconciliation}`)
	nothingSettled  = sentence(`nothing is settled in {currency}`)
	settlementHas   = sentence(`the settlement has the {reference} with {sum} {currency}`)
	settlementLacks = sentence(`the settlement does not have the {reference}`)
	settlementOrder = sentence(`the settlement has the {transaction} before the {reference}`)
	settlementAdds  = sentence(`the transactions of the settlement add up to its sum`)
	settlementCount = sentence(`the settlement lists {payments}`)
)

func registerSettlement(r Registrar, w *World) {
	r.When(settlesDay, w.settlesDay)
	r.When(settlesDetail, w.settlesDetail)
	r.When(settlesPage, w.settlesPage)
	r.When(settlesUnknown, w.settlesUnknown)
	r.Then(isSettled, w.isSettled)
	r.Then(isSettledAs, w.isSettledAs)
	r.Then(nothingSettled, w.nothingSettled)
	r.Then(settlementHas, w.settlementHas)
	r.Then(settlementLacks, w.settlementLacks)
	r.Then(settlementOrder, w.settlementOrder)
	r.Then(settlementAdds, w.settlementAdds)
	r.Then(settlementCount, w.settlementCount)
}

func (w *World) settlesDay(ctx context.Context, noun string) error {
	day, err := w.timeOf(noun)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.Settlements(ctx, day, day, w.filter))
}

func (w *World) settlesDetail(ctx context.Context, noun string) error {
	id, err := w.settlementOf(ctx, noun)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.Settlement(ctx, id, w.filter))
}

func (w *World) settlesPage(ctx context.Context, number, noun string) error {
	page, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	id, err := w.settlementOf(ctx, noun)
	if err != nil {
		return err
	}
	return w.reported(w.gateway.SettlementPage(ctx, id, page, w.filter))
}

func (w *World) settlesUnknown(ctx context.Context) error {
	return w.reported(w.gateway.Settlement(ctx, unknownID, w.filter))
}

// settlementOf finds the sum that a transaction is in, by its day and currency.
func (w *World) settlementOf(ctx context.Context, noun string) (string, error) {
	day, err := w.timeOf(noun)
	if err != nil {
		return "", err
	}
	p, err := w.transaction(noun)
	if err != nil {
		return "", err
	}
	currency := p.Get("currency").String()
	sums, err := w.gateway.Settlements(ctx, day, day, opp.Params{{Name: "currency", Value: currency}})
	if err != nil {
		return "", err
	}
	id := sums.Get("aggregations.0.id").String()
	if id == "" {
		return "", wrong(sums, "aggregations", "no sum in "+currency, "one")
	}
	return id, nil
}

// settled returns the newest settlement report and its value at a path.
func (w *World) settledValue(path string) (*opp.Payment, gjson.Result, error) {
	p, err := w.answer()
	if err != nil {
		return nil, gjson.Result{}, err
	}
	return p, p.Get(path), nil
}

func (w *World) isSettled(sum, currency string) error {
	return w.theAnswerHas(`aggregations.#(currency=="`+currency+`").amount`, `"`+sum+`"`)
}

func (w *World) isSettledAs(sum, currency, kind string) error {
	return w.theAnswerHas(fmt.Sprintf(`aggregations.#(currency==%q).reconciliations.#(reconciliationType==%q).amount`,
		currency, kind), `"`+sum+`"`)
}

func (w *World) nothingSettled(currency string) error {
	if err := w.resultCodeIs(reportFound); err != nil {
		return err
	}
	return w.theAnswerHas(`aggregations.#(currency=="`+currency+`")`, "absent")
}

// rowOf finds the row that a transaction was matched with.
func (w *World) rowOf(noun string) (*opp.Payment, gjson.Result, error) {
	id, err := w.idOf(noun)
	if err != nil {
		return nil, gjson.Result{}, err
	}
	p, records, err := w.settledValue("records")
	if err != nil {
		return nil, gjson.Result{}, err
	}
	for _, row := range records.Array() {
		if row.Get(`matchedTransactions.#(id=="` + id + `")`).Exists() {
			return p, row, nil
		}
	}
	return p, gjson.Result{}, nil
}

func (w *World) settlementHas(noun, sum, currency string) error {
	p, row, err := w.rowOf(noun)
	if err != nil {
		return err
	}
	got := orElse(row.Get("amount").String()+" "+row.Get("currency").String(), " ")
	if want := sum + " " + currency; got != want {
		return wrong(p, "records, "+noun, got, want)
	}
	return nil
}

func (w *World) settlementLacks(noun string) error {
	p, row, err := w.rowOf(noun)
	if err != nil {
		return err
	}
	if row.Exists() {
		return wrong(p, "records, "+noun, "settled", "not settled")
	}
	return nil
}

func (w *World) settlementOrder(earlier, later string) error {
	p, first, err := w.rowOf(earlier)
	if err != nil {
		return err
	}
	_, second, err := w.rowOf(later)
	if err != nil {
		return err
	}
	if !first.Exists() || !second.Exists() || first.Index > second.Index {
		return wrong(p, "records", "another order", earlier+" before "+later)
	}
	return nil
}

func (w *World) settlementAdds() error {
	p, sum, err := w.settledValue("amount")
	if err != nil {
		return err
	}
	total := 0
	for _, row := range p.Get("records").Array() {
		total += hundredths(row.Get("amount").String())
	}
	if want := hundredths(sum.String()); total != want || !sum.Exists() {
		return wrong(p, "records", fmt.Sprintf("%d hundredths in all", total), fmt.Sprintf("%d, as in amount", want))
	}
	return nil
}

// hundredths reads an amount: "-12.50" is -1250.
func hundredths(amount string) int {
	n, _ := strconv.Atoi(strings.Replace(amount, ".", "", 1)) // what is no amount adds nothing, and is missed
	return n
}

func (w *World) settlementCount(payments string) error {
	want, err := parseCount(payments)
	if err != nil {
		return err
	}
	p, records, err := w.settledValue("records")
	if err != nil {
		return err
	}
	if got := len(records.Array()); got != want {
		return wrong(p, "records", strconv.Itoa(got), strconv.Itoa(want))
	}
	return nil
}
