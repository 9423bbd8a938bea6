package browser_test

import (
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
		{"nothing at all", "", "no page kind"},
		{"a kind without an outcome", "bank: {}", "bank has no outcome"},
		{"an outcome without an action", "bank: {approve: []}", "approve: no action"},
		{"an unknown key", "bank: {approve: [{press: Go, wait: 3}]}", "field wait not found"},
		{"an action that does nothing", "bank: {approve: [{}]}", "exactly one of"},
		{"an action that does two things", "bank: {approve: [{press: Go, see: Gone}]}", "action 1"},
		{"with without fill", "bank: {approve: [{press: Go, with: x}]}", "with goes with fill"},
		{"a choice without its option", "bank: {approve: [{choose: Bank}]}", "choose and option"},
		{"an option without its choice", "bank: {approve: [{press: Go, option: x}]}", "choose and option"},
		{"a frame to go back in", "bank: {approve: [{back: true, frame: x}]}", "back takes no"},
		{"a second document", "bank: {approve: [{press: Go}]}\n---\ncard: {}", "more than one document"},
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
