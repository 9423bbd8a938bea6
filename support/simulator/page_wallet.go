package simulator

// walletPage is an account at the brand: the login, then what to pay with.
func walletPage() *pageKind {
	sources := []string{"Wallet balance", "Bank account", "Credit card"}
	return &pageKind{name: "wallet", screens: []screen{
		loginScreen("wallet-login", "Log in to your wallet", "Log in"),
		{
			name: "wallet-confirm", title: "Choose how to pay", hint: "Any source will do.", show: with(sources),
			check: chosen("Please choose how to pay.", "source", sources), buttons: decide(),
		},
	}}
}
