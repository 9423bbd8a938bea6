package mask

import (
	"encoding/base64"
	"encoding/json"
	"html"
	"net/url"
	"strconv"
	"strings"
)

// forms returns the ways in which a secret may be written down: all of written,
// and base64.
func forms(secret string) []string {
	list := written(secret)
	for _, enc := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		list = append(list, base64Forms(enc, secret)...)
	}
	return list
}

// written returns the ways in which a text may be written down in another: as
// it is, escaped, and, as in the query of an address in a query or in JSON in
// JSON, escaped twice. The text itself comes first, and each is there once.
func written(text string) []string {
	list := []string{text}
	if isWord(text) {
		return list
	}
	seen := map[string]bool{text: true}
	from := 0
	for range 2 {
		once := list[from:]
		from = len(list)
		for _, s := range once {
			for _, enc := range escapes(s) {
				if !seen[enc] {
					seen[enc] = true
					list = append(list, enc)
				}
			}
		}
	}
	return list
}

// isWord reports whether nothing in s is ever escaped.
func isWord(s string) bool {
	for i := range len(s) {
		if !isAlnum(s[i]) {
			return false
		}
	}
	return true
}

// escapes returns s as it stands in a URL or form, in JSON or a quoted Go string,
// and in HTML.
func escapes(s string) []string {
	var list []string
	for _, enc := range []string{
		url.QueryEscape(s),
		strings.ReplaceAll(url.QueryEscape(s), "+", "%20"),
		url.PathEscape(s),
		percentAll(s),
		inner(strconv.Quote(s)),
		inner(strconv.QuoteToASCII(s)),
	} {
		list = append(list, enc, lowerEscapes(enc))
	}
	list = append(list, jsonForms(s)...)
	inHTML := html.EscapeString(s)
	return append(list, inHTML, strings.ReplaceAll(inHTML, "&#34;", "&quot;"), inText.Replace(s), inMarkup.Replace(s))
}

// How browsers write documents out.
var (
	inText   = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
	inMarkup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
)

// inner returns what stands between the quotes.
func inner(quoted string) string { return quoted[1 : len(quoted)-1] }

// percentAll escapes all but letters, digits and the four marks that RFC 3986
// never escapes; some encoders are that thorough.
func percentAll(s string) string {
	const upper = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; isAlnum(c) || strings.IndexByte("-._~", c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', upper[c>>4], upper[c&15]})
		}
	}
	return b.String()
}

// lowerEscapes returns s with the digits of its percent escapes in lower case.
func lowerEscapes(s string) string {
	b := []byte(s)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i+1:i+3], strings.ToLower(string(b[i+1:i+3])))
		}
	}
	return string(b)
}

// jsonForms returns s as encoding/json writes it, with and without its care
// for HTML, and with slashes escaped as PHP does.
func jsonForms(s string) []string {
	var plain strings.Builder
	enc := json.NewEncoder(&plain)
	enc.SetEscapeHTML(false)
	if enc.Encode(s) != nil {
		return nil
	}
	careful, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	bare := inner(strings.TrimSuffix(plain.String(), "\n"))
	return []string{bare, strings.ReplaceAll(bare, "/", `\/`), inner(string(careful))}
}

// base64Forms returns s in base64, alone and as a part of something longer (a
// user and a password, say): there the first and last characters depend on the
// neighbours and are left out.
func base64Forms(enc *base64.Encoding, s string) []string {
	list := []string{enc.EncodeToString([]byte(s))}
	for lead := range 3 {
		code := enc.EncodeToString([]byte("\x00\x00"[:lead] + s))
		from := (lead*8 + 5) / 6
		to := (lead + len(s)) * 8 / 6
		if part := code[from:to]; len(part) >= minSecret {
			list = append(list, part)
		}
	}
	return list
}
