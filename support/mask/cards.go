package mask

import "strings"

// A card number has 12 to 19 digits (ISO/IEC 7812-1).
const (
	minPAN = 12
	maxPAN = 19
)

// inCard marks the bytes that a card number may consist of: digits and the
// bytes of the separators that gap knows.
var inCard = func() (t [256]bool) {
	for _, c := range []byte("0123456789 -+%" + strings.Join(typeset, "")) {
		t[c] = true
	}
	return t
}()

// typeset are the spaces and dashes that typesetting, and copying from it, puts
// between groups of digits.
var typeset = []string{
	"\u00a0", "\u2007", "\u2009", "\u200b", "\u202f", // no-break, figure, thin, zero-width, narrow no-break space
	"\u2010", "\u2011", "\u2012", "\u2013", // hyphen, no-break hyphen, figure dash, en dash
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// hideCards returns s with the middle digits of its card numbers starred.
//
// A number is at least minPAN bytes of inCard in a row, so looking at every
// minPAN-th byte is enough to find where one could be.
func hideCards(s string, known *pans) (string, bool) {
	var out []byte
	for i := minPAN - 1; i < len(s); i += minPAN {
		if !inCard[s[i]] {
			continue
		}
		from, to := i, i+1
		for from > 0 && inCard[s[from-1]] {
			from--
		}
		for to < len(s) && inCard[s[to]] {
			to++
		}
		if worthReading(s, from, to) {
			out = hideRun(s, from, to, known, out)
		}
		i = to
	}
	if out == nil {
		return s, false
	}
	return string(out), true
}

// worthReading reports whether s[from:to] has digits enough for a card number
// and is not the tail of an id, the usual place of many digits.
func worthReading(s string, from, to int) bool {
	digits := 0
	for i := from; i < to; i++ {
		if isDigit(s[i]) {
			digits++
		}
	}
	return digits >= minPAN && (digits < to-from || !isID(word(s, from, to)))
}

// hideRun stars the card numbers in s[from:to] and returns the copy of s it did
// that in: out, or a new one when out is nil. All numbers are read from s, so
// that of two overlapping ones neither shows more than it may. Of two nested
// ones the longer counts: "4200 0000 0000" in "4200 0000 0000 0000" is none.
func hideRun(s string, from, to int, known *pans, out []byte) []byte {
	query := strings.IndexByte(s[from:to], '%') >= 0
	leftmost := to // where the numbers hidden so far begin
	for end := to - 1; end-from >= minPAN-1; end-- {
		free := end+1 == len(s) || !isDigit(s[end+1])
		if !isDigit(s[end]) || (!free && known == nil) {
			continue
		}
		n := endingAt(s, end, free, false, known)
		if query {
			if other := endingAt(s, end, free, true, known); other.digits > n.digits {
				n = other
			}
		}
		if n.digits > 0 && n.at[n.digits-1] < leftmost {
			leftmost = n.at[n.digits-1]
			out = n.star(s, out)
		}
	}
	return out
}

// number is a card number found in a text.
type number struct {
	digits int
	at     [maxPAN]int // positions of the digits, the last one first
}

// endingAt walks back from the digit at end over at most maxPAN digits and
// returns the longest card number that it passes. One found by Luhn must stand
// free on both sides; a known one may be glued to other digits. With query
// set, "%20" is a separator; without, its digits are digits.
func endingAt(s string, end int, free, query bool, known *pans) (found number) {
	var sum int
	var p pan
	var maybe bool // a known one may end here
	scale := uint64(1)
	for pos := end; pos >= 0 && p.digits < maxPAN; {
		d := int(s[pos] - '0')
		found.at[p.digits] = pos
		p.digits++
		p.value += uint64(d) * scale
		scale *= 10
		sum += luhn(d, p.digits)

		prev, begins := before(s, pos, query)
		if p.digits == tailDigits {
			if maybe = known.endLike(p); !maybe && !free {
				return number{}
			}
		}
		if p.digits >= minPAN {
			hit := maybe && known.has(p) || free && begins && d != 0 && sum%10 == 0
			if hit && !harmless(s, pos, end, p.digits) {
				found.digits = p.digits
			}
		}
		pos = prev
	}
	return found
}

// luhn returns what digit d adds to the Luhn sum at the given place, counted
// from the right, from one.
func luhn(d, place int) int {
	if place%2 == 1 {
		return d
	}
	if d *= 2; d > 9 {
		d -= 9
	}
	return d
}

// star overwrites in out (a copy of s) the digits that must not be seen.
func (n number) star(s string, out []byte) []byte {
	if out == nil {
		out = []byte(s)
	}
	shown := n.digits - 6
	if n.digits < 14 { // six and four of twelve would leave two to guess
		shown = n.digits
	}
	for _, pos := range n.at[4:shown] {
		out[pos] = '*'
	}
	return out
}

// before returns the position of the digit before the one at pos, -1 for none,
// and whether a number may begin at pos. At most one separator is crossed.
func before(s string, pos int, query bool) (prev int, begins bool) {
	if pos == 0 {
		return -1, true
	}
	n := gap(s[:pos], query)
	if n == 0 && isDigit(s[pos-1]) {
		return pos - 1, escaped(s, pos)
	}
	if n > 0 && pos > n && isDigit(s[pos-n-1]) {
		return pos - n - 1, true
	}
	return -1, true
}

// gap returns the length of the separator that s ends with, 0 for none.
func gap(s string, query bool) int {
	switch c := s[len(s)-1]; {
	case c == ' ', c == '-', c == '+': // a plus is a space in a query
		return 1
	case query && strings.HasSuffix(s, "%20"):
		return 3
	case c < 0x80:
		return 0
	}
	for _, sep := range typeset {
		if strings.HasSuffix(s, sep) {
			return len(sep)
		}
	}
	return 0
}

// escaped reports whether what stands right before pos may belong to a percent or
// JSON escape, as in %224200..., %25224200..., where it is escaped again, and
// \u00224200...
func escaped(s string, pos int) bool {
	if pos >= 6 && s[pos-6] == '\\' && s[pos-5] == 'u' {
		return true
	}
	if pos < 3 || !isHex(s[pos-2]) || !isHex(s[pos-1]) {
		return false
	}
	return s[pos-3] == '%' || strings.HasSuffix(s[:pos-2], "%25") || strings.HasSuffix(s[:pos-2], "%2525")
}
