package browser

import (
	"encoding/json"
	"regexp"
	"strings"

	"assay/support/mask"
)

// secretPattern is how fields, parameters and headers are called whose values no
// report may show, whatever the page says they are for. The agent in the page
// goes by the same pattern, so it keeps to what Go and browsers both understand.
const secretPattern = `card[ ._-]?(number|no|num)|(^|[^a-z])(cc[._-]?(num|csc|cvv|exp)|pan|pin|tan|otp|iban|pw|auth)([^a-z]|$)` +
	`|cvv|cvc|cvn|csc|security.?code|one.?time|passw|passcode|passphrase|pwd|account.?number|secret|token|api.?key` +
	`|authori[sz]ation|cookie|cryptogram|expir`

var secretName = regexp.MustCompile(`(?i)` + secretPattern)

// secretNames is secretPattern as a line of script.
func secretNames() string {
	text, err := json.Marshal(secretPattern)
	if err != nil {
		panic(err) // a constant
	}
	return "globalThis.assaySecretName ??= new RegExp(" + string(text) + ", 'i');\n"
}

var addressParameter = regexp.MustCompile(`[?&#][^=&#]*=[^&#]*`)

// maskAddress masks an address, and the parameters in it that go by the name of
// a secret.
func maskAddress(m *mask.Masker, address string) string {
	return addressParameter.ReplaceAllStringFunc(m.URL(address), func(pair string) string {
		name, value, _ := strings.Cut(pair, "=")
		if value != "" && secretName.MatchString(name[1:]) {
			return name + "=" + mask.Hidden
		}
		return pair
	})
}
