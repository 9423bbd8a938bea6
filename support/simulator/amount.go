package simulator

// minor is money in hundredths. Every currency is written with two decimals,
// those without a minor unit included (D30), so hundredths serve them all.
type minor int64

// parseAmount reads what the amount's pattern lets through: 1 to 12 digits,
// then nothing or a dot and two digits (D30).
func parseAmount(s string) (minor, bool) {
	whole, decimals := s, "00"
	if n := len(s); n > 3 && s[n-3] == '.' {
		whole, decimals = s[:n-3], s[n-2:]
	}
	if len(whole) == 0 || len(whole) > 12 {
		return 0, false
	}
	var sum minor
	for _, digits := range [2]string{whole, decimals} {
		for i := range len(digits) {
			if digits[i] < '0' || digits[i] > '9' {
				return 0, false
			}
			sum = sum*10 + minor(digits[i]-'0')
		}
	}
	return sum, true
}

// append writes the amount as the API does: "92.00".
func (m minor) append(b []byte) []byte {
	var digits [24]byte
	i := len(digits)
	for n := 0; n < 3 || m > 0; n++ {
		if n == 2 {
			i--
			digits[i] = '.'
		}
		i--
		digits[i] = byte('0' + m%10)
		m /= 10
	}
	return append(b, digits[i:]...)
}

func (m minor) String() string { return string(m.append(nil)) }
