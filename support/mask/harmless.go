package mask

import "regexp"

// moments matches what has digits and separators and is no card number: a
// timestamp with a time of day, and a UUID.
var moments = regexp.MustCompile(
	`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?( ?[+-]\d\d:?\d\d)?` +
		`|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}`)

// reach is how far around a number moments is looked for: the longest match
// that touches the number's first or last byte.
const reach = 40

// harmless reports whether the digits from s[from] to s[last] belong to
// something that only looks like a card number: an id, a timestamp, an amount.
// It is asked after the Luhn check, so it may take its time.
func harmless(s string, from, last, digits int) bool {
	end := last + 1
	if digits == minPAN && end-from == minPAN && isCents(s[end:]) {
		return true
	}
	left, right := wordStart(s, from), wordEnd(s, end)
	first := from // end of the first group of digits
	for first < right && isAlnum(s[first]) {
		first++
	}
	final := last // start of the last group
	for final > left && isAlnum(s[final-1]) {
		final--
	}
	if isID(s[left:first]) || isID(s[max(final, left):right]) {
		return true
	}
	low, high := max(0, from-reach), min(len(s), end+reach)
	if !maybeMoment(s[low:high]) {
		return false
	}
	for _, m := range moments.FindAllStringIndex(s[low:high], -1) {
		begin, stop := low+m[0], low+m[1]
		whole := (begin == 0 || !isDigit(s[begin-1])) && (stop == len(s) || !isDigit(s[stop]))
		if whole && begin < end && stop > from {
			return true
		}
	}
	return false
}

// maybeMoment reports whether moments may match in s: looking is cheaper than
// matching, and a long list of numbers has neither the colon of a time of day nor
// the dashes of a UUID.
func maybeMoment(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case ':':
			return true
		case '-':
			if i+15 < len(s) && s[i+5] == '-' && s[i+10] == '-' && s[i+15] == '-' {
				return true
			}
		}
	}
	return false
}

// isCents reports whether s begins with the decimals of an amount.
func isCents(s string) bool {
	return len(s) >= 3 && s[0] == '.' && isDigit(s[1]) && isDigit(s[2]) && (len(s) == 3 || !isDigit(s[3]))
}

// word returns the word that s[from:to] is in.
func word(s string, from, to int) string { return s[wordStart(s, from):wordEnd(s, to)] }

// longestID is the length of the longest identifier. Words are not followed any
// further: a body that is one word would be read again for every number in it.
const longestID = 64

// wordEnd returns where the word that goes on at pos ends, or a place that is
// too far away for an identifier.
func wordEnd(s string, pos int) int {
	for far := pos + longestID; pos < len(s) && pos <= far && isAlnum(s[pos]); {
		pos++
	}
	return pos
}

// wordStart returns where the word around pos begins, or a place that is too
// far away for an identifier. The letters and digits of an escape right before
// it are not a part of the word.
func wordStart(s string, pos int) int {
	left := pos
	for far := pos - longestID; left > 0 && left >= far && isAlnum(s[left-1]); {
		left--
	}
	if left == 0 || left == pos {
		return left
	}
	switch escape := s[left-1 : left+1]; {
	case escape[0] == '%':
		return min(left+2, pos)
	case escape == `\u`:
		return min(left+5, pos)
	case escape[0] == '\\':
		return left + 1
	}
	return left
}

// isID reports whether a word has the shape of an identifier: 32, 40 or 64
// hexadecimal digits (payment ids, build numbers, hashes), or a ULID.
func isID(word string) bool {
	switch len(word) {
	case 32, 40, 64:
		for i := range len(word) {
			if !isHex(word[i]) {
				return false
			}
		}
		return true
	case 26:
		return isULID(word)
	}
	return false
}

// isULID reports whether the 26 bytes of word are Crockford's base 32, not
// above the largest ULID, and not all digits.
func isULID(word string) bool {
	letters := 0
	for i := range len(word) {
		switch c := word[i]; {
		case isDigit(c):
		case 'A' <= c && c <= 'Z' && c != 'I' && c != 'L' && c != 'O' && c != 'U':
			letters++
		default:
			return false
		}
	}
	return letters > 0 && word[0] <= '7'
}

func isHex(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func isAlnum(c byte) bool {
	return isDigit(c) || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
