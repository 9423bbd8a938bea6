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
}

// IssuerPages are the kinds of page that a card's issuer shows, beside
// [PageKinds] in a description of journeys: one that fills the window, and one in
// a window of the gateway's page.
var IssuerPages = []string{IssuerPage, IssuerWindow}

// The kinds of an issuer's page.
const (
	IssuerPage   = "issuer page"
	IssuerWindow = "issuer window"
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

var issuers = sync.OnceValue(func() map[string]Issuer {
	known := map[string]Issuer{}
	for _, d := range testData() {
		if i, ok := issuerOf(d); ok {
			if _, taken := known[d.Value]; !taken {
				known[d.Value] = i
			}
		}
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
