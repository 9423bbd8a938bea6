package opp

import "slices"

// Param is one parameter of a request under the gateway's own name:
// "card.number", "customParameters[SHOPPER_ref]".
type Param struct{ Name, Value string }

// Params are the parameters of a request in the order in which they are sent.
// A name may be there twice.
type Params []Param

// Add appends a parameter.
func (p *Params) Add(name, value string) { *p = append(*p, Param{name, value}) }

// Set gives the parameter this value only: in its first place, or at the end
// when it is new. Repeats are dropped.
func (p *Params) Set(name, value string) {
	first := p.index(name)
	if first < 0 {
		p.Add(name, value)
		return
	}
	rest := (*p)[first+1:]
	kept := slices.DeleteFunc(slices.Clone(rest), func(q Param) bool { return q.Name == name })
	*p = append(append(slices.Clone((*p)[:first]), Param{name, value}), kept...)
}

// Get returns the first value of a parameter, "" when there is none.
func (p Params) Get(name string) string {
	if i := p.index(name); i >= 0 {
		return p[i].Value
	}
	return ""
}

// Has reports whether the parameter is there, with whatever value.
func (p Params) Has(name string) bool { return p.index(name) >= 0 }

// Del removes a parameter with all its repeats.
func (p *Params) Del(name string) {
	*p = slices.DeleteFunc(slices.Clone(*p), func(q Param) bool { return q.Name == name })
}

func (p Params) index(name string) int {
	return slices.IndexFunc(p, func(q Param) bool { return q.Name == name })
}

// encode appends p to b as application/x-www-form-urlencoded in UTF-8. Unlike
// url.Values it keeps the order and the repeats.
//
// Source: Server-to-Server, "Synchronous workflow"; WHATWG URL, "urlencoded
// serializing".
func (p Params) encode(b []byte) []byte {
	for i, q := range p {
		if i > 0 {
			b = append(b, '&')
		}
		b = escape(b, q.Name)
		b = append(b, '=')
		b = escape(b, q.Value)
	}
	return b
}

// size is how long encode's result is when nothing needs an escape.
func (p Params) size() int {
	n := 0
	for _, q := range p {
		n += len(q.Name) + len(q.Value) + 2
	}
	return n
}

// escape appends s to b with everything but unreserved characters escaped.
func escape(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9',
			c == '-', c == '.', c == '_', c == '~':
			b = append(b, c)
		case c == ' ':
			b = append(b, '+')
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return b
}
