package steps

import (
	"slices"
	"strings"
	"testing"

	"assay/support/opp"
	"assay/support/shop"
	"assay/support/spec"
)

// merchantOf returns a world whose merchant can take a shopper back.
func merchantOf(t *testing.T, brands *spec.Catalogue) *World {
	t.Helper()
	s, err := shop.Open(shop.Options{Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	w := NewWorld()
	w.Begin(Env{
		NewOrder: func() (*shop.Order, error) { return s.NewOrder(nil), nil }, Brands: brands,
		Personas: spec.SimulatorPersonas(), RunID: "run", Now: clockAt,
	})
	t.Cleanup(func() {
		w.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// TestEveryBrandIsSentWithAllThatItRequires walks the brands.
func TestEveryBrandIsSentWithAllThatItRequires(t *testing.T) {
	t.Parallel()
	w := merchantOf(t, nil)
	for _, b := range spec.Brands() {
		params, err := w.initialRequest("DB", b.Name)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, demand := range b.Required {
			if !hasOneOf(params, strings.Split(demand, "|")) {
				t.Errorf("%s goes without %s", b.Name, demand)
			}
		}
		if b.Workflow == spec.Async && !params.Has("shopperResultUrl") {
			t.Errorf("%s goes without a place to return to", b.Name)
		}
		if currency := params.Get("currency"); len(b.Currencies) > 0 && !slices.Contains(b.Currencies, currency) {
			t.Errorf("%s goes with %s, and takes %v", b.Name, currency, b.Currencies)
		}
		for i, p := range params {
			if slices.ContainsFunc(params[:i], func(before opp.Param) bool { return before.Name == p.Name }) {
				t.Errorf("%s goes with %s twice", b.Name, p.Name)
			}
			if known, ok := spec.LookupParameter(p.Name); !ok {
				t.Errorf("%s goes with %s, which no table knows", b.Name, p.Name)
			} else if message, ok := known.Check(p.Value); !ok {
				t.Errorf("%s: %s %s", b.Name, p.Name, message)
			}
		}
	}
}

func TestAShopperLivesWhereTheBrandIsUsed(t *testing.T) {
	t.Parallel()
	w := merchantOf(t, nil)
	for brand, country := range map[string]string{"BALOTO": "CO", "OXXO": "MX", "DAOPAY": "DE"} {
		params, err := w.initialRequest("PA", brand)
		if err != nil {
			t.Fatal(err)
		}
		if got := params.Get("billing.country"); got != country {
			t.Errorf("%s goes with the country %q, want %q", brand, got, country)
		}
	}
}

// TestABrandOfAFileIsSentAndItsPageWalked adds a brand by a row and nothing
// else.
func TestABrandOfAFileIsSentAndItsPageWalked(t *testing.T) {
	t.Parallel()
	brands, err := spec.Known().With(strings.NewReader(
		"paymentBrand\tdisplay_name\tkind\tworkflow\tworkflow_basis\tcountries\tcurrencies\trequired\toptional\t" +
			"payment_types\tsource\tnote\tpage\tmethod\n" +
			"My-Bank\tMy Bank\tbank_account\tasync\t\tNO\tNOK\tbankAccount.iban;billing.country;cart.items[n].name" +
			"\t\tDB\there\t\tbank\tGET\n"))
	if err != nil {
		t.Fatal(err)
	}
	w := merchantOf(t, brands)
	params, err := w.initialRequest("DB", "My-Bank")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"currency": "NOK", "billing.country": "NO", "bankAccount.iban": "DE23100000001234567890",
		"cart.items[0].name": "Sample item", "shopperResultUrl": w.order.ResultURL(),
	} {
		if got := params.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if !merchantSends.MatchString("the merchant sends a DB with My-Bank") {
		t.Error("no sentence can name the brand")
	}
}

func TestAnUnknownDemandIsNamed(t *testing.T) {
	t.Parallel()
	w := worldOf(t)
	_, err := w.complete(nil, spec.Brand{Name: "MYBANK", Workflow: spec.Sync, Required: []string{"customer.shoeSize"}})
	if err == nil || !strings.Contains(err.Error(), "MYBANK") || !strings.Contains(err.Error(), "customer.shoeSize") {
		t.Errorf("error = %v, want one that names brand and parameter", err)
	}
}
