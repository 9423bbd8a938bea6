package simulator

import (
	"strconv"
	"time"
	"unicode/utf8"
)

// writer appends JSON to a buffer, members in the order they are written. It
// puts the commas; whoever opens an object closes it.
type writer struct {
	b []byte
}

// open begins an object or array: as a member with a key, or as an element.
func (w *writer) open(key string, bracket byte) {
	w.key(key)
	w.b = append(w.b, bracket)
}

// close ends an object or array.
func (w *writer) close(bracket byte) { w.b = append(w.b, bracket) }

// key begins a member or, with an empty key, an element.
func (w *writer) key(key string) {
	w.comma()
	if key != "" {
		w.b = appendString(w.b, key)
		w.b = append(w.b, ':')
	}
}

func (w *writer) comma() {
	if n := len(w.b); n > 0 && w.b[n-1] != '{' && w.b[n-1] != '[' {
		w.b = append(w.b, ',')
	}
}

// text writes a string member.
func (w *writer) text(key, value string) {
	w.key(key)
	w.b = appendString(w.b, value)
}

// textIf writes a string member unless the value is empty.
func (w *writer) textIf(key, value string) {
	if value != "" {
		w.text(key, value)
	}
}

// number writes a member that is a whole number.
func (w *writer) number(key string, n int) {
	w.key(key)
	w.b = strconv.AppendInt(w.b, int64(n), 10)
}

// truth writes a member that is true or false.
func (w *writer) truth(key string, is bool) {
	w.key(key)
	w.b = strconv.AppendBool(w.b, is)
}

// null writes a member without a value.
func (w *writer) null(key string) {
	w.key(key)
	w.b = append(w.b, "null"...)
}

// amount writes money as the API does: a string with two decimals.
func (w *writer) amount(key string, m minor) {
	w.key(key)
	w.b = append(w.b, '"')
	w.b = m.append(w.b)
	w.b = append(w.b, '"')
}

// signed writes money that may be below zero.
func (w *writer) signed(key string, m minor) {
	w.key(key)
	w.b = append(w.b, '"')
	if m < 0 {
		w.b = append(w.b, '-')
		m = -m
	}
	w.b = append(m.append(w.b), '"')
}

// raw writes members that were written before, without their braces.
func (w *writer) raw(members []byte) {
	if len(members) > 0 {
		w.comma()
		w.b = append(w.b, members...)
	}
}

// time writes a time as the API does, with or without milliseconds (D34).
func (w *writer) time(key string, t time.Time, millis bool) {
	w.key(key)
	w.b = append(w.b, '"')
	w.b = appendTime(w.b, t, millis)
	w.b = append(w.b, '"')
}

func appendTime(b []byte, t time.Time, millis bool) []byte {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	b = appendPadded(b, year, 4)
	b = appendPadded(append(b, '-'), int(month), 2)
	b = appendPadded(append(b, '-'), day, 2)
	b = appendPadded(append(b, ' '), hour, 2)
	b = appendPadded(append(b, ':'), minute, 2)
	b = appendPadded(append(b, ':'), second, 2)
	if millis {
		b = appendPadded(append(b, '.'), t.Nanosecond()/1e6, 3)
	}
	return append(b, "+0000"...)
}

func appendPadded(b []byte, n, width int) []byte {
	for limit := 10; width > 1; width-- {
		if n < limit {
			b = append(b, "0000"[:width-1]...)
			break
		}
		limit *= 10
	}
	return strconv.AppendInt(b, int64(n), 10)
}

// appendString writes a JSON string. Bytes that are no UTF-8 become U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c < 0x20 || c == '"' || c == '\\' {
				b = append(b, s[start:i]...)
				b = appendEscaped(b, c)
				start = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			b = append(b, s[start:i]...)
			b = append(b, "\ufffd"...)
			start = i + size
		}
		i += size
	}
	b = append(b, s[start:]...)
	return append(b, '"')
}

func appendEscaped(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}
