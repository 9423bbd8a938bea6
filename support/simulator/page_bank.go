package simulator

// What a tester enters on pages that ask for a login.
const (
	pageUser     = "shopper"
	pagePassword = "secret"
	pageTAN      = "123456"
)

const (
	loginHint  = "User name " + pageUser + ", password " + pagePassword + "." + maxTriesHint
	loginWrong = "The user name or password is wrong."
)

// loginScreen asks who the shopper is; a bank and a wallet do alike.
func loginScreen(name, title, press string) screen {
	return screen{
		name: name, title: title, hint: loginHint, buttons: []button{proceed("login", press)},
		check: entered(loginWrong, field{name: "user", want: pageUser}, field{name: "password", want: pagePassword}),
	}
}

// bankPage is online banking: the bank, the login, a TAN.
func bankPage() *pageKind {
	banks := []string{"Assay Bank", "First Test Bank", "Sample Savings Bank"}
	return &pageKind{name: "bank", screens: []screen{
		{
			name: "bank-choose", title: "Choose your bank", hint: "Any bank will do.", show: with(banks),
			check: chosen("Please choose your bank.", "bank", banks), buttons: []button{proceed("choose", "Continue")},
		},
		loginScreen("bank-login", "Sign in to your bank", "Sign in"),
		{
			name: "bank-confirm", title: "Confirm the transfer", buttons: decide(),
			hint:  "TAN " + pageTAN + ". Declining and cancelling need none.",
			check: entered("The TAN is wrong.", field{name: "tan", want: pageTAN}),
		},
	}}
}
