package simulator_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"assay/support/spec"
)

// dice are where a random operation comes from: rapid, which makes a failure
// small, or a plain generator. They return a number from 0 to n-1.
type dice func(n int) int

// operation is something that somebody does with a gateway. Whom it is done to
// is a number, so that it means something whatever there is.
type operation struct {
	kind    string
	pick    int
	cents   int64
	size    int // 0 = cents; 1 = as much as the payment is; 2 = a part of it
	mistake string
}

var (
	// operationKinds are drawn evenly; "rest" is what rapid makes of a needless one.
	operationKinds = []string{
		"rest", "PA", "PA", "DB", "DB", "CD", "PA.CP", "shopper", "shopper", "settle", "settle", "clock", "status", "query",
		"CP", "CP", "CP", "CP", "RF", "RF", "RF", "RF", "RV", "RV", "RB", "CB", "CB", "CR", "CR", "RC",
	}
	// mistakes are drawn evenly too. In a first payment "mode" and "channel" are
	// none, and "unknown" is a card that is declined.
	mistakes = []string{
		"", "", "", "", "", "", "", "", "", "", "", "", "currency", "mode", "channel", "amount", "unknown",
	}
	pageNames = slices.Sorted(maps.Keys(walks))
	waits     = []time.Duration{
		10 * time.Second, 30 * time.Second, time.Minute, 29 * time.Minute, 31 * time.Minute, 7 * time.Hour, 25 * time.Hour,
		80 * time.Hour,
	}
)

func draw(roll dice) operation {
	return operation{
		kind: operationKinds[roll(len(operationKinds))], pick: roll(1000), cents: int64(roll(10_000)),
		size: roll(3), mistake: mistakes[roll(len(mistakes))],
	}
}

func (o operation) channel() int {
	if o.mistake == "channel" {
		return 1
	}
	return 0
}

func amountOf(cents int64) string { return fmt.Sprintf("%d.%02d", cents/100, cents%100) }

// payment is the form of a first payment by card, and the codes that it may be
// answered with.
func (o operation) payment(reference string) (url.Values, []string) {
	form := formOf("paymentType="+o.kind, "amount="+amountOf(o.cents), "currency=EUR", "paymentBrand=VISA",
		"card.number=4200000000000000", "card.holder=Jane Jones", "card.expiryMonth=05", "card.expiryYear=2049",
		"merchantTransactionId="+reference)
	codes := []string{successIn("INTERNAL")}
	var refused []string
	if o.kind == "PA" && o.pick%3 == 0 {
		form.Set("numberOfCaptures", fmt.Sprint(o.pick%4+1))
	}
	if o.cents == 0 && o.kind != "PA" {
		refused = append(refused, "100.550.300")
	}
	switch o.mistake {
	case "amount":
		form.Set("amount", "1.5")
		return form, []string{"200.300.404"}
	case "currency":
		form.Del("currency")
		return form, []string{"200.300.404"}
	case "mode":
		form.Set("testMode", "EXTERNAL")
		codes = []string{successIn("EXTERNAL")}
	case "unknown":
		if o.pick%2 == 0 {
			form.Set("card.holder", "800.100.151")
			refused = append(refused, "800.100.151")
		} else {
			form.Set("card.number", "4200000000000001")
			refused = append(refused, "100.100.101")
		}
	}
	if len(refused) > 0 {
		codes = refused
	}
	if o.kind == "PA.CP" { // what becomes of it is not for this model to say
		codes = append(codes, "600.200.500")
	}
	return form, codes
}

// successIn is the code of an approved payment in a mode (D27).
func successIn(mode string) string {
	if mode == "EXTERNAL" {
		return "000.100.112"
	}
	return "000.100.110"
}

// shopper is the form of a payment that sends its shopper to a page of the
// kind that is returned.
func (o operation) shopper(reference string) (url.Values, string) {
	kind := pageNames[o.pick%len(pageNames)]
	form := formOf(walks[kind].pay...)
	form.Set("amount", amountOf(o.cents+1))
	form.Set("merchantTransactionId", reference)
	return form, kind
}

// step is the form of a step on a payment, and what the model has to say about.
func (o operation) step(e *entry, now time.Time) (url.Values, wish) {
	w := wish{kind: o.kind, channel: o.channel(), cents: o.cents, currency: e.currency, at: now}
	if e.channel == 1 {
		w.channel = 1 - w.channel
	}
	switch o.size {
	case 1:
		w.cents = e.cents
	case 2:
		w.cents %= e.cents + 1
	}
	form := formOf("paymentType="+o.kind, "merchantTransactionId="+e.reference)
	if o.mistake == "currency" {
		w.currency = "USD"
	}
	if o.mistake == "mode" {
		w.mode = []string{"INTERNAL", "EXTERNAL"}[o.pick%2]
		form.Set("testMode", w.mode)
	}
	if (o.kind == "RV" || o.kind == "CR" || o.kind == "RC") && o.pick%2 == 0 {
		w.cents, w.currency = 0, ""
		return form, w
	}
	form.Set("amount", amountOf(w.cents))
	form.Set("currency", w.currency)
	if o.mistake == "amount" {
		form.Set("amount", "1,50")
	}
	return form, w
}

// button is what a shopper presses.
func (o operation) button() string {
	return []string{"approve", "approve", "approve", "decline", "cancel"}[o.pick%5]
}

// suits says whether an operation may have a chance with an entry.
func (o operation) suits(e *entry) bool {
	kinds, step := stepsOn[o.kind]
	return !step || e.stands() && slices.Contains(kinds, e.kind)
}

const strangerID = "8ac7a4c9ffffffffffffffffffffffff"

// agrees holds what an answer says against the model.
func (e *entry) agrees(got transaction) error {
	want := transaction{ID: e.id, PaymentType: e.kind, Result: struct{ Code string }{e.code}}
	if e.on != nil {
		want.ReferencedID = e.on.id
	}
	if !e.is(spec.Rejected) {
		want.Amount, want.Currency = amountOf(e.cents), e.currency
	}
	got.Timestamp, got.MerchantTransactionID = "", ""
	if got != want {
		return fmt.Errorf("the gateway says %+v, the model %+v", got, want)
	}
	return nil
}

// found lists what a query by reference finds, oldest first.
func (c *caller) found(channel int, reference string) ([]transaction, error) {
	a, err := c.call(channel, http.MethodGet, "v1/query", formOf("merchantTransactionId="+reference))
	if err == nil && a.status != http.StatusOK {
		err = fmt.Errorf("the query for %s: %s", reference, a)
	}
	return a.Payments, err
}

// when reads a timestamp of a report.
func when(text string) time.Time {
	at, err := time.Parse("2006-01-02 15:04:05.000-0700", strings.TrimSpace(text))
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// centsOf reads an amount of an answer.
func centsOf(amount string) int64 {
	var whole, part int64
	if _, err := fmt.Sscanf(amount, "%d.%02d", &whole, &part); err != nil {
		return 0
	}
	return whole*100 + part
}
