package simulator_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"assay/support/simulator/control"
)

// oxxo is a preauthorization that is paid with a slip.
func oxxo(more ...string) []string {
	return append([]string{
		"paymentType=PA", "amount=10.00", "currency=MXN", "paymentBrand=OXXO", "billing.country=MX",
		"merchantTransactionId=order-0033",
	}, more...)
}

// paid lets the money arrive.
func (g *gateway) paid(id string) answer {
	g.t.Helper()
	a := g.manage("POST", "payments/"+id+"/receipt", "")
	if a.status != 200 {
		g.t.Fatalf("receipt = HTTP %d %s", a.status, a.raw)
	}
	return a
}

func TestD33TheMoneyArrives(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(oxxo()).is(200, "800.400.500").lacks("redirect").has("amount", "10.00").text("id")
	g.follow(id, "CP", "amount=1.00", "currency=MXN").is(400, "700.400.570")
	a := g.paid(id).has("payments.0.id", id, "payments.0.state", "approved", "payments.1.paymentType", "RC")
	g.get("v1/query/"+id).is(200, "000.100.110").has("paymentType", "PA", "amount", "10.00")
	receipt := a.text("payments.1.id")
	g.get("v1/query/"+receipt).is(200, "000.100.110").has("paymentType", "RC", "referencedId", id, "amount", "10.00",
		"currency", "MXN", "merchantTransactionId", "order-0033")
	g.get("v1/query", "merchantTransactionId=order-0033").is(200, "000.000.100").has("payments.0.id", id,
		"payments.1.id", receipt, "payments.1.referencedId", id).lacks("payments.4")
	if a := g.manage("POST", "payments/"+id+"/receipt", ""); a.status != 400 || !strings.Contains(a.raw, "does not wait") {
		t.Errorf("a second arrival = %d %s", a.status, a.raw)
	}
}

func TestD33WhatFollowsAReceipt(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(oxxo()).text("id")
	receipt := g.paid(id).text("payments.1.id")
	mxn := func(amount string) []string { return []string{"amount=" + amount, "currency=MXN"} }
	g.follow(id, "CP", mxn("1.00")...).is(400, "700.400.100")
	g.follow(id, "RV").is(400, "700.400.300")
	g.follow(receipt, "RV").is(400, "700.400.530")
	g.follow(receipt, "CP", mxn("1.00")...).is(400, "700.400.510")
	g.follow(receipt, "CB", mxn("1.00")...).is(400, "700.400.550")
	g.follow(id, "RC", mxn("1.00")...).is(400, "700.400.562")
	g.follow(receipt, "RF", mxn("4.00")...).is(200, "000.100.110")
	g.follow(id, "RF", mxn("5.00")...).is(200, "000.100.110") // D13
	g.follow(receipt, "RF", mxn("1.01")...).is(400, "700.400.200")
	g.follow(id, "RF", mxn("1.01")...).is(400, "700.400.200")
	g.follow(receipt, "RF", mxn("1.00")...).is(200, "000.100.110")
}

// TestD33MoneyArrivesOnce lets it arrive by every way at once.
func TestD33MoneyArrivesOnce(t *testing.T) {
	t.Parallel()
	g := start(t)
	s := g.visit("voucher")
	id := s.pay.text("id")
	var arrivals atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if g.manage("POST", "payments/"+id+"/receipt", "").status == 200 {
				arrivals.Add(1)
			}
		})
		all.Go(func() {
			shopper := &shopper{gateway: g, pay: s.pay, at: s.at}
			shopper.open("POST", s.at, "action=approve")
			if shopper.page.status == 303 {
				arrivals.Add(1)
			}
		})
	}
	all.Wait()
	rows, _ := g.get("v1/query", "merchantTransactionId=order-0033").get("payments").([]any)
	if arrivals.Load() != 1 || len(rows) != 2 {
		t.Errorf("the money arrived %d times, %d transactions are found", arrivals.Load(), len(rows))
	}
}

func TestD33NobodyPays(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(oxxo()).text("id")
	g.advance("167h59m59s")
	g.get("v1/query/"+id).is(200, "800.400.500")
	g.advance("1s")
	g.get("v1/query/"+id).is(400, "100.396.103")
	if a := g.manage("POST", "payments/"+id+"/receipt", ""); a.status != 400 || a.text("hint") == "" {
		t.Errorf("the money comes too late: %d %s", a.status, a.raw)
	}
	soon := start(t, "D33=1h")
	id = soon.pay(oxxo()).text("id")
	soon.advance("1h")
	soon.get("v1/query/"+id).is(400, "100.396.103")
}

func TestD33OnlyWhatWaitsForMoneyIsPaidLikeThat(t *testing.T) {
	t.Parallel()
	g := start(t)
	for name, id := range map[string]string{
		"a bank's page": g.pay(sofort()).text("id"), "a card": g.approved(visa("PA")),
		"a declined card": g.pay(visa("PA", "card.holder=800.100.153")).text("id"), "nobody's id": "8ac7a4",
	} {
		if a := g.manage("POST", "payments/"+id+"/receipt", ""); a.status != 400 || a.text("hint") == "" {
			t.Errorf("%s = %d %s", name, a.status, a.raw)
		}
	}
}

func TestD33ADebitBySlipHasNoReceipt(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(sofort("-bankAccount.country", "paymentBrand=PREPAYMENT")).is(200, "000.200.000").text("id")
	g.paid(id).lacks("payments.1")
	g.get("v1/query/"+id).is(200, "000.100.110")
	g.follow(id, "RF", amount("10.00")...).is(200, "000.100.110")
	id = g.pay(sofort("-bankAccount.country", "paymentBrand=PREPAYMENT", "paymentType=PA")).text("id")
	g.paid(id).has("payments.1.paymentType", "RC")
}

func TestControlLetsTheMoneyArrive(t *testing.T) {
	t.Parallel()
	g := start(t)
	id := g.pay(oxxo()).text("id")
	c := control.New(g.ManageURL, "", g.http)
	if err := c.Receipt(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	g.get("v1/query/"+id).is(200, "000.100.110")
	if err := c.Receipt(context.Background(), id); err == nil || !strings.Contains(err.Error(), "does not wait for money") {
		t.Errorf("second receipt = %v", err)
	}
}
