package steps

import "slices"

// inTheBrowser are the sentences that play the shopper in a browser.
var inTheBrowser = []*Expression{
	answersFromLink, atBrandFromLink, declinedByLink, givesAddress, goesOnFromLink, hasOpenedLink, hasPaidByLink,
	opensLink, paysByLink, wasDeclinedByLink,
	brandRefuses, shopperDoes, shopperHasDone, shopperIsLeft, takesSlip, refusesTerms, wrongEntries,
	triesAgain, asksIssuerAgain, paysAgain, staysOnPhone, closesBrand, closesIssuer, hasClosedBrand, hasClosedIssuer,
	issuerDoes, issuerHasDone, issuerWrongEntries, bankAppDoes, shopperSentOff,
	cancelsInWidget, choosesInWidget, correctsInWidget, entersInWidget, hasPaidInWidget, hasTriedDeclined,
	opensWidget, paysInWidget, paysStored, triesDeclined,
}

// byWebhook are the sentences with which a merchant begins to be notified.
var byWebhook = []*Expression{hasWebhook, hasWebhookThat, hasWebhookFor, webhookUntested}

// Needs returns the abilities that a target must have for a step's text: browser,
// webhooks. They are tags of its scenario.
func Needs(text string) []string {
	var needs []string
	for _, need := range []struct {
		ability string
		by      []*Expression
	}{{"browser", inTheBrowser}, {"webhooks", byWebhook}} {
		if slices.ContainsFunc(need.by, func(e *Expression) bool { return e.MatchString(text) }) {
			needs = append(needs, need.ability)
		}
	}
	return needs
}
