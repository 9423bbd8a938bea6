package runner

import (
	"regexp"
	"strings"
	"testing"

	"assay/support/spec"
	"assay/support/target"
)

func TestSuitedRoutesOrGivesTheReason(t *testing.T) {
	t.Parallel()
	host := target.Target{
		Name: "uat", Abilities: []string{"browser"},
		Channels: []target.Channel{
			{Name: "cards", Brands: []string{"VISA"}, Currencies: []string{"EUR"}, PaymentTypes: []string{"PA", "CP"}},
			{Name: "wallets", Brands: []string{"PAYPAL"}},
		},
	}
	wallet := target.Target{Name: "shop", Channels: []target.Channel{{Brands: []string{"PAYPAL"}}}}
	both := target.Target{Name: "both", Channels: []target.Channel{{Brands: []string{"VISA"}}, {ThreeDSecure: true}}}
	secured := target.Target{Name: "secured", Channels: []target.Channel{{ThreeDSecure: true}}}
	two := target.Target{Name: "two", Channels: []target.Channel{
		{EntityID: "a", AccessToken: "one"},
		{EntityID: "b", AccessToken: "other", Brands: []string{"VISA"}},
		{EntityID: "c", AccessToken: "other", Brands: []string{"VISA", "PAYPAL"}},
	}}
	simulator := target.Target{Name: "simulator", Simulator: true, Abilities: []string{"browser", "clock"}}
	tests := []struct {
		name, tags, step string
		on               target.Target
		channel          int
		reason           string
	}{
		{"the first channel that has everything", "@PA", "a PA of 92.00 EUR with VISA", host, 0, ""},
		{"another channel for another brand", "@DB", "a DB of 92.00 EUR with PAYPAL", host, 1, ""},
		{"a type and no brand: the usual one", "@DB", "an approved payment", wallet, 0, "no channel of target shop has VISA"},
		{"no brand named: any channel", "", "something", host, 0, ""},
		{"a brand nobody has", "", "a DB with IDEAL", host, 0, "no channel of target uat has IDEAL"},
		{"a type that the card channel lacks", "@RF", "a refund with VISA", host, 0, "no channel of target uat has all of RF, VISA"},
		{"a type that no tag names", "", "an approved CD of 92.00 EUR", host, 0, "no channel of target uat has all of CD, VISA"},
		{"two brands of two channels", "", "a DB with PAYPAL\n    And a DB with VISA", host, 0, "no channel of target uat has all of PAYPAL, DB, VISA"},
		{"the channel with 3-D Secure", "@threedsecure @DB", "a DB with VISA", both, 1, ""},
		{"a card on a channel that would ask its shopper", "@DB", "a DB with VISA", secured, 0, "has cards without 3-D Secure"},
		{"a card that comes before something else there", "", "an approved PA of 92.00 EUR", secured, 0, "has cards without 3-D Secure"},
		{"a checkout that a wallet pays", "@DB", "a checkout for a DB of 92.00 EUR\n    And PAYPAL is chosen", wallet, 0, ""},
		{"a card beside a wallet there", "", "an approved DB of 92.00 EUR\n    And an approved DB of 92.00 EUR with PAYPAL", secured, 0, "has cards"},
		{"a wallet there", "@DB", "a DB with PAYPAL", secured, 0, ""},
		{"nothing that pays there", "", "something", secured, 0, ""},
		{"no channel with 3-D Secure", "@threedsecure @DB", "a DB with PAYPAL", wallet, 0, "target shop has 3-D Secure"},
		{"a clock", "@clock", "time passes", host, 0, "target uat has no clock that can be advanced"},
		{"the simulator itself", "@simulator-only", "x", host, 0, "target uat is a real host"},
		{"webhooks", "@webhooks", "x", host, 0, `target uat does not list the ability "webhooks"`},
		{"a login that serves two channels", "@two-entities", "a DB of 92.00 EUR with VISA", two, 1, ""},
		{
			"two channels of which one lacks the brand", "@two-entities", "a DB of 92.00 EUR with PAYPAL", two, 0,
			"no channel of target two has a second one like it with the same login",
		},
		{"one channel alone", "@two-entities", "something", wallet, 0, "a second one like it"},
		{"two channels of the simulator", "@two-entities", "something", simulator, 0, ""},
		{"a browser is there", "@browser", "x", host, 0, ""},
		{"the simulator has a clock", "@clock @simulator-only", "x", simulator, 0, ""},
		{"a real host only", "@live-only", "x", simulator, 0, "target simulator is the simulator"},
		{"the simulator has every brand", "", "a DB with IDEAL", simulator, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := oneScenario(t, "@PA-001 "+tt.tags, tt.step)
			channel, reason := suited(s, tt.on, spec.Known())
			if channel != tt.channel || !strings.Contains(reason, tt.reason) || (reason == "") != (tt.reason == "") {
				t.Errorf("suited = %d, %q; want %d, %q", channel, reason, tt.channel, tt.reason)
			}
		})
	}
}

// timely are the words of sentences for which a clock is advanced, or a day looked
// at that only a clock brings to its end.
var timely = regexp.MustCompile(`\bwait(s|ed)?\b|\b(day has ended|was settled on|minutes|tries)\b`)

// A host without a clock runs all that can do without.
func TestWhatNeedsAClockLetsTimePass(t *testing.T) {
	t.Parallel()
	clocked := 0
	for _, s := range specification(t) {
		if !s.has("@clock") {
			continue
		}
		clocked++
		passes := false
		for step := range s.steps {
			passes = passes || timely.MatchString(s.fill(step.Text))
		}
		if !passes {
			t.Errorf("%s is tagged @clock, and no sentence of it lets time pass", s.id)
		}
	}
	if clocked == 0 {
		t.Error("no scenario is tagged @clock")
	}
}

// oneScenario makes a scenario of one step.
func oneScenario(t *testing.T, tags, step string) *scenario {
	t.Helper()
	f, err := parseFeature("f.feature", strings.NewReader(
		"Feature: x\n  "+tags+"\n  Scenario: y\n    Given "+step+"\n"))
	if err != nil {
		t.Fatal(err)
	}
	all, err := f.expand()
	if err != nil {
		t.Fatal(err)
	}
	return all[0]
}

func TestGuardRefusesRealCardsAndLargeAmounts(t *testing.T) {
	t.Parallel()
	host := target.Target{Name: "uat"}
	live := target.Target{Name: "live", Production: true, MaxAmount: "1.00"}
	tests := []struct {
		name, step string
		on         target.Target
		want       string
	}{
		{"a test card", "a card 4200000000000000", host, ""},
		{"a card that is not test data", "a card 4242424242424242", host, "424242******4242"},
		{"in groups", "a card 4242 4242 4242 4242", host, "424242******4242"},
		{"in groups with dashes", "a card 4242-4242-4242-4242", host, "424242******4242"},
		{"in the groups of American Express", "a card 3700-000000-00002", host, "370000*****0002"},
		{"a telephone number", "a phone +351 220000000", host, ""},
		{"a test card in groups", "a card 4200 0000 0000 0000", host, ""},
		{"digits that are no card", "a reference 4242424242424243", host, ""},
		{"the simulator takes any card", "a card 4242424242424242", target.Target{Simulator: true}, ""},
		{"an amount below the cap", "an amount of 0.50 EUR", live, ""},
		{"an amount above the cap", "an amount of 92.00 EUR", live, "92.00 is above the cap"},
		{"any amount on a test host", "an amount of 92.00 EUR", host, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			err := guard([]*scenario{oneScenario(t, "@PA-001", tt.step)}, tt.on, false)
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("error %v, want one with %q", err, tt.want)
			case err != nil && strings.Contains(strings.NewReplacer(" ", "", "-", "").Replace(err.Error()), "4242424242424242"):
				t.Errorf("the card number is in the error: %v", err)
			}
		})
	}
}
