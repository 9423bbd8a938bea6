package steps

import (
	"regexp"
	"slices"
)

// inTheBrowser are the sentences that play the shopper in a browser.
var inTheBrowser = []*regexp.Regexp{
	answersFromLink, atBrandFromLink, declinedByLink, givesAddress, goesOnFromLink, hasOpenedLink, hasPaidByLink,
	opensLink, paysByLink, wasDeclinedByLink,
	brandRefuses, shopperDoes, shopperHasDone, shopperIsLeft, takesSlip, wrongEntries,
	triesAgain, asksIssuerAgain, paysAgain, staysOnPhone, closesBrand, closesIssuer, hasClosedBrand, hasClosedIssuer,
	issuerDoes, issuerHasDone, issuerWrongEntries, shopperSentOff,
	cancelsInWidget, choosesInWidget, correctsInWidget, entersInWidget, hasPaidInWidget, hasTriedDeclined,
	opensWidget, paysInWidget, paysStored, triesDeclined,
}

// NeedsBrowser says whether a step's text is a sentence that plays the shopper in
// a browser, which a target must be able to.
func NeedsBrowser(text string) bool {
	return slices.ContainsFunc(inTheBrowser, func(e *regexp.Regexp) bool { return e.MatchString(text) })
}
