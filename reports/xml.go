package reports

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// textLimit is how much of one text goes into a JUnit file. Readers refuse
// files of some ten megabytes, and a test whose output is longer than this is
// read in the HTML report.
const textLimit = 64 << 10

// xmlWriter writes XML element by element, so that a file of any length needs
// no more memory than its longest text. Errors stick in the bufio.Writer.
type xmlWriter struct {
	*bufio.Writer
	depth int
}

// attr is an attribute. Those without a value are left out.
type attr struct{ name, value string }

// open starts an element that has children on lines of their own.
func (w *xmlWriter) open(name string, attrs ...attr) {
	w.tag(name, attrs)
	w.WriteString(">\n")
	w.depth++
}

func (w *xmlWriter) close(name string) {
	w.depth--
	w.indent()
	w.WriteString("</" + name + ">\n")
}

// leaf writes an element with text, or an empty one.
func (w *xmlWriter) leaf(name, text string, attrs ...attr) {
	w.tag(name, attrs)
	if text == "" {
		w.WriteString("/>\n")
		return
	}
	w.WriteByte('>')
	w.escape(limited(text), false)
	w.WriteString("</" + name + ">\n")
}

func (w *xmlWriter) tag(name string, attrs []attr) {
	w.indent()
	w.WriteString("<" + name)
	for _, a := range attrs {
		if a.value == "" {
			continue
		}
		w.WriteString(" " + a.name + `="`)
		w.escape(limited(a.value), true)
		w.WriteByte('"')
	}
}

func (w *xmlWriter) indent() { w.WriteString(strings.Repeat("  ", w.depth)) }

// escape writes text. Characters that XML 1.0 forbids are left out: there is
// no way to write them, and one of them makes the whole file unreadable.
//
// Source: Extensible Markup Language (XML) 1.0, section 2.2, production Char.
func (w *xmlWriter) escape(s string, attribute bool) {
	for _, r := range s { // a byte that is no UTF-8 comes as U+FFFD
		switch {
		case r == '&':
			w.WriteString("&amp;")
		case r == '<':
			w.WriteString("&lt;")
		case r == '>':
			w.WriteString("&gt;")
		case r == '"' && attribute:
			w.WriteString("&quot;")
		case r == '\r', attribute && (r == '\n' || r == '\t'):
			fmt.Fprintf(w, "&#x%X;", r)
		case r < ' ' && r != '\n' && r != '\t', r == 0xFFFE, r == 0xFFFF:
		default:
			w.WriteRune(r)
		}
	}
}

// limited cuts a text at [textLimit], between two characters.
func limited(s string) string {
	if len(s) <= textLimit {
		return s
	}
	const note = "\n... (cut: too long to show)"
	cut := textLimit - len(note)
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + note
}

// seconds is a duration the way JUnit files have it.
func seconds(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 6, 64) }
