package steps

import (
	"slices"
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

func TestPayingRequest(t *testing.T) {
	t.Parallel()
	w := merchantOf(t, nil)
	w.brand = "VISA"
	w.drafts["payment"] = &draft{amount: "1.00", also: opp.Params{{Name: "createRegistration", Value: "true"}}}
	w.drafts[payingNoun] = &draft{also: opp.Params{{Name: "card.cvv", Value: "123"}}}
	got, err := w.payingRequest("DB")
	if err != nil {
		t.Fatal(err)
	}
	want := opp.Params{
		{Name: "paymentType", Value: "DB"},
		{Name: "amount", Value: "92.00"},
		{Name: "currency", Value: "EUR"},
		{Name: "merchantTransactionId", Value: w.reference},
		{Name: "card.cvv", Value: "123"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("the request is %v, want %v: what the first payment was sent with stays there", got, want)
	}
	w.brand = "PAYPAL"
	if got, err = w.payingRequest("DB"); err != nil || got.Get("shopperResultUrl") != w.order.ResultURL() {
		t.Errorf("the request is %v (%v), want one that knows where the shopper returns to", got, err)
	}
}

func TestRegistrationID(t *testing.T) {
	t.Parallel()
	w := worldOf(t)
	if _, err := w.registrationID(theRegistration); err == nil {
		t.Error("there is a registration before there was one")
	}
	w.registration = "8a"
	for stored, want := range map[string]string{
		theRegistration: "8a", "a registration nobody knows": unknownID, "what is not a registration id": "card-4711",
	} {
		if got, err := w.registrationID(stored); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", stored, got, err, want)
		}
	}
}
