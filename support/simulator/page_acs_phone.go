package simulator

import "assay/support/spec"

// phoneKind is the name of the issuer's page that waits for the phone.
const phoneKind = "acs-phone"

// acsPhonePage is the question of a card's issuer that asks out of band: its page
// sends the shopper to the bank's app and waits. What a decline there ends with
// is what a failed question does (D25).
//
// Source: EMV 3-D Secure, out-of-band challenge. Which cards lead here is decided
// in support/spec.
func acsPhonePage() *pageKind {
	k := acsPage()
	k.name = phoneKind
	buttons := decide()
	buttons[1].code = codeLoginFailed
	k.device = phone(buttons)
	k.screens = []screen{{
		name: "acs-waits", title: k.screens[0].title, show: k.screens[0].show,
		hint: "The bank's app opens in a second tab. This page notices what is decided there and returns to the shop.",
	}}
	return k
}

var (
	phoneUnnoticed = wronglyShown("threedsecure", "phone-unnoticed",
		"the issuer's page goes on waiting although the shopper has decided on the phone")
	phoneDeclineLost = wronglyShown("threedsecure", "phone-decline-approves",
		"a shopper who declines in the bank's app is authenticated")
	phoneStaysFramed = wronglyShown("threedsecure", "phone-returns-within-window",
		"once the phone has decided, the shop appears within the issuer's window")
	phonePassesForCode = wronglyShown("threedsecure", "phone-passes-for-code",
		"threeDSecure.authType says that a code was entered although the phone was asked")
)

// misledPhone says whether the payment is one whose issuer asks on the phone, and
// its channel is to behave wrongly in this way.
func (p *payment) misledPhone(f fault) bool { return p.session.page.name == phoneKind && p.faulty(f) }

// authType is how an issuer asks: for a code that holds once, or out of band.
// Source: EMV 3-D Secure, authenticationType.
func (p *profile) authType(i spec.Issuer) string {
	if i.Phone && !p.faulty(phonePassesForCode) {
		return "03"
	}
	return "02"
}
