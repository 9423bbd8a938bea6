package steps

import (
	"context"

	"assay/support/opp"

	"github.com/tidwall/gjson"
)

// A slip, a transfer or a later confirmation is paid outside of the API. What
// arrives is a transaction of its own, the receipt (RC), as the automatic
// capture of a PA.CP is. Source: decision D33; Transaction types.
var (
	moneyArrives    = sentence(`the shopper's money arrives`)
	moneyArrived    = sentence(`the shopper's money has arrived`)
	bankChargesBack = sentence(`the shopper's bank charges back {amount} of the {reference}`)
	reportFollower  = sentence(`the reports list a {follower} for the {reference}`)
	reportNone      = sentence(`the reports list no {follower} for the {reference}`)
)

func registerReceipt(r Registrar, w *World) {
	r.When(moneyArrives, w.moneyArrives)
	r.Given(moneyArrived, w.moneyArrived)
	r.When(bankChargesBack, w.bankChargesBack)
	r.Then(reportFollower, w.reportFollower)
	r.Then(reportNone, w.reportNone)
}

func (w *World) moneyArrives(ctx context.Context) error {
	gateway, id, err := w.managed("payment")
	if err != nil {
		return err
	}
	return gateway.Receipt(ctx, id)
}

func (w *World) bankChargesBack(ctx context.Context, amount, noun string) error {
	gateway, id, err := w.managed(noun)
	if err != nil {
		return err
	}
	return gateway.Chargeback(ctx, id, amount)
}

// moneyArrived leaves the receipt for the sentences that follow to refer to.
func (w *World) moneyArrived(ctx context.Context) error {
	if err := w.moneyArrives(ctx); err != nil {
		return err
	}
	return w.reportFollower(ctx, "receipt", "payment")
}

// reportFollower finds the transaction by what only the reports can know: which
// ones carry the merchant's reference and refer to the payment.
func (w *World) reportFollower(ctx context.Context, follower, noun string) error {
	report, found, err := w.followers(ctx, follower, noun)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return wrong(report, "payments", "no "+follower+" of the "+noun, "one")
	}
	if err := w.query(ctx, follower, found[0].Get("id").String()); err != nil {
		return err
	}
	switch follower {
	case "risk check": // what it found is for the scenario to say
		return nil
	case "chargeback":
		w.judge(w.last)
		return expectVerdict(w.last, "charged back")
	}
	w.judge(w.last)
	return expectVerdict(w.last, "approved")
}

func (w *World) reportNone(ctx context.Context, follower, noun string) error {
	report, found, err := w.followers(ctx, follower, noun)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return wrong(report, "payments", "a "+follower+" of the "+noun, "none")
	}
	return nil
}

// followers asks the reports for what refers to a transaction of the scenario.
func (w *World) followers(ctx context.Context, follower, noun string) (*opp.Payment, []gjson.Result, error) {
	id, err := w.idOf(noun)
	if err != nil {
		return nil, nil, err
	}
	report, err := w.gateway.QueryByMerchantTransactionID(ctx, w.sentReference())
	if err != nil {
		return nil, nil, err
	}
	return report, followersOf(report, follower, id), nil
}

// followersOf finds what refers to a payment in the list of a report.
func followersOf(report *opp.Payment, follower, id string) []gjson.Result {
	var found []gjson.Result
	for _, record := range report.Get("payments").Array() {
		if nounOf(record.Get("paymentType").String()) == follower && record.Get("referencedId").String() == id {
			found = append(found, record)
		}
	}
	return found
}
