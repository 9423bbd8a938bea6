package simulator_test

import (
	"regexp"
	"strings"
	"testing"
)

func TestPreauthorizationAnswers(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay(visa("PA", "merchantTransactionId=order-1001", "customer.givenName=Jane", "customer.ip=203.0.113.7",
		"customer.browserFingerprint.id=f1", "billing.street1=1 High Street", "billing.country=GB",
		"customParameters[SHOPPER_ref]=a1", "cart.items[1].name=Cup", "cart.items[0].name=Tea"))
	a.is(200, "000.100.110").has(
		"paymentType", "PA", "paymentBrand", "VISA", "amount", "92.00", "currency", "EUR",
		"merchantTransactionId", "order-1001",
		"result.description", "Request successfully processed in 'Merchant in Integrator Test Mode'",
		"card.bin", "420000", "card.last4Digits", "0000", "card.holder", "Jane Jones",
		"card.expiryMonth", "05", "card.expiryYear", "2034",
		"customer.givenName", "Jane", "customer.browserFingerprint.id", "f1", "billing.street1", "1 High Street",
		"customParameters.SHOPPER_ref", "a1", "risk.score", "100",
		"cart.items.0.name", "Tea", "cart.items.1.name", "Cup",
		"timestamp", "2026-11-22 12:00:00+0000",
	).lacks("card.number", "card.cvv", "referencedId", "redirect")
	for path, form := range map[string]string{
		"id":          `^8a[0-9a-f]{30}$`,
		"ndc":         "^" + g.Channel.EntityID + `_[0-9a-f]{32}$`,
		"buildNumber": `^[0-9a-f]{40}@\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$`,
		"descriptor":  `^\d{4}\.\d{4}\.\d{4} Test_Channel$`,
	} {
		if got := a.text(path); !regexp.MustCompile(form).MatchString(got) {
			t.Errorf("D22: %s = %q, want %s", path, got, form)
		}
	}
	order := []string{
		`"id"`, `"paymentType"`, `"paymentBrand"`, `"amount"`, `"currency"`, `"descriptor"`, `"merchantTransactionId"`,
		`"result"`, `"resultDetails"`, `"card"`, `"customer"`, `"billing"`, `"customParameters"`, `"risk"`,
		`"buildNumber"`, `"timestamp"`, `"ndc"`,
	}
	at := 0
	for _, key := range order {
		i := strings.Index(a.raw[at:], key)
		if i < 0 {
			t.Fatalf("%s is missing or out of order in %s", key, a.raw)
		}
		at += i
	}
	for name, want := range map[string]string{
		"Content-Type": "application/json;charset=UTF-8", "Cache-Control": "private, no-cache, no-store",
		"X-Content-Type-Options": "nosniff", "Access-Control-Allow-Origin": "*", "X-Application-WAF-Action": "allow",
	} {
		if got := a.header.Get(name); got != want {
			t.Errorf("header %s = %q, want %q", name, got, want)
		}
	}
	if got := a.header.Get("Content-Length"); got == "" {
		t.Error("the answer has no Content-Length")
	}
	if strings.Contains(a.raw, "4200000000000000") {
		t.Error("the answer holds the card number")
	}
}

func TestInitialPayments(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		params []string
		status int
		code   string
	}{
		{"a debit with MASTER", visa("DB", "paymentBrand=MASTER", "card.number=5454545454545454"), 200, "000.100.110"},
		{
			"a preauthorization with AMEX", visa("PA", "paymentBrand=AMEX", "card.number=377777777777770", "card.cvv=1234"),
			200, "000.100.110",
		},
		{"a credit", visa("CD"), 200, "000.100.110"},
		{"the brand is told from the number", visa("DB", "-paymentBrand"), 200, "000.100.110"},
		{"SEPA is settled at once", []string{
			"paymentType=DB", "amount=92.00", "currency=EUR", "paymentBrand=DIRECTDEBIT_SEPA", "bankAccount.holder=Jane Jones",
			"bankAccount.iban=DE23100000001234567890", "bankAccount.country=DE",
		}, 200, "000.100.110"},
		{"an IBAN with wrong check digits", []string{
			"paymentType=DB", "amount=92.00", "currency=EUR", "paymentBrand=DIRECTDEBIT_SEPA", "bankAccount.holder=Jane Jones",
			"bankAccount.iban=DE24100000001234567890", "bankAccount.country=DE",
		}, 400, "100.100.101"},
		{"D24: a card number that fails the Luhn check", visa("PA", "card.number=4200000000000001"), 400, "100.100.101"},
		{"a card of another brand", visa("PA", "card.number=5454545454545454"), 400, "100.100.700"},
		{"an expired card", visa("PA", "card.expiryYear=2019"), 400, "100.100.303"},
		{
			"a card in the last month of its life", visa("PA", "card.expiryYear=2026", "card.expiryMonth=11"),
			200, "000.100.110",
		},
		{"a card one month later", visa("PA", "card.expiryYear=2026", "card.expiryMonth=10"), 400, "100.100.303"},
		{"D03, D24: the holder's name asks for a decline", visa("PA", "card.holder=800.100.153"), 400, "800.100.153"},
		{"D24: a success code in the holder's name is a name", visa("PA", "card.holder=000.100.112"), 200, "000.100.110"},
		{"D24: an unknown code in the holder's name", visa("PA", "card.holder=123.456.789"), 400, "600.200.810"},
		{
			"D24: forceResultCode asks for a review", visa("PA", "customParameters[forceResultCode]=000.400.000"),
			200, "000.400.000",
		},
		{
			"D24: forceResultCode that is no code", visa("PA", "customParameters[forceResultCode]=nonsense"),
			400, "600.200.810",
		},
		{"D27: testMode wins over the channel", visa("PA", "testMode=EXTERNAL"), 200, "000.100.112"},
		{"D29: an unknown brand", visa("PA", "paymentBrand=NOSUCH"), 400, "600.200.500"},
		{"D29: a currency the brand does not have", sofort("currency=USD"), 400, "600.200.500"},
		{"D29: a type the brand does not have", sofort("paymentType=PA"), 400, "600.200.500"},
		{"D30: whole amounts are fine", visa("PA", "amount=92"), 200, "000.100.110"},
		{"a debit of nothing", visa("DB", "amount=0.00"), 400, "100.550.300"},
		{"a preauthorization of nothing verifies a card", visa("PA", "amount=0.00"), 200, "000.100.110"},
		{"an asynchronous debit", sofort(), 200, "000.200.000"},
	}
	g := start(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := g.pay(tt.params)
			a.t = t
			a.is(tt.status, tt.code)
			if a.text("id") == "" {
				t.Error("the answer has no id")
			}
		})
	}
}

func TestRejectionsLeaveOutTheMoney(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay(visa("PA", "card.number=4200000000000001", "billing.city=London"))
	a.is(400, "100.100.101").lacks("amount", "currency", "descriptor", "risk")
	a.has("paymentType", "PA", "paymentBrand", "VISA", "card.bin", "420000", "card.last4Digits", "0001",
		"billing.city", "London")
}

func TestSecretsAreNotEchoed(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay(visa("DB", "card.cvv=987", "virtualAccount.accountId=jane", "virtualAccount.password=pass-word-1",
		"bankAccount.iban=DE23100000001234567890", "applePay.paymentToken=apple-token-1")).is(200, "000.100.110")
	a.has("virtualAccount.accountId", "jane", "bankAccount.iban", "DE23**************7890")
	for _, secret := range []string{"987", "pass-word-1", "100000001234", "apple-token-1", "4200000000000000"} {
		if body := strings.ReplaceAll(a.raw, a.text("ndc"), ""); strings.Contains(body, `"`+secret) {
			t.Errorf("the answer holds %q: %s", secret, a.raw)
		}
	}
}

func TestD24ForcedDeclineHasNoID(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay(visa("PA", "customParameters[forceResultCode]=800.100.151", "merchantTransactionId=forced-1"))
	a.is(400, "800.100.151").lacks("id", "amount")
	a.has("customParameters.forceResultCode", "800.100.151", "result.description", "transaction declined (invalid card)")
	g.get("v1/query", "merchantTransactionId=forced-1").is(400, "700.400.580")
}

func TestD27ModesOfAChannel(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, tt := range []struct{ mode, code string }{
		{"EXTERNAL", "000.100.112"}, {"validator", "000.100.111"}, {"live", "000.000.000"}, {"INTERNAL", "000.100.110"},
	} {
		g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"mode":"`+tt.mode+`"}`)
		g.pay(visa("DB")).is(200, tt.code)
	}
	g.manage("PATCH", "channels/"+g.Channel.EntityID, `{"mode":"live"}`)
	g.pay(visa("DB", "testMode=EXTERNAL")).is(200, "000.000.000")
}

func TestD29WhatAChannelLacks(t *testing.T) {
	t.Parallel()
	for _, patch := range []string{`{"brands":["MASTER"]}`, `{"currencies":["USD"]}`, `{"paymentTypes":["DB"]}`} {
		g := start(t)
		g.manage("PATCH", "channels/"+g.Channel.EntityID, patch)
		a := g.pay(visa("PA")).is(400, "600.200.500")
		if a.text("id") == "" {
			t.Errorf("after %s the refusal has no id", patch)
		}
	}
}

func TestD30AmountIsAnsweredWithTwoDecimals(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.pay(visa("PA", "amount=92")).is(200, "000.100.110").has("amount", "92.00")
	g.pay(visa("PA", "amount=500.00", "currency=JPY")).is(200, "000.100.110").has("amount", "500.00", "currency", "JPY")
}

func TestD23DuplicateReference(t *testing.T) {
	t.Parallel()
	g := start(t)
	g.pay(visa("DB", "merchantTransactionId=twice-0001")).is(200, "000.100.110")
	g.pay(visa("DB", "merchantTransactionId=twice-0001")).is(200, "000.100.110")
	g = start(t, "D23=duplicates")
	first := g.pay(visa("PA", "merchantTransactionId=twice-0001")).is(200, "000.100.110")
	g.pay(visa("PA", "merchantTransactionId=twice-0001")).is(400, "800.110.100")
	g.post("v1/payments/"+first.text("id"), "paymentType=CP", "amount=1.00", "currency=EUR",
		"merchantTransactionId=twice-0001").is(200, "000.100.110")
	g.advance("8760h")
	g.pay(visa("PA", "merchantTransactionId=twice-0001")).is(400, "800.110.100")
	g = start(t, "D23=uuid", "D23-WINDOW=10m")
	g.pay(visa("PA", "merchantTransactionId=twice-0001")).is(200, "000.100.110")
	g.advance("9m")
	g.pay(visa("PA", "merchantTransactionId=twice-0001")).is(400, "200.200.106")
	g.advance("10m")
	g.pay(visa("PA", "merchantTransactionId=twice-0001")).is(200, "000.100.110")
}

func TestDescriptorIsEchoed(t *testing.T) {
	t.Parallel()
	const words = `Tea & "Cups" \ ☕`
	start(t).pay(visa("DB", "descriptor="+words)).is(200, "000.100.110").has("descriptor", words)
}

func TestD26VariedAnswersSayTheSame(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulatorConfig(0))
	plain := g.pay(visa("PA")).is(200, "000.100.110")
	varied := startWith(t, simulatorConfig(7)).pay(visa("PA")).is(200, "000.100.110")
	if plain.raw == varied.raw || !strings.Contains(varied.raw, `"randomField`) {
		t.Fatalf("the answer does not vary: %s", varied.raw)
	}
	again := startWith(t, simulatorConfig(7)).pay(visa("PA"))
	if varied.raw != again.raw {
		t.Errorf("the same seeds answer differently:\n%s\n%s", varied.raw, again.raw)
	}
	varied.has("id", plain.text("id"), "amount", "92.00", "card.bin", "420000", "ndc", plain.text("ndc"))
}
