package simulator

// What a tester enters where a card's issuer asks.
const (
	pageSecurityCode = "123"
	pageOneTimeCode  = "123456"
)

// challengePage is a card form, and then the question of the card's issuer as
// 3-D Secure puts it.
func challengePage() *pageKind {
	return &pageKind{name: "challenge", screens: []screen{
		{
			name: "challenge-card", title: "Enter your card", buttons: []button{proceed("details", "Continue")},
			hint: cardHint + ", security code " + pageSecurityCode + "." + maxTriesHint,
			check: entered(cardWrong, cardNumber(), field{name: "expiry", want: pageExpiry},
				field{name: "cvv", want: pageSecurityCode}),
		},
		{
			name: "challenge-code", title: "Confirm that it is you", buttons: decide(), show: with(pageCard[len(pageCard)-4:]),
			hint:  "One-time code " + pageOneTimeCode + "." + maxTriesHint,
			check: entered("The one-time code is wrong.", field{name: "code", want: pageOneTimeCode}),
		},
	}}
}
