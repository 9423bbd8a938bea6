package spec

import (
	"regexp"
	"sync"
)

// The outcomes of asking a card's issuer by 3-D Secure, in the words of
// test-data.tsv.
const (
	Frictionless     = "frictionless"    // the issuer is content without asking its holder
	Attempt          = "attempt"         // the issuer cannot say, and the attempt counts
	Challenge        = "challenge"       // the issuer asks its holder
	TechnicalError   = "technical error" // the issuer's system failed
	NotEnrolled      = "not enrolled"    // the holder does not take part
	NotParticipating = "not applicable"  // the card does not take part
)

// Issuer is what the issuer of a published test card does when 3-D Secure asks
// it. The zero value is that of a card nobody published for it.
type Issuer struct {
	Outcome    string // one of those above, "" = not listed
	MethodData bool   // it wants to see the shopper's browser first
	First      bool   // it knows the first version of 3-D Secure only
	Phone      bool   // it asks in the bank's app on the holder's phone, and not for a code
}

// IssuerPages are the kinds of page that a card's issuer shows, beside
// [PageKinds] in a description of journeys: one that fills the window, and one in
// a window of the gateway's page.
var IssuerPages = []string{IssuerPage, IssuerWindow}

// IssuerPhones are those of an issuer that asks on the shopper's phone: the page
// and the window that wait for it, and the phone's own.
var IssuerPhones = []string{WaitingPage, WaitingWindow, IssuerPhone}

// The kinds of an issuer's page.
const (
	IssuerPage    = "issuer page"
	IssuerWindow  = "issuer window"
	WaitingPage   = "waiting issuer page"
	WaitingWindow = "waiting issuer window"
	IssuerPhone   = "issuer phone"
)

var (
	secondVersion = regexp.MustCompile(
		`^3DS2 (frictionless|attempt|challenge|technical error|not enrolled|not applicable)(?:, method data ([YN]))?$`)
	indicator = regexp.MustCompile(`ECI (\d\d), status ([A-Z])`)
)

// firstVersion is the trigger of the cards that the first version knows. Their
// holders were always asked.
const firstVersion = "3DS1 enrolled card"

// issuerOf reads a row of the test data; ok says that it is about 3-D Secure.
func issuerOf(d TestDatum) (i Issuer, ok bool) {
	if d.Kind != "card" || d.Value == "*" {
		return Issuer{}, false
	}
	if d.Trigger == firstVersion {
		return Issuer{Outcome: Challenge, First: true}, true
	}
	words := secondVersion.FindStringSubmatch(d.Trigger)
	if words == nil {
		return Issuer{}, false
	}
	return Issuer{Outcome: words[1], MethodData: words[2] == "Y"}, true
}

// issuers has the cards of 3-D Secure by number. Brands have two cards for the
// same challenge, and no source says in what they differ: here the issuer of the
// second asks on the phone (D25).
var issuers = sync.OnceValue(func() map[string]Issuer {
	known := map[string]Issuer{}
	challenges := map[string]int{}
	for _, d := range testData() {
		i, ok := issuerOf(d)
		if _, taken := known[d.Value]; !ok || taken {
			continue
		}
		if i.Outcome == Challenge && !i.First {
			challenges[d.Brand+d.Trigger]++
			i.Phone = challenges[d.Brand+d.Trigger] == 2
		}
		known[d.Value] = i
	}
	return known
})

// IssuerOf returns what the issuer of a card does, by its number.
//
// Source: test-data.tsv, the cards with a trigger of 3-D Secure.
func IssuerOf(number string) Issuer { return issuers()[number] }

var indicators = sync.OnceValue(func() map[string]string {
	known := map[string]string{}
	for _, d := range testData() {
		if words := indicator.FindStringSubmatch(d.Outcome); words != nil {
			known[d.Brand+" "+words[2]] = words[1]
		}
	}
	return known
})

// ECI returns the electronic commerce indicator that a brand's cards answer
// with a status of authentication (Y, A or N); brands without a published card
// answer like VISA. "" means that there is none.
//
// Source: test-data.tsv, the outcomes of the same cards.
func ECI(brand, status string) string {
	if eci, known := indicators()[brand+" "+status]; known {
		return eci
	}
	return indicators()[usualIndicators+" "+status]
}

// usualIndicators is the brand whose indicators hold for brands of which none
// are published.
const usualIndicators = "VISA"
