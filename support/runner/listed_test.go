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
		name       string
		channel    target.Channel
		text, hint string
	}{
		{"nothing", target.Channel{}, "", ""},
		{
			"what there is",
			target.Channel{
				Brands: []string{"VISA", "MYBANK"}, Currencies: []string{"EUR"}, PaymentTypes: []string{"PA", "PA.CP", "RG"},
			},
			"", "",
		},
		{
			"a slip of the pen",
			target.Channel{Brands: []string{"MASTER", "VISSA"}},
			`channel 8a lists the brand "VISSA"`, "did you mean VISA?",
		},
		{
			"a brand in small letters",
			target.Channel{Brands: []string{"paypal"}},
			`the brand "paypal"`, "did you mean PAYPAL?",
		},
		{"a brand of nobody", target.Channel{Brands: []string{"ZZZZZZ"}}, `the brand "ZZZZZZ"`, "--brands"},
		{
			"a currency by its name",
			target.Channel{Currencies: []string{"EUR", "EURO"}},
			`the currency "EURO"`, "did you mean EUR?",
		},
		{
			"a type by its name",
			target.Channel{PaymentTypes: []string{"PA", "refund"}},
			`the paymentType "refund"`, "it is one of PA, DB,",
		},
	}
	for _, tt := range tests {
		tt.channel.EntityID = "8a"
		host := target.Target{Name: "uat", Channels: []target.Channel{tt.channel}}
		_, err := makePlan(Selection{Tags: "@smoke", Brands: more}, host, false)
		if tt.text == "" {
			if err != nil {
				t.Errorf("%s: %v", tt.name, err)
			}
			continue
		}
		p, ok := err.(*target.Error)
		if !ok || p.ExitCode() != ExitUsage || !strings.Contains(p.Error(), tt.text) || !strings.Contains(p.Hint(), tt.hint) {
			t.Errorf("%s: %v, want %q with %q in the hint", tt.name, err, tt.text, tt.hint)
		}
	}
}
