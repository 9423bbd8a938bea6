package simulator

import (
	"net/url"
	"slices"
	"strings"

	"assay/support/spec"
)

// The API's own messages, as recorded.
const (
	notAllowed     = "is not an allowed parameter"
	mayNotBeEmpty  = "may not be empty"
	cardMustBeSet  = "card properties must be set"
	missingOrWrong = "invalid or missing parameter"
	notEncoded     = "must be percent-encoded UTF-8"
	sentTwice      = "was already set and cannot be overwritten"
	mustBeURL      = "must be an absolute URL"
)

// initialTypes are the payment types of /v1/payments, as a recorded refusal
// lists them; followTypes are those of /v1/payments/{id}.
var (
	initialTypes = []string{typePA, typeDB, typeCD, typePACP}
	followTypes  = []string{typePA, typeCP, typeRV, typeRF, typeRB, typeRC, typeCB, typeCR}
)

var (
	unknownAccepted      = wrongly("errors", "unknown-accepted", "unknown parameters are ignored")
	amountFormUnchecked  = wrongly("errors", "amount-form-unchecked", "an amount of any form is taken")
	brandDemandsNothing  = wrongly("brands", "brand-demands-nothing", "what a brand needs is not asked for")
	registersWithoutCard = wrongly("registrations", "registers-without-card", "a card brand is stored without card data")
)

// parameterError is one entry of result.parameterErrors.
type parameterError struct {
	name, value string // an empty value is answered as null
	message     string
}

// invalid collects what is wrong with a request: it answers all at once.
type invalid []parameterError

func (v *invalid) add(name, value, message string) {
	*v = append(*v, parameterError{name, shown(name, value), message})
}

// about says whether a parameter is complained of already.
func (v *invalid) about(name string) bool {
	return slices.ContainsFunc(*v, func(e parameterError) bool { return e.name == name })
}

// require adds an error for every name that has no value; "a|b" wants one of
// them, "items[n].name" one item that has it.
func (v *invalid) require(f *form, names ...string) {
	for _, name := range names {
		if f.get(name) != "" || f.faults.has(emptyIsPresent) && f.index(name) >= 0 {
			continue
		}
		alternatives := strings.Split(name, "|")
		if !slices.ContainsFunc(alternatives, f.has) {
			v.add(alternatives[0], "", mayNotBeEmpty)
		}
	}
}

// secretNames never come back, not even in an error.
// A misspelt name carries the same secret, so their case does not count.
var secretNames = []string{
	"card.cvv", "authentication.", "password", "cryptogram", "paymenttoken", "dtvc", "tokenaccount.number", "accounttoken",
	"applepay.", "googlepay.", // a merchant may put the token in the wrong place
}

// shown is a value as an error may repeat it: no card number and no secret.
func shown(name, value string) string {
	lower := strings.ToLower(name)
	for _, secret := range secretNames {
		if strings.Contains(lower, secret) {
			return strings.Repeat("*", min(len(value), 8))
		}
	}
	run, longest := 0, 0
	for i := range len(value) {
		switch c := value[i]; {
		case c >= '0' && c <= '9':
			run++
			longest = max(longest, run)
		case c != ' ' && c != '-':
			run = 0
		}
	}
	if longest >= 12 && !strings.HasSuffix(name, "mount") || strings.HasSuffix(name, ".number") {
		return starred(value, 6, 4)
	}
	return value
}

// parameters checks names and formats of all that was sent. A parameter whose
// mismatch is only worth a warning passes. Source: D04, D05, D07, D31, D35.
func (f *form) parameters(c *settings, types []string) invalid {
	var wrong invalid
	if f.tooMany {
		wrong.add("", "", "there are too many parameters")
	}
	if c.refuseRepeated {
		for _, name := range f.repeated {
			wrong.add(name, f.get(name), sentTwice)
		}
	}
	for i := range f.params {
		p := &f.params[i]
		switch {
		case p.spoiled:
			wrong.add(strings.ToValidUTF8(p.name, "?"), strings.ToValidUTF8(p.value, "?"), notEncoded)
		case p.value == "":
		case p.name == "paymentType" && types != nil:
			if !slices.Contains(types, p.value) {
				wrong.add(p.name, p.value, "must be one of ["+strings.Join(types, ", ")+"]")
			}
		default:
			if message := c.parameter(p.name, p.value); message != "" {
				wrong.add(p.name, p.value, message)
			}
		}
	}
	return wrong
}

// parameter checks one name and value and returns what is wrong.
func (c *settings) parameter(name, value string) string {
	known, ok := spec.LookupParameter(name)
	if c.rules.faults.has(unknownAccepted) && !ok || c.rules.faults.has(amountFormUnchecked) && name == "amount" {
		return ""
	}
	if !ok || len(name) > 255 {
		tolerated := c.lenient || !c.strictNames && spec.InDocumentedGroup(name)
		if strings.HasPrefix(name, "customParameters[") || tolerated && len(name) <= 255 {
			return ""
		}
		return notAllowed
	}
	if known.Level == "error" {
		if message, ok := known.Check(value); !ok {
			return message
		}
	}
	if c.refuseShortID && name == "merchantTransactionId" && len(value) < 8 {
		return `must match ^[\s\S]{8,255}$`
	}
	return ""
}

// initialPayment checks what POST /v1/payments wants beyond formats: the
// basics, and what the brand needs.
func (v *invalid) initialPayment(f *form, b spec.Brand, known bool) {
	v.require(f, "paymentType", "amount", "currency")
	account := f.any("card.")
	switch {
	case f.get("paymentBrand") == "":
		if !account && !f.any("bankAccount.") && !f.any("virtualAccount.") {
			v.add("paymentBrand", "", cardMustBeSet)
		} else if !known {
			v.add("paymentBrand", "", mayNotBeEmpty)
		}
	case b.Kind == "card" && !account:
		v.add("paymentBrand", "", cardMustBeSet)
	}
	if known && (b.Kind != "card" || account) && !f.faults.has(brandDemandsNothing) {
		v.require(f, b.Required...)
		v.returnURL(f, b.Workflow == spec.Async)
		v.tokenAccount(f)
	}
}

// returnURL checks where a payment sends its shopper back to.
func (v *invalid) returnURL(f *form, needed bool) {
	raw := f.get("shopperResultUrl")
	if raw == "" {
		if needed && !v.about("shopperResultUrl") {
			v.add("shopperResultUrl", "", mayNotBeEmpty)
		}
		return
	}
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || slices.Contains(unsafeSchemes, u.Scheme) {
		v.add("shopperResultUrl", raw, mustBeURL)
	}
}

// unsafeSchemes may not be a return address: they would run in the gateway's
// page. Schemes of apps are fine.
var unsafeSchemes = []string{"", "javascript", "data", "vbscript", "file", "blob", "about"}
