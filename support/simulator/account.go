package simulator

import (
	"strconv"
	"strings"
	"time"
)

// luhnExempt is a published test card that fails the check (D24).
const luhnExempt = "6250947000000052"

// luhn checks the last digit of a card number.
func luhn(number string) bool {
	sum := 0
	for i := range len(number) {
		d := int(number[len(number)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// brandRanges are the number ranges of the brands that are told from a number:
// where paymentBrand is left out, and to find a number of another brand.
var brandRanges = []struct {
	brand    string
	from, to int // of the first four digits
}{
	{"VISA", 4000, 4999},
	{"MASTER", 2221, 2720},
	{"MASTER", 5000, 5599},
	{"AMEX", 3400, 3499},
	{"AMEX", 3700, 3799},
}

// detectBrand tells the brand from a card number; "" when it cannot.
func detectBrand(number string) string {
	if len(number) < 12 {
		return ""
	}
	n, err := strconv.Atoi(number[:4])
	if err != nil {
		return ""
	}
	for _, r := range brandRanges {
		if n >= r.from && n <= r.to {
			return r.brand
		}
	}
	return ""
}

var (
	checkDigitUnchecked = wrongly("payments", "check-digit-unchecked", "a card number with a wrong check digit is taken")
	cvvUnchecked        = wrongly("payments", "cvv-unchecked", "a security code of another brand's length is taken")
	expiredCardAccepted = wrongly("payments", "expired-card-accepted", "an expired card is taken")
)

// checkCard returns the code of what is wrong with a card, "" if nothing is.
// Source: D24.
func checkCard(f *form, brand string, now time.Time) string {
	number := f.get("card.number")
	if number == "" {
		return ""
	}
	if !luhn(number) && number != luhnExempt && !f.faults.has(checkDigitUnchecked) {
		return codeBadAccount
	}
	if detected := detectBrand(number); detected != "" && detected != brand && hasRange(brand) {
		return codeBrandMismatch
	}
	if cvv := f.get("card.cvv"); cvv != "" && len(cvv) != cvvDigits(brand) && hasRange(brand) && !f.faults.has(cvvUnchecked) {
		return codeWrongCVV
	}
	if expires := cardExpiry(f); !expires.IsZero() && expires.Before(now) && !f.faults.has(expiredCardAccepted) {
		return codeCardExpired
	}
	return ""
}

// cvvDigits is how long the security code of a brand's cards is. Source: API
// Reference, card.cvv, "three or four digits"; that AMEX has the four is common
// knowledge, and that another length is rejected is concluded from 100.100.601.
func cvvDigits(brand string) int {
	if brand == "AMEX" {
		return 4
	}
	return 3
}

// cardExpiry is the end of a card's last month; zero when it names none.
func cardExpiry(f *form) time.Time { return endOf(f.get("card.expiryMonth"), f.get("card.expiryYear")) }

func endOf(month, year string) time.Time {
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	if y == 0 {
		return time.Time{}
	}
	return time.Date(y, time.Month(m)+1, 1, 0, 0, 0, 0, time.UTC)
}

func hasRange(brand string) bool {
	for _, r := range brandRanges {
		if r.brand == brand {
			return true
		}
	}
	return false
}

// triggered returns the result code that a request asks for: in the holder's
// name, or by name (D24). A forced decline is answered without an id.
func triggered(f *form, verdicts map[string]verdict) (code string, forced bool) {
	if code = f.get("customParameters[forceResultCode]"); code != "" {
		if _, known := verdicts[code]; !known {
			return codeBadForcedCode, false
		}
		return code, true
	}
	code, _ = triggeredBy(f.get("card.holder"), verdicts)
	return code, false
}

// triggeredBy returns the result code that a holder's name asks for (D24), and
// the merchant advice that comes with the decline: "800.100.152 MAC 02".
func triggeredBy(holder string, verdicts map[string]verdict) (code, advice string) {
	code, advice, _ = strings.Cut(holder, " MAC ")
	if !looksLikeCode(code) || strings.HasPrefix(code, "000") {
		return "", ""
	}
	if _, known := verdicts[code]; !known {
		return codeBadForcedCode, ""
	}
	return code, advice
}

// ibanValid checks the two check digits of an IBAN (ISO 7064, MOD 97-10).
func ibanValid(iban string) bool {
	if len(iban) < 5 {
		return false
	}
	rest := 0
	for _, c := range strings.ToUpper(iban[4:] + iban[:4]) {
		switch {
		case c >= '0' && c <= '9':
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z':
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// checkAccount returns the code of what is wrong with the account that a
// request names, "" if nothing is.
func checkAccount(f *form, brand string, now time.Time) string {
	if code := checkCard(f, brand, now); code != "" {
		return code
	}
	return checkBankAccount(f, brand)
}

// checkBankAccount returns the code of what is wrong with a SEPA account. Other
// brands' accounts are only checked for their format.
func checkBankAccount(f *form, brand string) string {
	if brand == "DIRECTDEBIT_SEPA" && !ibanValid(f.get("bankAccount.iban")) {
		return codeBadAccount
	}
	return ""
}
