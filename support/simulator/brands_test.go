package simulator_test

import (
	"slices"
	"strings"
	"testing"

	"assay/support/simulator"
	"assay/support/spec"
)

// values are what a shopper's data may look like, by parameter; a brand's test
// picks those that its row asks for.
var values = map[string]string{
	"applePay.source":                           "web",
	"googlePay.source":                          "web",
	"applePay.paymentToken":                     "token",
	"bankAccount.bankName":                      "ING_TEST",
	"bankAccount.bic":                           "TESTDETT421",
	"bankAccount.country":                       "DE",
	"bankAccount.holder":                        "Jane Jones",
	"bankAccount.iban":                          "DE23100000001234567890",
	"billing.city":                              "Town",
	"billing.country":                           "DE",
	"billing.postcode":                          "12345",
	"billing.state":                             "SP",
	"billing.street1":                           "1 High Street",
	"card.expiryMonth":                          "05",
	"card.expiryYear":                           "2034",
	"card.number":                               "6799851000000032",
	"cart.items[n].discount":                    "0.00",
	"cart.items[n].merchantItemId":              "1",
	"cart.items[n].name":                        "Tea",
	"cart.items[n].price":                       "10.00",
	"cart.items[n].quantity":                    "1",
	"cart.items[n].tax":                         "1.00",
	"customer.email":                            "jane@shop.example",
	"customer.givenName":                        "Jane",
	"customer.identificationDocId":              "11111111111",
	"customer.identificationDocType":            "TAXSTATEMENT",
	"customer.ip":                               "203.0.113.7",
	"customer.merchantCustomerId":               "customer-1",
	"customer.surname":                          "Jones",
	"customParameters[BRADESCO_cpfsacado]":      "11111111111",
	"customParameters[PAYOLUTION_ITEM_DESCR_n]": "Tea",
	"customParameters[PAYOLUTION_ITEM_PRICE_n]": "10.00",
	"googlePay.paymentToken":                    "token",
	"merchantTransactionId":                     "order-0001",
	"shopperResultUrl":                          "https://shop.example/result?order=7",
	"virtualAccount.accountId":                  "351#911222111",
}

// cards are numbers of brands that a number is told by.
var cards = map[string]string{"VISA": "4200000000000000", "MASTER": "5454545454545454", "AMEX": "377777777777770"}

// request is the smallest payment that the row of a brand allows.
func request(t *testing.T, b spec.Brand) []string {
	t.Helper()
	kind, currency := "DB", "EUR"
	if len(b.PaymentTypes) > 0 && !slices.Contains(b.PaymentTypes, kind) {
		kind = "PA"
	}
	if len(b.Currencies) > 0 {
		currency = b.Currencies[0]
	}
	params := []string{"paymentBrand=" + b.Name, "paymentType=" + kind, "amount=10.00", "currency=" + currency}
	for _, name := range b.Required {
		name, _, _ = strings.Cut(name, "|")
		value, known := values[name]
		if number := cards[b.Name]; name == "card.number" && number != "" {
			value = number
		}
		if !known {
			t.Fatalf("%s requires %s, for which this test has no value", b.Name, name)
		}
		params = append(params, numbered(name)+"="+value)
	}
	return params
}

// numbered puts a number where a name of the tables has an index.
func numbered(name string) string {
	return strings.NewReplacer("[n]", "[3]", "_n]", "_2]").Replace(name)
}

func TestEveryBrandEndsAsItsWorkflowSays(t *testing.T) {
	t.Parallel()
	g := start(t)
	if n := len(spec.Brands()); n < 196 {
		t.Fatalf("the tables have %d brands", n)
	}
	for _, b := range spec.Brands() {
		checkWorkflow(t, g, spec.Known(), b)
	}
}

func checkWorkflow(t *testing.T, g *gateway, c *spec.Catalogue, b spec.Brand) {
	t.Helper()
	params := request(t, b)
	a := g.pay(params)
	a.t = t
	page, _ := c.Page(b.Name)
	switch b.Workflow {
	case spec.Sync:
		a.is(200, "000.100.110").has("amount", "10.00").lacks("redirect")
	case spec.Async:
		a.is(200, "000.200.000")
	case spec.AsyncConfirmation:
		a.is(200, "800.400.500").lacks("redirect") // its row asks for no return address
		a = g.pay(append(params, "shopperResultUrl="+values["shopperResultUrl"])).is(200, "800.400.500")
	}
	if b.Workflow != spec.Sync {
		if got := a.text("redirect.url"); !strings.HasPrefix(got, g.URL+"connectors/"+page.Kind+"/") {
			t.Errorf("%s: redirect.url = %q, want the page for %s", b.Name, got, page.Kind)
		}
		if got := a.text("redirect.method"); got != page.Method {
			t.Errorf("%s: redirect.method = %q, want %q", b.Name, got, page.Method)
		}
	}
	want := ""
	if b.Assumed {
		want = "assumed-workflow"
	}
	status := g.get("v1/payments/" + a.text("id"))
	for _, said := range []answer{a, status, g.get("v1/query/" + a.text("id"))} {
		if got := said.header.Get("Assay-Fidelity"); got != want {
			t.Errorf("%s: Assay-Fidelity = %q, want %q", b.Name, got, want)
		}
	}
	if status.status != 200 {
		t.Errorf("%s: status = %d %s", b.Name, status.status, status.raw)
	}
}

func TestEveryRequiredFieldIsMissed(t *testing.T) {
	t.Parallel()
	g := start(t)
	for _, b := range spec.Brands() {
		for _, name := range b.Required {
			first, _, _ := strings.Cut(name, "|")
			params := append(request(t, b), "-"+numbered(first))
			a := g.pay(params)
			a.t = t
			if a.status != 400 || a.text("result.code") != "200.300.404" || a.text("result.parameterErrors.0.name") != first {
				t.Errorf("%s without %s = HTTP %d %s", b.Name, first, a.status, a.raw)
			}
			a.lacks("id", "result.parameterErrors.1")
			if got := a.header.Get("Assay-Fidelity"); got != "" {
				t.Errorf("%s: a refusal of format says %q", b.Name, got)
			}
			for _, other := range strings.Split(name, "|")[1:] {
				if a := g.pay(append(params, numbered(other)+"="+values[other])); a.status != 200 {
					t.Errorf("%s with %s instead of %s = %s", b.Name, other, first, a.raw)
				}
			}
		}
	}
}

func TestIndexedFieldsNeedOneItem(t *testing.T) {
	t.Parallel()
	g := start(t)
	klarna, _ := spec.LookupBrand("KLARNA_INVOICE")
	params := append(request(t, klarna), "-cart.items[3].tax")
	for _, name := range []string{"cart.items[].tax", "cart.items[x].tax", "cart.items[3].taxes", "cart.items[3]tax"} {
		if a := g.pay(append(params, name+"=1.00")); a.status != 400 {
			t.Errorf("%s counts as cart.items[n].tax", name)
		}
	}
	g.pay(append(params, "cart.items[0].tax=")).is(400, "200.300.404")
	g.pay(append(params, "cart.items[12].tax=1.00")).is(200, "000.200.000")
}

func TestD29WhatABrandOrChannelLacks(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Channels: []simulator.Channel{
		{}, {EntityID: strings.Repeat("b", 32), Brands: []string{"PAYPAL", "OXXO"}},
	}})
	other := "entityId=" + strings.Repeat("b", 32)
	tests := []struct {
		name   string
		params []string
	}{
		{"a brand that nobody knows", sofort("paymentBrand=SOFORT")},
		{"a currency that the brand does not have", sofort("currency=USD")},
		{"a type that the brand does not have", sofort("paymentType=PA")},
		{"a type that a confirmed brand does not have", []string{
			"paymentBrand=OXXO", "paymentType=DB", "amount=10.00", "currency=MXN", "billing.country=MX",
		}},
		{"a brand that the channel does not have", sofort(other)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := g.pay(tt.params).is(400, "600.200.500").lacks("redirect")
			if len(a.text("id")) != 32 {
				t.Errorf("the refusal has no id: %s", a.raw)
			}
		})
	}
	g.pay(append([]string{other}, walks["wallet"].pay...)).is(200, "000.200.000")
}

const moreBrands = "paymentBrand\tdisplay_name\tkind\tworkflow\tworkflow_basis\tcountries\tcurrencies\trequired\toptional\t" +
	"payment_types\tsource\tnote\tpage\tmethod\n" +
	"TINTE\tTinte Pay\twallet\tasync\tassumed\t\tCHF\tcustomer.email;shopperResultUrl\t\tDB\tours\t\tqr\tGET\n" +
	"TINTE_SLIP\tTinte Slip\tvoucher\tasync_confirmation\tsample\t\t\tbilling.country\t\tPA RC\tours\t\tvoucher\t\n" +
	"PAYPAL\tOther Pal\twallet\tsync\tsourced\t\t\t\t\t\tours\t\t\t\n"

func TestBrandsOfAFile(t *testing.T) {
	t.Parallel()
	c, err := spec.Known().With(strings.NewReader(moreBrands))
	if err != nil {
		t.Fatal(err)
	}
	g := startWith(t, simulator.Config{Brands: c})
	for _, name := range []string{"TINTE", "TINTE_SLIP", "PAYPAL", "VISA", "SOFORTUEBERWEISUNG"} {
		b, known := c.Lookup(name)
		if !known {
			t.Fatalf("the catalogue lacks %s", name)
		}
		checkWorkflow(t, g, c, b)
	}
	tinte, _ := c.Lookup("TINTE")
	s := g.visitWith(request(t, tinte)...)
	s.sees(200, "Tinte Pay", "10.00", "CHF")
	start(t).pay(request(t, tinte)).is(400, "600.200.500") // elsewhere nobody knows it
}
