package steps

import (
	"strings"
	"testing"
	"time"

	"assay/support/opp"
	"assay/support/spec"
)

// clockAt is when these tests take place.
func clockAt() time.Time { return time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC) }

func TestInitialRequest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		draft   draft
		brand   string
		want    map[string]string // values by name
		without []string
	}{
		{
			name: "a feature that says nothing sends the usual", brand: "VISA",
			want: map[string]string{"amount": "92.00", "currency": "EUR", "paymentBrand": "VISA", "card.expiryYear": "2028"},
		},
		{
			name: "an amount of the feature's own", brand: "VISA", draft: draft{amount: "1.00", currency: "USD"},
			want: map[string]string{"amount": "1.00", "currency": "USD"},
		},
		{
			name: "a table overrides a default", brand: "VISA",
			draft: draft{also: opp.Params{{Name: "amount", Value: "7"}, {Name: "customer.ip", Value: "192.0.2.1"}}},
			want:  map[string]string{"amount": "7", "customer.ip": "192.0.2.1"},
		},
		{
			name: "a name left out", brand: "VISA", draft: draft{without: []string{"amount"}},
			without: []string{"amount"},
		},
		{
			name: "a group left out", brand: "VISA", draft: draft{without: []string{"card"}},
			want: map[string]string{"paymentBrand": "VISA"}, without: []string{"card.number", "card.cvv"},
		},
		{
			name: "a persona is the brand's own", brand: "AMEX", draft: draft{account: "approves"},
			want: map[string]string{"card.number": "377777777777770", "card.cvv": "1234"},
		},
		{
			name: "a brand nobody knows goes with the usual account", brand: "NOSUCHBRAND",
			want: map[string]string{"paymentBrand": "NOSUCHBRAND", "card.number": "4200000000000000"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := worldOf(t)
			w.drafts["payment"] = &tt.draft
			got, err := w.initialRequest("PA", tt.brand)
			if err != nil {
				t.Fatal(err)
			}
			for name, want := range tt.want {
				if got.Get(name) != want {
					t.Errorf("%s = %q, want %q", name, got.Get(name), want)
				}
			}
			for _, name := range tt.without {
				if got.Has(name) {
					t.Errorf("%s is sent", name)
				}
			}
		})
	}
}

func TestARepeatedNameIsSentTwice(t *testing.T) {
	t.Parallel()
	w := worldOf(t)
	w.hasTwice("debit", "amount", "15.99")
	got, err := w.initialRequest("DB", "VISA")
	if err != nil {
		t.Fatal(err)
	}
	var amounts []string
	for _, p := range got {
		if p.Name == "amount" {
			amounts = append(amounts, p.Value)
		}
	}
	if strings.Join(amounts, " ") != "92.00 15.99" {
		t.Errorf("amounts = %v, want the usual one and then 15.99", amounts)
	}
}

func TestTheDraftOfACaptureIsNotThatOfThePayment(t *testing.T) {
	t.Parallel()
	w := worldOf(t)
	w.hasNo("capture", "currency")
	if got := w.backOfficeRequest("CP", "10.00", "EUR"); got.Has("currency") || got.Get("amount") != "10.00" {
		t.Errorf("the capture is %v, want it without a currency", got)
	}
	if got, err := w.initialRequest("PA", "VISA"); err != nil || !got.Has("currency") {
		t.Errorf("the payment is %v (%v), want it with a currency", got, err)
	}
}

func TestEveryWorldHasAReferenceOfItsOwn(t *testing.T) {
	t.Parallel()
	a, b := worldOf(t), worldOf(t)
	if a.reference == b.reference || !strings.HasPrefix(a.reference, "run-") {
		t.Errorf("references %q and %q, want different ones with the run's prefix", a.reference, b.reference)
	}
}

func TestMissingTestDataIsNamed(t *testing.T) {
	t.Parallel()
	w := worldOf(t)
	w.drafts["payment"] = &draft{account: "expired"}
	_, err := w.initialRequest("DB", "DIRECTDEBIT_SEPA")
	if err == nil || !strings.Contains(err.Error(), "DIRECTDEBIT_SEPA") {
		t.Errorf("error = %v, want one that names the brand without an expired account", err)
	}
}

func worldOf(t *testing.T) *World {
	t.Helper()
	w := NewWorld()
	w.Begin(Env{Personas: spec.SimulatorPersonas(), RunID: "run", Now: clockAt})
	return w
}
