package door

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"assay/support/simulator/control"
	"assay/support/spec"
)

// transaction is one that the gateway keeps, as the management port tells it.
type transaction struct {
	ID           string `json:"id"`
	EntityID     string `json:"entityId"`
	ReferencedID string `json:"referencedId"`
	PaymentType  string `json:"paymentType"`
	PaymentBrand string `json:"paymentBrand"`
	Amount       string `json:"amount"`
	Currency     string `json:"currency"`
	Reference    string `json:"merchantTransactionId"`
	Code         string `json:"code"`
	State        string `json:"state"`
	Timestamp    string `json:"timestamp"`
}

// Time is when it last changed, to the second.
func (t transaction) Time() string { return second(t.Timestamp) }

// second is a time of the management port's as people read it.
func second(timestamp string) string {
	at, err := time.Parse(time.RFC3339Nano, timestamp)
	if err != nil {
		return timestamp
	}
	return at.UTC().Format(time.DateTime)
}

// Says is the text of its result code.
func (t transaction) Says() string {
	code, _ := spec.LookupCode(t.Code)
	return code.Description
}

// family is an initial transaction with those that refer to it, in order.
type family struct {
	transaction
	Linked []transaction
}

// families groups transactions by what they refer to, the newest first.
func families(all []transaction) []family {
	var found []family
	place := map[string]int{} // of a transaction's family
	for _, t := range all {
		if at, known := place[t.ReferencedID]; known && t.ReferencedID != "" {
			found[at].Linked = append(found[at].Linked, t)
			place[t.ID] = at
			continue
		}
		place[t.ID] = len(found)
		found = append(found, family{transaction: t})
	}
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found
}

// maxRows is how many families one page shows; a person reads the newest.
const maxRows = 200

// showPayments lists a channel's payments, those of the merchant who tries
// things out unless another is chosen, and how the channel and its webhooks fare.
func (d *Door) showPayments(w http.ResponseWriter, r *http.Request) {
	entity := cmp.Or(r.URL.Query().Get("entityId"), d.o.EntityID)
	transactions, err := d.transactions(r.Context(), entity)
	if _, refused := refusal(err); refused {
		d.fail(w, http.StatusNotFound, "No such channel", d.reason(err))
		return
	}
	if err != nil {
		d.unavailable(w, err)
		return
	}
	state, err := d.channelState(r.Context(), entity)
	if err != nil {
		d.unavailable(w, err)
		return
	}
	rows := families(transactions)
	d.show(w, http.StatusOK, "payments", view{Title: "Payments", Here: "payments", Live: true, Page: map[string]any{
		"Families": rows[:min(len(rows), maxRows)], "More": max(0, len(rows)-maxRows), "Count": len(transactions),
		"Channel": state,
	}})
}

func (d *Door) transactions(ctx context.Context, entity string) ([]transaction, error) {
	raw, err := d.control.Payments(ctx, entity)
	if err != nil {
		return nil, err
	}
	var list struct{ Payments []transaction }
	err = json.Unmarshal(d.mask.Bytes(raw), &list)
	return list.Payments, err
}

// pretty is JSON as people read it, masked.
func (d *Door) pretty(raw []byte) string {
	var out bytes.Buffer
	if json.Indent(&out, raw, "", "  ") != nil {
		return d.mask.String(string(raw))
	}
	return d.mask.String(out.String())
}

// follow offers the examples that may refer to a transaction.
type follow struct {
	ID       string
	Examples []spec.Example
}

// reason is an error as people read it, masked: what the management port says,
// without the name of its client.
func (d *Door) reason(err error) string {
	if message, refused := refusal(err); refused {
		return d.mask.String(message)
	}
	return d.mask.String(err.Error())
}

// refusal is what the management port has answered against: not that it does not
// answer.
func refusal(err error) (message string, refused bool) {
	var said *control.Error
	if !errors.As(err, &said) || said.Err != nil {
		return "", false
	}
	return said.Message, true
}

func (d *Door) unavailable(w http.ResponseWriter, err error) {
	d.fail(w, http.StatusBadGateway, "The gateway does not answer", d.reason(err))
}
