package reports

import (
	"maps"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"assay/support/mask"
)

// stamp is the form of every time in the log: UTC, always six digits.
const stamp = "2006-01-02T15:04:05.000000Z"

// encoder appends records to a buffer, one a line. It is written by hand
// because every exchange of every scenario passes through it, and because a
// record must be masked and named while it is encoded: encoding/json would
// need a masked copy of each. Empty fields are left out.
type encoder struct {
	buf  []byte
	mask *mask.Masker
	run  string
}

// begin opens a record. The type comes first, so that a reader can skip
// lines without parsing them.
func (e *encoder) begin(kind string) {
	e.buf = append(e.buf, `{"type":"`...)
	e.buf = append(e.buf, kind...)
	e.buf = append(e.buf, '"')
	e.text("run", e.run)
}

func (e *encoder) end() { e.buf = append(e.buf, '}', '\n') }

func (e *encoder) key(name string) {
	e.buf = append(e.buf, ',', '"')
	e.buf = append(e.buf, name...)
	e.buf = append(e.buf, '"', ':')
}

// text appends a masked string. Callers mask already; this is the net below.
func (e *encoder) text(name, s string) {
	if s == "" {
		return
	}
	e.key(name)
	e.value(s)
}

func (e *encoder) value(s string) { e.buf = appendQuoted(e.buf, e.mask.String(s)) }

func (e *encoder) number(name string, n int64) {
	if n == 0 {
		return
	}
	e.key(name)
	e.buf = strconv.AppendInt(e.buf, n, 10)
}

// truth appends a field that is true.
func (e *encoder) truth(name string, is bool) {
	if is {
		e.key(name)
		e.buf = append(e.buf, "true"...)
	}
}

func (e *encoder) time(name string, t time.Time) {
	if t.IsZero() {
		return
	}
	e.key(name)
	e.buf = append(e.buf, '"')
	e.buf = t.UTC().AppendFormat(e.buf, stamp)
	e.buf = append(e.buf, '"')
}

func (e *encoder) texts(name string, list []string) {
	if len(list) == 0 {
		return
	}
	e.key(name)
	e.row(list)
}

func (e *encoder) row(list []string) {
	e.buf = append(e.buf, '[')
	for i, s := range list {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		e.value(s)
	}
	e.buf = append(e.buf, ']')
}

func (e *encoder) table(name string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	e.key(name)
	e.buf = append(e.buf, '[')
	for i, r := range rows {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		e.row(r)
	}
	e.buf = append(e.buf, ']')
}

// fields appends parameters, masked by their names as well as by value.
func (e *encoder) fields(name string, list []Field) {
	if len(list) == 0 {
		return
	}
	e.key(name)
	e.buf = append(e.buf, '[')
	for i, f := range list {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		e.buf = append(e.buf, `{"name":`...)
		e.value(f.Name)
		e.buf = append(e.buf, `,"value":`...)
		e.value(e.mask.Field(f.Name, f.Value))
		e.buf = append(e.buf, '}')
	}
	e.buf = append(e.buf, ']')
}

// settings appends a map in the order of its keys, masked as fields are.
func (e *encoder) settings(name string, m map[string]string) {
	if len(m) == 0 {
		return
	}
	e.key(name)
	for i, k := range slices.Sorted(maps.Keys(m)) {
		if i == 0 {
			e.buf = append(e.buf, '{')
		} else {
			e.buf = append(e.buf, ',')
		}
		e.value(k)
		e.buf = append(e.buf, ':')
		e.value(e.mask.Field(k, m[k]))
	}
	e.buf = append(e.buf, '}')
}

const hexDigits = "0123456789abcdef"

// appendQuoted appends s as a JSON string. Unlike encoding/json it leaves <, >
// and & alone: a log is read by people with grep, and what goes into a page is
// escaped where the page is made. Bytes that are no UTF-8 become U+FFFD.
func appendQuoted(b []byte, s string) []byte {
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 {
				b = append(append(b, s[start:i]...), "\ufffd"...)
				start = i + 1
			}
			i += size
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' && c != 0x7f {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		b = appendEscape(b, c)
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}

func appendEscape(b []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(b, '\\', c)
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	default:
		return append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
	}
}
