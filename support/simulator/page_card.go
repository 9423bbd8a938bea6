package simulator

import "strings"

// The card that a tester enters on the pages. Its number is no brand's.
const (
	pageCard   = "8888880000000001"
	pageExpiry = "12/49"
	pagePIN    = "1234"
)

const (
	cardWrong = "The card details are wrong."
	cardHint  = "Card number " + pageCard + ", expiry date " + pageExpiry
)

// cardNumber is the field for it, which may be entered in groups.
func cardNumber() field {
	return field{name: "number", want: pageCard, tidy: strings.NewReplacer(" ", "", "-", "").Replace}
}

// cardPage is a scheme's own page that asks for a number and a PIN.
func cardPage() *pageKind {
	return &pageKind{name: "card", screens: []screen{
		{
			name: "card-login", title: "Pay by card", hint: cardHint + ", PIN " + pagePIN + "." + maxTriesHint,
			check:   entered(cardWrong, cardNumber(), field{name: "expiry", want: pageExpiry}, field{name: "pin", want: pagePIN}),
			buttons: []button{proceed("login", "Continue")},
		},
		{name: "card-confirm", title: "Confirm the card payment", hint: "Approve, decline or cancel.", buttons: decide()},
	}}
}
