package steps

import (
	"context"

	"assay/support/opp"

	"github.com/tidwall/gjson"
)

// A slip, a transfer or a later confirmation is paid outside of the API. What
// arrives is a transaction of its own, the receipt (RC). Source: decision D33.
var (
	moneyArrives  = sentence(`the shopper's money arrives`)
	moneyArrived  = sentence(`the shopper's money has arrived`)
	reportReceipt = sentence(`the reports list a receipt for the {reference}`)
)

func registerReceipt(r Registrar, w *World) {
	r.When(moneyArrives, w.moneyArrives)
	r.Given(moneyArrived, w.moneyArrived)
	r.Then(reportReceipt, w.reportReceipt)
}

func (w *World) moneyArrives(ctx context.Context) error {
	gateway, err := w.control()
	if err != nil {
		return err
	}
	id, err := w.idOf("payment")
	if err != nil {
		return err
	}
	return gateway.Receipt(ctx, id)
}

// moneyArrived leaves the receipt for the sentences that follow to refer to.
func (w *World) moneyArrived(ctx context.Context) error {
	if err := w.moneyArrives(ctx); err != nil {
		return err
	}
	return w.reportReceipt(ctx, "payment")
}

// reportReceipt finds the receipt by what only the reports can know: which
// transactions carry the merchant's reference and refer to the payment.
func (w *World) reportReceipt(ctx context.Context, noun string) error {
	id, err := w.idOf(noun)
	if err != nil {
		return err
	}
	report, err := w.gateway.QueryByMerchantTransactionID(ctx, w.sentReference())
	if err != nil {
		return err
	}
	receipt := receiptFor(report, id).Get("id").String()
	if receipt == "" {
		return wrong(report, "payments", "no RC that refers to "+id, "one")
	}
	if err := w.query(ctx, "receipt", receipt); err != nil {
		return err
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

// receiptFor finds the receipt of a payment in the list of a report.
func receiptFor(report *opp.Payment, id string) gjson.Result {
	for _, record := range report.Get("payments").Array() {
		if record.Get("paymentType").String() == "RC" && record.Get("referencedId").String() == id {
			return record
		}
	}
	return gjson.Result{}
}
