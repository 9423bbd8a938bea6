package simulator

import "assay/support/spec"

// issuer is what the issuer of every card on a channel says beyond its verdict.
// The letters and the form of the fields are documented, whose cards they are
// about is not: the issuer is made up.
type issuer struct {
	avs, cvv string // what its checks find; "" = it does not say
	cardType string // of its cards; "" = answers say nothing of that, as older ones
}

// Of the made-up issuer.
const (
	issuerCountry = "GB"
	issuerLevel   = "CLASSIC"
	issuerBank    = "Assay Bank"
)

// issuerSettings are what a channel's issuer says. Source: response-parameters.tsv,
// result.avsResponse, result.cvvResponse, card.type.
var issuerSettings = []Setting{
	choice("avs", []string{"A", "Z", "N", "U", "F"}, "not told", "what the issuer's check of an address finds: avsResponse",
		func(s *settings, value string) { s.issuer.avs = value }),
	choice("cvv", []string{"M", "N", "P", "S", "U"}, "not told",
		"what the issuer's check of a security code finds: cvvResponse",
		func(s *settings, value string) { s.issuer.cvv = value }),
	choice("card-type", []string{"CREDIT", "DEBIT"}, "not told",
		"type of all cards, which is told along with a country, a level and an issuer",
		func(s *settings, value string) { s.issuer.cardType = value }),
}

var (
	checksMixedUp      = wrongly("payments", "checks-mixed-up", "what was found about the address is told of the security code")
	cardCountryInWords = wrongly("payments", "card-country-in-words", "answers name the country of a card's issuer")
)

// findings are what the issuer found about an address and a security code; ""
// where there was none to check.
type findings struct{ avs, cvv string }

// noteFindings notes what the issuer of a payment's card will find about what was
// sent with it. It decides on nothing.
func (*Server) noteFindings(e *exchange, p *payment) string {
	if e.order.brand.Kind != "card" {
		return ""
	}
	says := &e.profile.settings.issuer
	if e.form.any("billing.") {
		p.found.avs = says.avs
	}
	if e.form.get("card.cvv") != "" {
		p.found.cvv = says.cvv
	}
	if e.profile.faulty(checksMixedUp) {
		p.found.avs, p.found.cvv = p.found.cvv, p.found.avs
	}
	return ""
}

// members are the names and values of what the issuer of a payment has found. It
// was asked if it has approved or declined.
func (f findings) members(code string) []string {
	if f == (findings{}) {
		return nil
	}
	if g, _ := spec.GroupOf(code); g.Name != "reject-bank" && verdicts()[code].state != approved {
		return nil
	}
	return []string{"avsResponse", f.avs, "cvvResponse", f.cvv}
}
