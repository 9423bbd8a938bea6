package mask

import (
	"net/url"
	"strings"
)

// Field returns value as it may be shown for a parameter of that name. Names
// are compared without regard to case, and brackets nest as dots do, since a
// misspelt one carries the same secret.
//
//   - card.number: the first six and the last four characters
//   - card.cvv, authentication.*, tokenAccount.*, passwords, payment and
//     account tokens, cryptograms, the Authorization and cookie headers: "[secret]"
//   - card.expiry*: "**"
//   - bankAccount.iban and .number: the first four and the last four
//   - anything else: as [Masker.String]
func (m *Masker) Field(name, value string) string {
	if value == "" {
		return value
	}
	if strings.IndexByte(name, '[') >= 0 {
		name = brackets.Replace(name)
	}
	parent, leaf := "", name
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		parent, leaf = name[:dot], name[dot+1:]
	}
	switch owner := parent[strings.LastIndexByte(parent, '.')+1:]; {
	case isOneOf(leaf, "password", "paymentToken", "cryptogram", "cvv", "accessToken", "accountToken",
		"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"):
		return Hidden
	case parent == "":
	case under(parent, "authentication"), under(parent, "tokenAccount"):
		return Hidden
	case strings.EqualFold(owner, "card"):
		if strings.EqualFold(leaf, "number") {
			return ends(value, 6)
		}
		if len(leaf) >= 6 && strings.EqualFold(leaf[:6], "expiry") {
			return "**"
		}
	case strings.EqualFold(owner, "bankAccount"):
		if isOneOf(leaf, "iban", "number") {
			return ends(value, 4)
		}
	}
	return m.String(value)
}

// brackets makes card[number] card.number, as some libraries nest names.
var brackets = strings.NewReplacer("[", ".", "]", "")

// under reports whether the first segment of a parameter name is root.
func under(parent, root string) bool {
	first, _, _ := strings.Cut(parent, ".")
	return strings.EqualFold(first, root)
}

func isOneOf(s string, names ...string) bool {
	for _, name := range names {
		if len(s) == len(name) && strings.EqualFold(s, name) {
			return true
		}
	}
	return false
}

// ends keeps the first bytes and the last four of a number and stars the rest;
// of one too short for that it keeps the last four, or nothing.
func ends(value string, first int) string {
	if len(value) < first+8 {
		first = 0
	}
	last := 4
	if len(value) < 12 {
		last = 0
	}
	return value[:first] + stars(len(value)-first-last) + value[len(value)-last:]
}

// URL returns raw with the values of its query masked by [Masker.Field], the
// password of its user hidden, and everything else masked as by
// [Masker.String]. It takes anything, also what is no URL.
func (m *Masker) URL(raw string) string {
	rest, fragment, hasFragment := strings.Cut(raw, "#")
	path, query, hasQuery := strings.Cut(rest, "?")
	out := m.String(withoutUser(path))
	if hasQuery {
		out += "?" + m.query(query)
	}
	if hasFragment {
		out += "#" + m.String(fragment)
	}
	return out
}

// withoutUser hides the user information of an absolute URL.
func withoutUser(s string) string {
	scheme := strings.Index(s, "://")
	if scheme < 0 {
		return s
	}
	host := s[scheme+3:]
	if slash := strings.IndexByte(host, '/'); slash >= 0 {
		host = host[:slash]
	}
	at := strings.LastIndexByte(host, '@')
	if at < 0 {
		return s
	}
	return s[:scheme+3] + Hidden + s[scheme+3+at:]
}

// query masks the values of a query and leaves the rest byte for byte.
func (m *Masker) query(raw string) string {
	pairs := strings.Split(raw, "&")
	for i, p := range pairs {
		name, value, _ := strings.Cut(p, "=")
		plainName, err := url.QueryUnescape(name)
		if err != nil {
			plainName = name
		}
		plain, err := url.QueryUnescape(value)
		if err != nil {
			plain = value
		}
		if masked := m.Field(plainName, plain); masked != plain {
			pairs[i] = m.String(name) + "=" + readable.Replace(url.QueryEscape(masked))
		} else {
			pairs[i] = m.String(p)
		}
	}
	return strings.Join(pairs, "&")
}

// readable undoes the escapes of what masking puts in.
var readable = strings.NewReplacer("%2A", "*", "%5B", "[", "%5D", "]")
