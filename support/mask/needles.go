package mask

import "strings"

// needles is an immutable set of values to search for, with the tables of the
// Wu-Manber algorithm: by the two bytes at the end of the search window, how
// far the window may jump, and which values may begin where it does. With
// values of some length most of the text is never looked at. A nil *needles
// is empty.
type needles struct {
	secrets map[string]struct{} // as learned
	values  []string            // every form of them
	window  int                 // length of the shortest value
	jump    [tableSize]uint8
	head    [tableSize]int32 // first candidate + 1
	next    []int32          // next candidate + 1, by candidate
}

const tableSize = 1 << 12

// pair is the table index of two neighbouring bytes.
func pair(a, b byte) int { return (int(a)<<5 ^ int(b)) & (tableSize - 1) }

// knows reports whether all secrets that are long enough are in the set.
func (n *needles) knows(secrets []string) bool {
	for _, s := range secrets {
		if len(s) < minSecret {
			continue
		}
		if n == nil {
			return false
		}
		if _, ok := n.secrets[s]; !ok {
			return false
		}
	}
	return true
}

// with returns a set that has the given secrets too.
func (n *needles) with(secrets []string) *needles {
	grown := &needles{secrets: map[string]struct{}{}}
	if n != nil {
		for s := range n.secrets {
			grown.secrets[s] = struct{}{}
		}
	}
	for _, s := range secrets {
		if len(s) >= minSecret {
			grown.secrets[s] = struct{}{}
		}
	}
	seen := map[string]struct{}{}
	for s := range grown.secrets {
		for _, form := range forms(s) {
			seen[form] = struct{}{}
		}
	}
	for form := range seen {
		grown.values = append(grown.values, form)
	}
	grown.index()
	return grown
}

// index builds the tables for values.
func (n *needles) index() {
	if len(n.values) == 0 {
		return
	}
	n.window = 1 << 7 // jump is a byte
	for _, v := range n.values {
		n.window = min(n.window, len(v))
	}
	for i := range n.jump {
		n.jump[i] = uint8(n.window - 1)
	}
	n.next = make([]int32, len(n.values))
	for k, v := range n.values {
		for j := 1; j < n.window; j++ {
			at := pair(v[j-1], v[j])
			n.jump[at] = min(n.jump[at], uint8(n.window-1-j))
		}
		at := pair(v[n.window-2], v[n.window-1])
		n.next[k], n.head[at] = n.head[at], int32(k+1)
	}
}

// hide returns s with every value replaced by Hidden; values that overlap
// become one.
func (n *needles) hide(s string) (string, bool) {
	if n == nil || n.window == 0 || len(s) < n.window {
		return s, false
	}
	var out strings.Builder
	copied, from, to := 0, -1, -1 // s[from:to] is to be hidden
	for i := n.window - 1; i < len(s); {
		at := pair(s[i-1], s[i])
		if j := n.jump[at]; j > 0 {
			i += int(j)
			continue
		}
		start := i - n.window + 1
		if end := n.longest(s, start, at); end > start {
			if start > to {
				if from >= 0 {
					out.WriteString(s[copied:from])
					out.WriteString(Hidden)
					copied = to
				}
				from = start
			}
			to = max(to, end)
		}
		i++
	}
	if from < 0 {
		return s, false
	}
	out.WriteString(s[copied:from])
	out.WriteString(Hidden)
	out.WriteString(s[to:])
	return out.String(), true
}

// longest returns where the longest value that begins at start ends, start
// when there is none.
func (n *needles) longest(s string, start, at int) int {
	end := start
	for k := n.head[at]; k > 0; k = n.next[k-1] {
		v := n.values[k-1]
		if start+len(v) > end && strings.HasPrefix(s[start:], v) && !inHidden(s, start, v) {
			end = start + len(v)
		}
	}
	return end
}

// inHidden reports whether v at start is only a part of the word Hidden, so
// that a secret of "secret" does not hide what is hidden, over and over.
func inHidden(s string, start int, v string) bool {
	off := strings.Index(Hidden, v)
	return off >= 0 && start >= off && strings.HasPrefix(s[start-off:], Hidden)
}
