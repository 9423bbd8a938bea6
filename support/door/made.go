package door

import (
	"context"
	"net/http"
	"slices"
	"sync"

	"assay/support/opp"
	"assay/support/spec"
)

// maxKept bounds how much is remembered of what was made.
const maxKept = 100

// kept is what examples have made that is no transaction, the newest last: a
// checkout, for instance. Its kind, in place of a payment type, is the name of
// the example.
type kept struct {
	mu  sync.Mutex
	all []transaction
}

// add remembers one more; the oldest goes when there are too many.
func (k *kept) add(t transaction) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if len(k.all) == maxKept {
		k.all = append(k.all[:0], k.all[1:]...)
	}
	k.all = append(k.all, t)
}

func (k *kept) drop(id string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.all = slices.DeleteFunc(k.all, func(t transaction) bool { return t.ID == id })
}

func (k *kept) list() []transaction {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.all)
}

// keep remembers what an answer has made when examples refer to it and the
// gateway lists it among no transactions. What is deleted is forgotten.
func (d *Door) keep(t trial, sent opp.Params, answer *opp.Payment) (made transaction, known bool) {
	if t.Example.Verb == http.MethodDelete && answer.HTTPStatus() == http.StatusOK {
		d.kept.drop(t.ID)
	}
	refers := func(e spec.Example) bool { return slices.Contains(e.Refers, t.Example.Name) }
	if answer.ID() == "" || answer.Verdict() == spec.Rejected || !slices.ContainsFunc(spec.Examples(), refers) {
		return made, false
	}
	made = transaction{
		ID: answer.ID(), PaymentType: t.Example.Name, State: approved, Timestamp: answer.Get("timestamp").String(),
		Amount: d.mask.String(sent.Get("amount")), Currency: d.mask.String(sent.Get("currency")),
	}
	d.kept.add(made)
	return made, true
}

// named are the transactions that an answer names: its own, and the account that
// a payment may have stored.
func (d *Door) named(ctx context.Context, answer *opp.Payment) (all []transaction) {
	for _, id := range []string{answer.ID(), answer.Get("registrationId").String()} {
		if t, known := d.lookUp(ctx, id); known {
			all = append(all, t)
		}
	}
	return all
}
