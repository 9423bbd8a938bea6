package browser_test

import (
	"reflect"
	"strings"
	"testing"

	"assay/support/browser"
)

func TestTheSimulatorsJourneysAreComplete(t *testing.T) {
	t.Parallel()
	journeys := browser.SimulatorJourneys()
	for _, kind := range []string{"bank", "wallet", "card"} {
		for _, outcome := range []string{"approve", "decline", "cancel", "wrong login"} {
			if len(journeys[kind][outcome]) == 0 {
				t.Errorf("no journey for %s, %s", kind, outcome)
			}
		}
	}
}

func TestParseJourneysRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, text, says string }{
		{"nothing at all", "", "no page in them"},
		{"a kind without an outcome", "bank: {}", "bank has no outcome"},
		{"an outcome without an action", "bank: {approve: []}", "approve: no action"},
		{"an unknown key", "bank: {approve: [{press: Go, wait: 3}]}", "field wait not found"},
		{"an action that does nothing", "bank: {approve: [{}]}", "exactly one of"},
		{"an action that does two things", "bank: {approve: [{press: Go, see: Gone}]}", "action 1"},
		{"with without fill", "bank: {approve: [{press: Go, with: x}]}", "with goes with fill"},
		{"a choice without its option", "bank: {approve: [{choose: Bank}]}", "choose and option"},
		{"an option without its choice", "bank: {approve: [{press: Go, option: x}]}", "choose and option"},
		{"a frame to go back in", "bank: {approve: [{back: true, frame: x}]}", "back takes no"},
		{"a path without a frame", "bank: {approve: [{press: Go, frame: []}]}", "from the outer frame to the inner"},
		{"a frame without a name", "bank: {approve: [{press: Go, frame: [x, '']}]}", "from the outer frame to the inner"},
		{"a frame of frames", "bank: {approve: [{press: Go, frame: {x: y}}]}", "cannot unmarshal"},
		{"a second document", "bank: {approve: [{press: Go}]}\n---\ncard: {}", "more than one document"},
		{"a role to see", "bank: {approve: [{gone: Go, role: link}]}", "see and gone take no role"},
		{"nothing but what holds for all", "bank: {before: [{see: Go}], after: [{gone: Go}]}", "bank has no outcome"},
		{"a mistake in what holds for all", "bank: {after: [{}], approve: [{press: Go}]}", "approve, action 2: an action has"},
		{"another base", "extends: live\nbank: {approve: [{press: Go}]}", "extends is \"live\""},
		{"a base and nothing else", "extends: simulator", "no page in them"},
		{"an outcome twice", "bank: {approve: [{press: Go}], approve: [{press: Go}]}", "already defined"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := browser.ParseJourneys(strings.NewReader(tt.text))
			if err == nil || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error = %v, want it to say %q", err, tt.says)
			}
		})
	}
}

func TestWhatHoldsForEveryOutcomeIsPutAroundEach(t *testing.T) {
	t.Parallel()
	journeys := parse(t, `
bank:
  before: [{see: Hello}]
  approve: [{press: Yes}]
  cancel: [{press: No}]
  after: [{gone: Hello}]
`)
	want := browser.Journeys{"bank": {
		"approve": {{See: "Hello"}, {Press: "Yes"}, {Gone: "Hello"}},
		"cancel":  {{See: "Hello"}, {Press: "No"}, {Gone: "Hello"}},
	}}
	if !reflect.DeepEqual(journeys, want) {
		t.Errorf("journeys = %v, want %v", journeys, want)
	}
}

func TestAFileStandsAloneOrExtendsTheSimulators(t *testing.T) {
	t.Parallel()
	const own = "bank: {approve: [{press: Yes}]}\nMYBANK: {cancel: [{press: No}]}"
	if alone := parse(t, own); len(alone) != 2 {
		t.Errorf("a file alone has %d pages, want its own 2", len(alone))
	}
	built, laid := browser.SimulatorJourneys(), parse(t, "extends: simulator\n"+own)
	if len(laid) != len(built)+1 || len(laid["wallet"]["approve"]) != len(built["wallet"]["approve"]) {
		t.Errorf("laid over the simulator's there are %d pages, want %d and one more", len(laid), len(built))
	}
	if len(laid["bank"]) != 1 || len(laid["bank"]["approve"]) != 1 {
		t.Errorf("the bank's page is %v, want the file's alone", laid["bank"])
	}
}

func TestTheBrandGoesBeforeTheKind(t *testing.T) {
	t.Parallel()
	journeys := parse(t, "bank: {approve: [{press: Yes}], cancel: [{press: No}]}\nMYBANK: {approve: [{press: Mine}]}")
	for _, tt := range []struct{ brand, outcome, press string }{
		{"MYBANK", "approve", "Mine"}, {"MYBANK", "cancel", "No"}, {"EPS", "approve", "Yes"},
	} {
		actions, found := journeys.Find(tt.brand, "bank", tt.outcome)
		if !found || actions[0].Press != tt.press {
			t.Errorf("%s, %s = %v, %v, want press %q", tt.brand, tt.outcome, actions, found, tt.press)
		}
	}
	if actions, found := journeys.Find("MYBANK", "bank", "decline"); found {
		t.Errorf("an outcome nobody describes = %v", actions)
	}
}

func TestAFrameIsANameOrAPath(t *testing.T) {
	t.Parallel()
	journeys := parse(t, "bank: {approve: [{press: A, frame: Card}, {press: B, frame: [Payment, Card]}, {press: C}]}")
	want := []browser.Action{
		{Press: "A", Frame: browser.Path{"Card"}},
		{Press: "B", Frame: browser.Path{"Payment", "Card"}},
		{Press: "C"},
	}
	if got := journeys["bank"]["approve"]; !reflect.DeepEqual(got, want) {
		t.Errorf("actions = %v, want %v", got, want)
	}
	if got, want := want[1].String(), `press "B" in the frame "Card" of the frame "Payment"`; got != want {
		t.Errorf("String = %s, want %s", got, want)
	}
}

func parse(t *testing.T, text string) browser.Journeys {
	t.Helper()
	journeys, err := browser.ParseJourneys(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return journeys
}

func TestTheDescribedExampleIsOne(t *testing.T) {
	t.Parallel()
	_, example, _ := strings.Cut(browser.JourneysFormat, "\n\n")
	example, _, _ = strings.Cut(example, "\n\nAn action is")
	parse(t, example)
}
