package runner

import (
	"strings"
	"testing"

	"assay/support/spec"
	"assay/support/target"
)

const myBank = "paymentBrand\tdisplay_name\tkind\tworkflow\tworkflow_basis\tcountries\tcurrencies\trequired\toptional\tpayment_types\t" +
	"source\tnote\tpage\tmethod\n" +
	"MYBANK\tMy Bank\tbank_account\tasync\t\t\tEUR\tshopperResultUrl\t\tDB\tthe bank's own page\t\tbank\tGET\n"

func TestWhatAChannelListsIsKnown(t *testing.T) {
	t.Parallel()
	more, err := spec.Known().With(strings.NewReader(myBank))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name               string
		brands, currencies []string
		text, hint         string
	}{
		{"nothing", nil, nil, "", ""},
		{"what there is", []string{"VISA", "MYBANK"}, []string{"EUR"}, "", ""},
		{"a slip of the pen", []string{"MASTER", "VISSA"}, nil, `channel 8a lists the brand "VISSA"`, "did you mean VISA?"},
		{"a brand in small letters", []string{"paypal"}, nil, `the brand "paypal"`, "did you mean PAYPAL?"},
		{"a brand of nobody", []string{"ZZZZZZ"}, nil, `the brand "ZZZZZZ"`, "--brands"},
		{"a currency by its name", nil, []string{"EUR", "EURO"}, `the currency "EURO"`, "did you mean EUR?"},
	}
	for _, tt := range tests {
		host := target.Target{Name: "uat", Channels: []target.Channel{{EntityID: "8a", Brands: tt.brands, Currencies: tt.currencies}}}
		_, err := makePlan(Selection{Tags: "@smoke", Brands: more}, host, false)
		if tt.text == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		p, ok := err.(*Problem)
		if !ok || p.ExitCode() != ExitUsage || !strings.Contains(p.Error(), tt.text) || !strings.Contains(p.Hint(), tt.hint) {
			t.Errorf("%s: %v, want %q with %q in the hint", tt.name, err, tt.text, tt.hint)
		}
	}
}
