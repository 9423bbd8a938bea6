package mask

import "strings"

// Echo returns text with every value replaced by shown: a page or a gateway
// that refuses a value quotes it, as it is or escaped, and nobody can tell a CVV
// from other numbers by its looks. A short value is replaced only where it stands
// alone, so that a CVV of 110 does not change a result code.
func Echo(text, value, shown string) string {
	if value == "" || shown == value {
		return text
	}
	if len(value) < minSecret {
		return replace(text, value, shown, true)
	}
	for _, form := range written(value) {
		text = replace(text, form, shown, false)
	}
	return text
}

// replace replaces value in text, if so demanded only where it stands alone.
func replace(text, value, shown string, word bool) string {
	var out strings.Builder
	rest := 0
	for from := 0; ; {
		at := strings.Index(text[from:], value)
		if at < 0 {
			break
		}
		at += from
		from = at + len(value)
		if word && !((alone(text, at-1) || escaped(text, at)) && alone(text, from)) {
			continue
		}
		out.WriteString(text[rest:at])
		out.WriteString(shown)
		rest = from
	}
	if rest == 0 {
		return text
	}
	out.WriteString(text[rest:])
	return out.String()
}

// alone reports whether the byte at i, if there is one, ends a word: it is not
// a part of an id, a number, a date or a time.
func alone(s string, i int) bool {
	return i < 0 || i >= len(s) || !isAlnum(s[i]) && strings.IndexByte("-._~:@", s[i]) < 0
}
