package steps_test

import (
	"strings"
	"testing"

	"assay/support/browser"
	"assay/support/spec"
)

// TestEveryPageIsWalked walks the kinds of pages and what a shopper can do on
// each: a browser has done it for one brand at least.
func TestEveryPageIsWalked(t *testing.T) {
	t.Parallel()
	walked := map[string]bool{}
	for _, s := range specification(t) {
		for _, kind := range pagesOf(s) {
			for _, step := range s.steps {
				walked[kind+": "+step.words] = true
			}
		}
	}
	journeys := browser.SimulatorJourneys()
	for _, kind := range spec.PageKinds {
		if len(journeys[kind]) == 0 {
			t.Errorf("no journey is described for pages of the kind %s", kind)
		}
		for outcome := range journeys[kind] {
			words, known := map[string]string{
				"approve":   "the shopper approves it on the brand's page",
				"decline":   "the shopper declines it on the brand's page",
				"cancel":    "the shopper cancels it on the brand's page",
				"refused":   "the brand refuses the shopper on its page",
				"pay later": "the shopper takes the slip along and returns",

				"refuse terms": "the shopper refuses the terms on the brand's page",

				"approve again":    "the shopper approves it on the brand's page, goes back and tries again",
				"approve and stay": "the shopper approves it on the phone and does not return",
			}[outcome]
			if !known {
				words = "the shopper gives a " + outcome + " three times on the brand's page"
			}
			if !walked[kind+": "+words] {
				t.Errorf("no scenario leads a shopper of the page %s to the outcome %q (%q)", kind, outcome, words)
			}
		}
	}
}

// TestEveryIssuersPageIsWalked walks what a shopper can do at a card's issuer:
// on a page of its own, and in a window.
func TestEveryIssuersPageIsWalked(t *testing.T) {
	t.Parallel()
	walked := map[string]bool{}
	for _, s := range specification(t) {
		page := spec.IssuerPage
		if s.sends("customer.browser.challengeWindow", "2") {
			page = spec.IssuerWindow
		}
		for _, step := range s.steps {
			walked[page+": "+step.words] = true
		}
	}
	for _, page := range spec.IssuerPages {
		for outcome := range browser.SimulatorJourneys()[page] {
			words, known := map[string]string{
				"approve": "the shopper approves it on the issuer's page",
				"cancel":  "the shopper cancels it on the issuer's page",

				"approve again": "the shopper approves it on the issuer's page, goes back and tries again",
			}[outcome]
			if !known {
				words = "the shopper gives a " + outcome + " three times on the issuer's page"
			}
			if !walked[page+": "+words] {
				t.Errorf("no scenario leads a shopper of the %s to the outcome %q (%q)", page, outcome, words)
			}
		}
	}
}

// TestEveryIssuersPhoneIsWalked walks what a shopper can do on the phone of an
// issuer that asks there, while its page waits and while its window does.
func TestEveryIssuersPhoneIsWalked(t *testing.T) {
	t.Parallel()
	walked := map[string]bool{}
	for _, s := range specification(t) {
		page := spec.WaitingPage
		if s.sends("customer.browser.challengeWindow", "2") {
			page = spec.WaitingWindow
		}
		for _, step := range s.steps {
			walked[page+": "+step.words] = true
		}
	}
	words := map[string]string{
		"approve": "the shopper approves it in the bank's app",
		"decline": "the shopper declines it in the bank's app",
	}
	for outcome := range browser.SimulatorJourneys()[spec.IssuerPhone] {
		for _, page := range []string{spec.WaitingPage, spec.WaitingWindow} {
			if !walked[page+": "+words[outcome]] {
				t.Errorf("no scenario leads a shopper of the %s to %q (%q)", page, outcome, words[outcome])
			}
		}
	}
}

// TestEveryJourneyOfTheLinkPageIsWalked walks what a shopper can do on the page
// of a payment link.
func TestEveryJourneyOfTheLinkPageIsWalked(t *testing.T) {
	t.Parallel()
	words := map[string]string{
		"approve":         "the shopper pays by card on the link's page",
		"decline":         "the shopper's card is declined on the link's page",
		"challenge":       "the shopper pays by card on the link's page and answers the issuer",
		"give address":    "the shopper gives an address and a card on the link's page",
		"go on to PAYPAL": "the shopper goes on from the link's page to PAYPAL and approves it there",
	}
	walked := map[string]bool{}
	for _, s := range specification(t) {
		for _, step := range s.steps {
			walked[step.words] = true
		}
	}
	for outcome := range browser.SimulatorJourneys()[spec.LinkPage] {
		if !walked[words[outcome]] {
			t.Errorf("no scenario leads a shopper of the link's page to the outcome %q (%q)", outcome, words[outcome])
		}
	}
}

// pagesOf returns the kinds of pages of the brands that a scenario starts a
// pending payment with.
func pagesOf(s scenario) []string {
	var kinds []string
	for _, step := range s.steps {
		_, brand, found := strings.Cut(step.words, " with ")
		if _, sample, fromSample := strings.Cut(step.words, " from sample "); fromSample {
			known, _ := spec.LookupSample(sample)
			brand, found = known.Value("paymentBrand"), true
		}
		if page, shown := spec.LookupPage(brand); found && shown && strings.HasPrefix(step.words, "a pending ") {
			kinds = append(kinds, page.Kind)
		}
	}
	return kinds
}
