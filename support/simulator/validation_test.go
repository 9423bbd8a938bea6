package simulator_test

import (
	"strings"
	"testing"
)

const mustBeAmount = `must match ^[0-9]{1,12}(\.[0-9]{2})?$`

func TestD04Validation(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		settings string
		params   []string
		wrong    string // name; "" = the payment is approved
		message  string
	}{
		{"a negative amount", "", visa("PA", "amount=-20.20"), "amount", mustBeAmount},
		{"D30: one decimal", "", visa("PA", "amount=20.2"), "amount", mustBeAmount},
		{"D30: thirteen digits", "", visa("PA", "amount=1234567890123.00"), "amount", mustBeAmount},
		{"no amount", "", visa("PA", "-amount"), "amount", "may not be empty"},
		{"D05: an empty amount", "", visa("PA", "amount="), "amount", "may not be empty"},
		{"no currency", "", visa("PA", "-currency"), "currency", "may not be empty"},
		{"no payment type", "", visa("PA", "-paymentType"), "paymentType", "may not be empty"},
		{"a type of the back office", "", visa("RF"), "paymentType", "must be one of [PA, DB, CD, PA.CP]"},
		{
			"no account data", "",
			[]string{"paymentType=PA", "amount=92.00", "currency=EUR", "paymentBrand=VISA"},
			"paymentBrand", "card properties must be set",
		},
		{"a card without a year", "", visa("PA", "-card.expiryYear"), "card.expiryYear", "may not be empty"},
		{"D04: no entityId", "", visa("PA", "-entityId"), "entityId", "invalid or missing parameter"},
		{"D07: a misspelt name", "", visa("PA", "ammount=1.00"), "ammount", "is not an allowed parameter"},
		{"D07: entityID", "", visa("PA", "entityID=1"), "entityID", "is not an allowed parameter"},
		{"D07: an unknown leaf of a known group", "", visa("PA", "customer.shoeSize=44"), "", ""},
		{"D07: any customParameters", "", visa("PA", "customParameters[any]=44"), "", ""},
		{"D07 lenient: a misspelt name", "D07=lenient", visa("PA", "ammount=1.00"), "", ""},
		{
			"D07 strict: an unknown leaf", "D07=strict", visa("PA", "customer.shoeSize=44"), "customer.shoeSize",
			"is not an allowed parameter",
		},
		{"D07 strict: any customParameters", "D07=strict", visa("PA", "customParameters[any]=44"), "", ""},
		{"D35: a short merchantTransactionId", "", visa("PA", "merchantTransactionId=1"), "", ""},
		{
			"D35 strict: a short merchantTransactionId", "D35=strict", visa("PA", "merchantTransactionId=1234567"),
			"merchantTransactionId", `must match ^[\s\S]{8,255}$`,
		},
		{"D35 strict: eight characters", "D35=strict", visa("PA", "merchantTransactionId=12345678"), "", ""},
		{"an asynchronous brand needs a way back", "", sofort("-shopperResultUrl"), "shopperResultUrl", "may not be empty"},
		{
			"a way back that runs a script", "", sofort("shopperResultUrl=javascript://x/%0aalert(1)"), "shopperResultUrl",
			"must be an absolute URL",
		},
		{
			"a way back that leads nowhere", "", sofort("shopperResultUrl=/result"), "shopperResultUrl",
			"must be an absolute URL",
		},
		{"a brand's own field", "", sofort("-bankAccount.country"), "bankAccount.country", "may not be empty"},
		{"a value that is only warned of", "", visa("PA", "taxAmount=many"), "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g := start(t)
			if tt.settings != "" {
				g = start(t, tt.settings)
			}
			a := g.pay(tt.params)
			if tt.wrong == "" {
				a.is(200, "000.100.110")
				return
			}
			a.complains(tt.wrong, tt.message)
		})
	}
}

func TestD04SeveralErrorsComeTogetherAndNothingIsKept(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.pay([]string{"paymentType=RV", "merchantTransactionId=nothing-kept", "amount=x"}).is(400, "200.300.404")
	want := map[string]any{"paymentType": "RV", "paymentBrand": nil, "amount": "x", "currency": nil}
	errors, _ := a.get("result.parameterErrors").([]any)
	for _, e := range errors {
		entry, _ := e.(map[string]any)
		value, listed := want[entry["name"].(string)]
		if !listed || value != entry["value"] {
			t.Errorf("unexpected error %v", entry)
		}
		delete(want, entry["name"].(string))
	}
	if len(want) > 0 {
		t.Errorf("no error for %v in %s", want, a.raw)
	}
	g.get("v1/query", "merchantTransactionId=nothing-kept").is(400, "700.400.580")
	if rows := g.manage("GET", "payments?entityId="+g.Channel.EntityID, "").get("payments").([]any); len(rows) != 0 {
		t.Errorf("kept %v", rows)
	}
}

func TestD06ParametersInTheURLOfAPostAreIgnored(t *testing.T) {
	t.Parallel()
	g := start(t)
	a := g.do("POST", "v1/payments", g.form(visa("PA")...), "")
	a.is(400, "200.300.404").lacks("id")
	if !strings.Contains(a.raw, `"amount"`) || !strings.Contains(a.raw, `"entityId"`) {
		t.Errorf("the missing parameters are not named: %s", a.raw)
	}
}

func TestD31ARepeatedName(t *testing.T) {
	t.Parallel()
	body := func(g *gateway) string { return g.form(visa("PA")...) + "&amount=15.99" }
	g := start(t)
	g.do("POST", "v1/payments", "", body(g)).is(200, "000.100.110").has("amount", "15.99")
	g = start(t, "D31=strict")
	g.do("POST", "v1/payments", "", body(g)).complains("amount", "was already set and cannot be overwritten")
}

func TestD31NamesThatComeAgainAreCounted(t *testing.T) {
	t.Parallel()
	g := start(t, "D31=strict")
	many := g.form(visa("PA")...) + strings.Repeat("&amount=15.99", 2000)
	a := g.do("POST", "v1/payments", "", many).is(400, "200.300.404")
	errors, _ := a.get("result.parameterErrors").([]any)
	if len(errors) > 500 || !strings.Contains(a.raw, "there are too many parameters") {
		t.Errorf("%d errors, want at most 500, and that there are too many parameters", len(errors))
	}
}

func TestErrorsNeverRepeatACardNumberOrSecret(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, param := range []string{
		"card.number=4200 0000 0000 0000", "card.cvv=98765", "cardnumber=4200000000000000", "card.holder=42",
		"authentication.userId=4200000000000000", "amount=4200000000000000",
	} {
		a := g.pay(visa("PA", "-card.number", param)).is(400, "200.300.404")
		for _, secret := range []string{"4200 0000 0000 0000", "4200000000000000", "98765"} {
			if strings.Contains(a.raw, secret) && !strings.HasPrefix(param, "amount") {
				t.Errorf("%s comes back: %s", param, a.raw)
			}
		}
	}
}

func TestUnreadableBodies(t *testing.T) {
	t.Parallel()
	g := start(t)
	tests := []struct {
		name, contentType, body string
		status                  int
	}{
		{"JSON", "application/json", `{"amount":"1"}`, 415},
		{"a broken escape", "", g.form(visa("PA")...) + "&descriptor=%zz", 400},
		{"bytes that are no text", "", g.form(visa("PA")...) + "&descriptor=%ff%fe", 400},
		{"as long as may be", "", "descriptor=" + strings.Repeat("x", 1<<20-11), 400},
		{"a byte too long", "", "descriptor=" + strings.Repeat("x", 1<<20-10), 413},
		{"far too long", "", "descriptor=" + strings.Repeat("x", 2<<20), 413},
		{"far too many", "", strings.Repeat("a=1&", 10) + manyNames(2500), 400},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			header := []string{}
			if tt.contentType != "" {
				header = []string{"Content-Type", tt.contentType}
			}
			a := g.do("POST", "v1/payments", "", tt.body, header...)
			a.t = t
			a.is(tt.status, "200.300.404")
		})
	}
}

func manyNames(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("customParameters[n")
		b.WriteString(strings.Repeat("x", i%40))
		b.WriteByte(byte('a' + i%26))
		b.WriteString("]=1&")
		b.WriteString("p")
		b.WriteString(strings.Repeat("y", i/26))
		b.WriteString("=1&")
	}
	return b.String()
}
