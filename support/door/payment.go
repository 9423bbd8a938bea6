package door

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// shopper is how far the shopper has come.
type shopper struct {
	Page, Screen  string
	Arrived, Left bool
}

// shownPayment is a payment as the management port shows it.
type shownPayment struct {
	Payment transaction
	Answer  json.RawMessage
	Linked  []transaction
	Shopper *shopper
	Offers  []string
}

// payment asks for a payment, and masks what it is told.
func (d *Door) payment(ctx context.Context, id string) (p shownPayment, err error) {
	raw, err := d.control.Payment(ctx, id)
	if err != nil {
		return p, err
	}
	err = json.Unmarshal(d.mask.Bytes(raw), &p)
	return p, err
}

// lookUp finds what the gateway keeps under an id.
func (d *Door) lookUp(ctx context.Context, id string) (t transaction, known bool) {
	if id == "" {
		return t, false
	}
	p, err := d.payment(ctx, id)
	return p.Payment, err == nil
}

// showPayment shows one payment: its answer, its chain, its shopper, and what
// the merchant was told of it.
func (d *Door) showPayment(w http.ResponseWriter, r *http.Request) {
	p, err := d.payment(r.Context(), r.PathValue("id"))
	if err != nil {
		d.fail(w, http.StatusNotFound, "Payment not found", d.reason(err))
		return
	}
	_, notices, err := d.notices(r.Context(), p.Payment.EntityID)
	if err != nil {
		d.unavailable(w, err)
		return
	}
	notices = slices.DeleteFunc(notices, func(n noticeRow) bool {
		return !slices.ContainsFunc(p.Linked, func(t transaction) bool { return t.ID == n.ID })
	})
	away, arrivals := d.orders.of(p.Payment.ID)
	if p.Payment.State != "pending" {
		away = ""
	}
	d.show(w, http.StatusOK, "payment", view{
		Title: p.Payment.PaymentType + " " + p.Payment.ID, Here: "payments", Live: true,
		Page: map[string]any{
			"Payment": p.Payment, "Answer": d.pretty(p.Answer), "Linked": p.Linked, "Shopper": p.Shopper,
			"Offers": p.Offers, "SendOff": away, "Arrivals": arrivals, "Notices": notices,
			"Follow": follow{p.Payment.ID, following(p.Payment)},
		},
	})
}

// happen lets something happen to a payment that no merchant can bring about,
// and comes back to it.
func (d *Door) happen(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	var err error
	switch r.PathValue("happening") {
	case "receipt":
		err = d.control.Receipt(r.Context(), id)
	case "cancel":
		err = d.control.Cancel(r.Context(), id)
	case "chargeback":
		err = d.control.Chargeback(r.Context(), id, strings.TrimSpace(r.PostFormValue("amount")))
	default:
		d.fail(w, http.StatusNotFound, "Nothing here", "Nothing of that kind happens to payments.")
		return
	}
	if err != nil {
		d.fail(w, http.StatusUnprocessableEntity, "It did not happen", d.reason(err))
		return
	}
	http.Redirect(w, r, "/payments/"+url.PathEscape(id), http.StatusSeeOther)
}
