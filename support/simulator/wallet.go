package simulator

import (
	"slices"
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

// tokenAccount checks what a merchant has decrypted from a wallet's token. The
// token itself only the wallet's maker can read, and the brand's row asks for
// one of both. Nothing of either is kept or answered.
//
// Source: parameters.tsv, applePay.*, googlePay.* and tokenAccount.*.
func (v *invalid) tokenAccount(f *form) {
	if f.any("tokenAccount.") && !f.faults.has(tokenAccountUnchecked) {
		v.require(f, slices.DeleteFunc(slices.Clone(tokenAccountNeeds()), v.about)...)
	}
}
