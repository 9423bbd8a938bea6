// Package mask keeps secrets and card numbers out of everything that is
// written: logs, reports, error texts. It knows three ways to recognise them:
// by the name of the parameter ([Masker.Field]), by value (what
// [Masker.Learn] was told), and by pattern (Luhn-valid card numbers).
// Start with [New]; credentials are held as [Secret].
//
// It is not encryption and not access control: what it replaces is gone. Give
// it values, not encoded documents, where the result must stay parseable: a
// JSON number that happens to be Luhn-valid would come back with stars in it.
//
// It imports nothing of this module.
package mask

import (
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"
)

// Hidden is what stands where a secret stood.
const Hidden = "[secret]"

// minSecret is the length in bytes below which a value is not searched for: a
// shorter one would be found in half of all words.
const minSecret = 6

// Options says what a Masker knows from the start.
type Options struct {
	// PANs are card numbers that are hidden wherever they appear, also when
	// they fail the Luhn check as some test cards do. Entries that are not
	// 12 to 19 digits are ignored.
	PANs []string
}

// Masker hides secrets and card numbers. It is safe for concurrent use;
// reading takes no lock. A nil *Masker knows no values, but still goes by
// parameter name and by Luhn.
type Masker struct {
	pans   *pans
	learn  sync.Mutex // serialises Learn
	needle atomic.Pointer[needles]
}

// New returns a Masker that knows the given card numbers and no secrets yet.
func New(o Options) *Masker {
	return &Masker{pans: newPANs(o.PANs)}
}

// Learn hides each of the values from now on: as it is, percent-encoded,
// JSON-escaped, and in base64, also when it is a part of what was encoded.
// Values of fewer than six bytes are ignored; known ones cost next to nothing.
func (m *Masker) Learn(secrets ...string) {
	if m == nil || m.needle.Load().knows(secrets) {
		return
	}
	m.learn.Lock()
	defer m.learn.Unlock()
	m.needle.Store(m.needle.Load().with(secrets))
}

// String returns s with every learned secret replaced by "[secret]" and the
// middle digits of every card number by stars: the first six and the last four
// stay, of a number shorter than 14 digits only the last four.
//
// A card number is a known one, or 12 to 19 digits that pass Luhn, with
// single spaces or dashes between them or not, and no further digit on either
// side. In the groups of a card it may have any separator. Base64 of a text with
// something to hide is hidden whole. Payment ids, ULIDs, UUIDs, timestamps and
// amounts are left alone.
func (m *Masker) String(s string) string {
	out, _ := m.text(s, mostPacked)
	return out
}

// Bytes is String for bytes. It returns b itself when there is nothing to
// hide, and never changes b.
func (m *Masker) Bytes(b []byte) []byte {
	if len(b) == 0 {
		return b
	}
	// The view is only read, and text never returns a part of its argument
	// when it reports a change.
	out, changed := m.text(unsafe.String(&b[0], len(b)), mostPacked)
	if !changed {
		return b
	}
	return []byte(out)
}

// mostPacked is how often base64 may be in base64 to be unpacked. Each time it may
// be read in several ways, so that without an end a short text could take hours.
const mostPacked = 2

// text hides secrets, then card numbers, then what has either in base64, packed so
// often, and says whether there were any.
func (m *Masker) text(s string, packed int) (string, bool) {
	var known *pans
	out, hidden := s, false
	if m != nil {
		known = m.pans
		out, hidden = m.needle.Load().hide(s)
	}
	for {
		next, found := hideCards(out, known)
		if !found {
			next, found = hideGroups(out, known)
		}
		if !found {
			break
		}
		// Stars make new neighbours: what is left of one number may read
		// as a part of another. Again, until nothing is found.
		out, hidden = next, true
	}
	if packed == 0 {
		return out, hidden
	}
	inner := func(s string) string {
		out, _ := m.text(s, packed-1)
		return out
	}
	if next := Packed(out, inner); next != out {
		out, hidden = next, true
	}
	return out, hidden
}

// stars returns n stars.
func stars(n int) string { return strings.Repeat("*", max(n, 0)) }
