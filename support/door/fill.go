package door

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"assay/support/opp"
	"assay/support/spec"
)

// settlementKind is what an example calls a settlement that it refers to, which
// is no transaction.
const settlementKind = "settlement"

// filledIn gives an example the values of this moment. Without an id it refers
// to the newest that fits.
func (d *Door) filledIn(ctx context.Context, e spec.Example, id string) (trial, error) {
	t := trial{Example: e, ID: id}
	all, err := d.transactions(ctx, d.o.EntityID)
	if err != nil {
		return t, err
	}
	if t.Known, err = d.candidates(ctx, e, all); err != nil {
		return t, err
	}
	if t.ID == "" && len(t.Known) > 0 {
		t.ID = t.Known[0].ID
	}
	now, err := d.control.Clock(ctx, d.o.EntityID)
	if err != nil {
		return t, err
	}
	words := d.wordsOf(ctx, all, now.UTC(), t.earlier())
	for _, p := range e.Params {
		for word, value := range words {
			if strings.Contains(p.Value, word) {
				p.Value = strings.ReplaceAll(p.Value, word, value())
			}
		}
		t.Fields = append(t.Fields, opp.Param{Name: p.Name, Value: p.Value})
	}
	return t, nil
}

// wordsOf are the words in braces of examples.tsv, and what they stand for.
func (d *Door) wordsOf(
	ctx context.Context, all []transaction, now time.Time, earlier transaction,
) map[string]func() string {
	at := func(t time.Time, layout string) func() string { return func() string { return t.Format(layout) } }
	text := func(s string) func() string { return func() string { return s } }
	last, registration := "", ""
	for _, other := range all {
		last = cmp.Or(other.Reference, last)
		if other.PaymentType == "RG" && other.State == approved {
			registration = other.ID
		}
	}
	return map[string]func() string{
		"{expiryYear}":       at(now.AddDate(3, 0, 0), "2006"),
		"{yesterday}":        at(now.AddDate(0, 0, -1), time.DateOnly),
		"{minuteAgo}":        at(now.Add(-time.Minute), time.DateTime),
		"{now}":              at(now, time.DateTime),
		"{reference}":        text("try-" + strconv.FormatInt(now.UnixMilli(), 36)),
		"{lastReference}":    text(cmp.Or(last, "try-1")),
		"{lastRegistration}": text(registration),
		"{lastShortId}":      func() string { return d.shortID(ctx, all) },
		"{earlierAmount}":    text(earlier.Amount),
		"{earlierCurrency}":  text(earlier.Currency),
		"{shopperResultUrl}": func() string { return d.orders.open(d.shop).ResultURL() },
	}
}

// shortID is what people call the newest payment, as the answer to it says in
// its descriptor.
func (d *Door) shortID(ctx context.Context, all []transaction) string {
	const none = "0000.0000.0000"
	for _, t := range slices.Backward(all) {
		p, err := d.payment(ctx, t.ID)
		var answer struct{ Descriptor string }
		if err != nil || json.Unmarshal(p.Answer, &answer) != nil {
			return none
		}
		if short, _, _ := strings.Cut(answer.Descriptor, " "); len(short) == len(none) {
			return short
		}
	}
	return none
}

// maxCandidates is how many earlier transactions a form offers.
const maxCandidates = 20

// candidates are what an example may refer to, the newest first.
func (d *Door) candidates(ctx context.Context, e spec.Example, all []transaction) ([]transaction, error) {
	if slices.Contains(e.Refers, settlementKind) {
		return d.settlements(ctx)
	}
	all = slices.Concat(d.kept.list(), all)
	ended := map[string]bool{} // a stored account, a schedule
	for _, t := range all {
		if (t.PaymentType == "DR" || t.PaymentType == "DS") && t.State == approved {
			ended[t.ReferencedID] = true
		}
	}
	var fit []transaction
	for _, t := range slices.Backward(all) {
		if refersTo(e, t) && !ended[t.ID] && len(fit) < maxCandidates {
			fit = append(fit, t)
		}
	}
	return fit, nil
}

// settlements asks the gateway for the sums of its last fortnight.
func (d *Door) settlements(ctx context.Context) ([]transaction, error) {
	now, err := d.control.Clock(ctx, d.o.EntityID)
	if err != nil {
		return nil, err
	}
	answer, err := d.channel.Settlements(ctx, now.AddDate(0, 0, -14), now, nil)
	if err != nil {
		return nil, err
	}
	var said struct {
		Aggregations []struct{ ID, Date, Currency string }
	}
	if err := json.Unmarshal(answer.Body(), &said); err != nil {
		return nil, err
	}
	var sums []transaction
	for _, sum := range slices.Backward(said.Aggregations) {
		sums = append(sums, transaction{
			ID: sum.ID, PaymentType: settlementKind, Currency: sum.Currency, Timestamp: sum.Date,
		})
	}
	return sums, nil
}

// following are the examples that may refer to a transaction.
func following(t transaction) []spec.Example {
	return slices.DeleteFunc(slices.Clone(spec.Examples()), func(e spec.Example) bool { return !refersTo(e, t) })
}

// refersTo says whether an example may refer to a transaction: whatever there
// is can be read, but only what was approved can be followed up.
func refersTo(e spec.Example, t transaction) bool {
	return slices.Contains(e.Refers, t.PaymentType) && (t.State == approved || e.Verb == http.MethodGet)
}

// approved is the state of a transaction that went well.
const approved = "approved"
