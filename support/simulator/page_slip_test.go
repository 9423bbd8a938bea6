package simulator_test

import (
	"regexp"
	"testing"
)

func TestASlipIsPaidLater(t *testing.T) {
	t.Parallel()
	for _, kind := range []string{"voucher", "transfer"} {
		w := walks[kind]
		g := start(t)
		s := w.come(g, kind, 0).sees(200, "Back to the shop", "order=7&amp;id=", "Pay until", "Reference number")
		s.ends(200, w.first())
		g.paid(s.pay.text("id"))
		s.ends(200, "000.100.110")
		s.open("GET", s.at, "")
		s.sees(200, "This payment is finished")
	}
}

func TestASlipShowsWhatToPay(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visit("transfer")
	report := g.get("v1/query/" + s.pay.text("id"))
	s.sees(200, report.text("shortId"), "Assay Simulator", "2026-11-22 12:30 UTC")
	if !regexp.MustCompile(`>XA\d\d ASSY \d{4} \d{4} \d{4} \d\d<`).MatchString(s.page.raw) {
		t.Errorf("no account number:\n%s", s.page.raw)
	}
	s = g.visit("voucher").sees(200, `role="img"`, "<rect", "2026-11-29 12:00 UTC")
	s.enter("action=approve").returns()
	g.get("v1/query", "merchantTransactionId=order-0033").has("payments.1.paymentType", "RC")
}
