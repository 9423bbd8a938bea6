package steps

import (
	"slices"
	"strings"
	"testing"

	"assay/support/opp"
	"assay/support/spec"
)

func TestASampleIsSentAsPublished(t *testing.T) {
	t.Parallel()
	w := merchantOf(t, nil)
	got, err := w.fromSample(spec.Sample{Name: "X-01", Params: []spec.Param{
		{Name: "authentication.userId", Value: "published"},
		{Name: "entityId", Value: "published"},
		{Name: "amount", Value: "1.00"},
		{Name: "card.expiryYear", Value: "{expiryYear}"},
		{Name: "customParameters[A]", Value: "first"},
		{Name: "customParameters[A]", Value: "second"},
		{Name: "shopperResultUrl", Value: "{shopperResultUrl}"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := opp.Params{
		{Name: "amount", Value: "1.00"},
		{Name: "card.expiryYear", Value: "2028"},
		{Name: "customParameters[A]", Value: "first"},
		{Name: "customParameters[A]", Value: "second"},
		{Name: "shopperResultUrl", Value: w.order.ResultURL()},
	}
	if !slices.Equal(got, want) {
		t.Errorf("the request is %v, want %v", got, want)
	}
}

// TestNoSampleLeavesAPlaceholder walks the samples that are sent.
func TestNoSampleLeavesAPlaceholder(t *testing.T) {
	t.Parallel()
	w := merchantOf(t, nil)
	for _, s := range spec.Samples() {
		if s.Path != "/v1/payments" && s.Path != "/v1/registrations" {
			continue
		}
		params, err := w.fromSample(s)
		if err != nil {
			t.Fatal(err)
		}
		if len(params) != len(s.Params) {
			t.Errorf("%s: %d of %d parameters are sent", s.Name, len(params), len(s.Params))
		}
		for _, p := range params {
			if strings.ContainsAny(p.Value, "{}") {
				t.Errorf("%s: %s = %q", s.Name, p.Name, p.Value)
			}
		}
	}
}

func TestASampleHasATypeAndAReference(t *testing.T) {
	t.Parallel()
	w := merchantOf(t, nil)
	own := w.reference
	got, err := w.samplePayment("AMEX-03", "DB")
	if err != nil || got.Get("paymentType") != "DB" || got.Get("merchantTransactionId") != own {
		t.Errorf("AMEX-03 is %v (%v), want a DB with the scenario's reference", got, err)
	}
	if got, err = w.samplePayment("PIX-01", "PA"); err != nil || w.sentReference() != got.Get("merchantTransactionId") {
		t.Errorf("the reports would be asked for %q, PIX-01 is sent with %v (%v)", w.sentReference(), got, err)
	}
	if _, err = w.samplePayment("AMEX-01", "DB"); err == nil {
		t.Error("a sample that is a PA was sent as a DB")
	}
	if _, err = w.samplePayment("NOSUCH-01", "DB"); err == nil {
		t.Error("a sample that nobody published was sent")
	}
}

func TestTheReceiptIsThatOfThePayment(t *testing.T) {
	t.Parallel()
	report := paid(t, 200, `{"result":{"code":"000.000.100"},"payments":[
		{"id":"1","paymentType":"PA"},{"id":"2","paymentType":"RC","referencedId":"9"},
		{"id":"3","paymentType":"RF","referencedId":"1"},{"id":"4","paymentType":"RC","referencedId":"1"}]}`).last
	if got := followersOf(report, "receipt", "1"); len(got) != 1 || got[0].Get("id").String() != "4" {
		t.Errorf("the receipts are %v, want that with the id 4", got)
	}
	if len(followersOf(report, "receipt", "2")) > 0 {
		t.Error("a payment without a receipt has one")
	}
}

func TestEveryRejectionHasItsWords(t *testing.T) {
	t.Parallel()
	words := map[string]bool{}
	for _, r := range rejections {
		if words[r.words] {
			t.Errorf("two groups are called %q", r.words)
		}
		words[r.words] = true
		means := func(g spec.Group) bool { return g.Name == r.group && g.State == "rejected" }
		if !slices.ContainsFunc(spec.Groups(), means) {
			t.Errorf("no group of rejections is called %s", r.group)
		}
	}
	for _, g := range spec.Groups() {
		if g.State == "rejected" && !slices.ContainsFunc(rejections, func(r rejection) bool { return r.group == g.Name }) {
			t.Errorf("the group %s has no words", g.Name)
		}
	}
}

func TestExpectGroup(t *testing.T) {
	t.Parallel()
	p := paid(t, 400, declined).last
	if err := expectGroup(p, "by the bank"); err != nil {
		t.Error(err)
	}
	if err := expectGroup(p, "for its format"); err == nil || !strings.Contains(err.Error(), "reject-bank (800.100.153)") {
		t.Errorf("error = %v, want one that names the group there is", err)
	}
	if err := expectGroup(p, "for fun"); err == nil {
		t.Error("a group that nobody knows was found")
	}
}
