package simulator

import (
	"slices"
	"strings"
	"sync"

	"assay/support/spec"
)

var tokenAccountUnchecked = wrongly("payments", "token-account-unchecked",
	"decrypted data of a wallet may lack what a token account needs")

// tokenAccountNeeds are the parameters that a token account cannot be without.
// Source: parameters.tsv, tokenAccount.*.
var tokenAccountNeeds = sync.OnceValue(func() []string {
	var names []string
	for _, p := range spec.Parameters() {
		if p.Group == "tokenAccount" && p.Requirement == "required" {
			names = append(names, p.Name)
		}
	}
	return names
})

// wallet checks what a wallet's payment brings along: the token as the wallet
// gave it, or the data that the merchant has decrypted from it. They are a token
// account, or a card, and the merchant says then where the wallet was shown.
// Nothing of either is kept or answered.
//
// Source: parameters.tsv, applePay.*, googlePay.* and tokenAccount.*. That a
// source alone is no account is concluded.
func (v *invalid) wallet(f *form, b spec.Brand) {
	if f.faults.has(tokenAccountUnchecked) {
		return
	}
	decrypted := f.any("tokenAccount.")
	i := slices.IndexFunc(b.Required, func(name string) bool { return strings.Contains(name, ".paymentToken|") })
	if i >= 0 {
		token, source, _ := strings.Cut(b.Required[i], "|")
		switch {
		case f.has(token):
		case decrypted:
			v.require(f, source)
		case f.has(source) && !f.any("card."):
			decrypted = true
		}
	}
	if decrypted {
		v.require(f, slices.DeleteFunc(slices.Clone(tokenAccountNeeds()), v.about)...)
	}
}
