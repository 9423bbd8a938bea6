package steps

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"assay/support/opp"
	"assay/support/spec"
)

func TestTheIssuersPageGoesByTheWindow(t *testing.T) {
	t.Parallel()
	for window, want := range map[string]string{
		"": spec.IssuerPage, "5": spec.IssuerPage, "05": spec.IssuerPage, "1": spec.IssuerWindow, "02": spec.IssuerWindow,
		"3": spec.IssuerWindow, "04": spec.IssuerWindow,
	} {
		if got := (&World{thread: &thread{window: window}}).issuerPage(); got != want {
			t.Errorf("window %q: %q, want %q", window, got, want)
		}
	}
}

// A target's test data without the persona is no hindrance: what a browser says
// of itself holds for any host. What the target does say goes before.
func TestTheShoppersBrowserIsDescribed(t *testing.T) {
	t.Parallel()
	own := spec.Personas{
		{Brand: "VISA", Name: "approves", Parameters: []spec.Param{{Name: "card.number", Value: "4200000000000026"}}},
		{Brand: "*", Name: "shopper", Parameters: []spec.Param{
			{Name: "card.expiryMonth", Value: "05"}, {Name: "card.expiryYear", Value: "2034"},
		}},
		{Brand: "*", Name: "browser", Parameters: []spec.Param{{Name: "customer.browser.language", Value: "nl"}}},
	}
	for name, personas := range map[string]spec.Personas{"nl": own, "en": own[:2]} {
		w := merchantOf(t, nil)
		w.env.Personas = personas
		w.browserDescribed()
		params, err := w.initialRequest("PA", "VISA")
		if err != nil {
			t.Fatal(err)
		}
		if got := params.Get("customer.browser.language"); got != name {
			t.Errorf("language = %q, want %q", got, name)
		}
		if got := params.Get("shopperResultUrl"); got != w.order.ResultURL() {
			t.Errorf("shopperResultUrl = %q, want the scenario's own", got)
		}
	}
}

// pendingWith is the answer of a PA with these members.
func pendingWith(t *testing.T, members string) *opp.Payment {
	t.Helper()
	return paid(t, 200, `{"id":"8a01","result":{"code":"000.200.000"},`+members+`}`).last
}

func TestMethodDataIsReadLikeAnIssuerDoes(t *testing.T) {
	t.Parallel()
	encode := base64.RawURLEncoding.EncodeToString
	good := `{"threeDSMethodNotificationURL":"https://gateway.example/n","threeDSServerTransID":"c75f"}`
	for _, tt := range []struct {
		name, value string
		fine        bool
	}{
		{"a transaction and where to tell", encode([]byte(good)), true},
		{"padded, as some encode it", base64.URLEncoding.EncodeToString([]byte(good)), true},
		{"nothing", "", false},
		{"plain JSON", strings.ReplaceAll(good, `"`, `\"`), false},
		{"no transaction", encode([]byte(`{"threeDSMethodNotificationURL":"https://gateway.example/n"}`)), false},
		{"nowhere to tell", encode([]byte(`{"threeDSServerTransID":"c75f"}`)), false},
		{"no JSON", encode([]byte(`c75f`)), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			data := `{"name":"threeDSMethodData","value":"` + tt.value + `"}`
			p := pendingWith(t, `"redirect":{"preconditions":[{"parameters":[`+data+`]}]}`)
			if err := expectMethodData(p); (err == nil) != tt.fine {
				t.Errorf("error = %v, want one: %v", err, !tt.fine)
			}
		})
	}
}

func TestValuesOfAnAuthenticationAreTakenAsAnswered(t *testing.T) {
	t.Parallel()
	p := pendingWith(t, `"threeDSecure":{"eci":"05","flow":"challenge","verificationId":"MTIz","challengeIndicator":"04"}`)
	want := opp.Params{{Name: "threeDSecure.eci", Value: "05"}, {Name: "threeDSecure.verificationId", Value: "MTIz"}}
	if got := valuesOf(p); !slices.Equal(got, want) {
		t.Errorf("values = %v, want %v", got, want)
	}
}
