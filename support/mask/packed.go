package mask

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

// shortestPacked is the length of the shortest base64 that is unpacked, as long
// as that of a card number.
const shortestPacked = 16

// Packed returns s with every base64 in it hidden that hide would change if it
// could read it. What is packed in another way, or is no text, stays.
func Packed(s string, hide func(string) string) string {
	var out strings.Builder
	rest := 0
	for i := shortestPacked - 1; i < len(s); i += shortestPacked {
		if !inBase64[s[i]] {
			continue
		}
		from, to := i, i+1
		for from > rest && inBase64[s[from-1]] {
			from--
		}
		for to < len(s) && inBase64[s[to]] {
			to++
		}
		i = to
		if start, secret := packs(s[from:to], hide); secret {
			out.WriteString(s[rest : from+start])
			out.WriteString(Hidden)
			for to < len(s) && s[to] == '=' {
				to++
			}
			rest = to
		}
	}
	if rest == 0 {
		return s
	}
	out.WriteString(s[rest:])
	return out.String()
}

// mostTries is how often one word is unpacked: it may begin like a text in many
// places.
const mostTries = 8

// packs reports whether a word is base64 of a text that hide changes, and where
// that begins: what stands before it may be a path, or a part that was cut.
func packs(word string, hide func(string) string) (start int, secret bool) {
	tries := 0
	for start = 0; len(word)-start >= shortestPacked && tries < mostTries; start++ {
		if start > 3 && word[start-1] != '/' || !isText(word[start:]) {
			continue
		}
		tries++
		if text := unpack(word[start:]); utf8.Valid(text) && hide(string(text)) != string(text) {
			return start, true
		}
	}
	return 0, false
}

// unpack decodes base64 as far as it goes.
func unpack(code string) []byte {
	enc := base64.RawStdEncoding
	if strings.ContainsAny(code, "-_") {
		enc = base64.RawURLEncoding
		code, _, _ = strings.Cut(code, "/") // of a path
	}
	text := make([]byte, enc.DecodedLen(len(code)))
	n, _ := enc.Decode(text, []byte(code)) // what cannot be decoded hides nothing
	return text[:n]
}

// isText reports whether code begins like the base64 of a text. Nearly every
// other word does not.
func isText(code string) bool {
	for i := 0; i < shortestPacked; i += 4 {
		bits := uint32(sextet[code[i]])<<18 | uint32(sextet[code[i+1]])<<12 |
			uint32(sextet[code[i+2]])<<6 | uint32(sextet[code[i+3]])
		if !isPrinted(byte(bits>>16)) || !isPrinted(byte(bits>>8)) || !isPrinted(byte(bits)) {
			return false
		}
	}
	return true
}

func isPrinted(c byte) bool { return ' ' <= c && c <= '~' || c == '\n' || c == '\r' || c == '\t' }

// inBase64 marks the digits of base64, and sextet is what they stand for, in
// either alphabet.
var inBase64, sextet = func() (in [256]bool, value [256]byte) {
	const common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	for _, alphabet := range []string{common + "+/", common + "-_"} {
		for i := range len(alphabet) {
			in[alphabet[i]], value[alphabet[i]] = true, byte(i)
		}
	}
	return in, value
}()
