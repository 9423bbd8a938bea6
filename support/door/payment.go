package door

import (
	"context"
	"encoding/json"
	"net/http"
)

// showPayment shows one payment: its answer, its chain and its shopper.
func (d *Door) showPayment(w http.ResponseWriter, r *http.Request) {
	raw, err := ask(r.Context(), func(ctx context.Context) ([]byte, error) {
		return d.control.Payment(ctx, r.PathValue("id"))
	})
	if err != nil {
		d.fail(w, http.StatusNotFound, "Payment not found", d.mask.String(err.Error()))
		return
	}
	var shown struct {
		Payment transaction
		Answer  json.RawMessage
		Linked  []transaction
		Shopper *struct {
			Page, Screen  string
			Arrived, Left bool
		}
	}
	if err := json.Unmarshal(d.mask.Bytes(raw), &shown); err != nil {
		d.unavailable(w, err)
		return
	}
	d.show(w, http.StatusOK, "payment", view{
		Title: shown.Payment.PaymentType + " " + shown.Payment.ID, Here: "payments", Live: true,
		Page: map[string]any{
			"Payment": shown.Payment, "Answer": d.pretty(shown.Answer), "Linked": shown.Linked, "Shopper": shown.Shopper,
			"Arrivals": d.orders.arrivals(shown.Payment.ID), "Follow": follow{shown.Payment.ID, following(shown.Payment)},
		},
	})
}

