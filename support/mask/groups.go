package mask

import "strings"

// longestGap is the length of the longest separator that is looked for between
// groups: a no-break space that has been percent-encoded twice.
const longestGap = 10

// How many digits the first group of a card number has, and the longest.
const (
	firstGroup   = 4
	longestGroup = 6
)

// shapes are the groups in which card numbers are written, the last one up to
// that long.
var shapes = [...][]int{{4, 4, 4, 4, 3}, {4, 4, 4, 4}, {4, 6, 5}}

// hideGroups returns s with the middle digits of those card numbers starred that
// stand in the groups of a card, whatever separates them, as long as it is the
// same each time: dots, slashes, tags, escapes.
func hideGroups(s string, known *pans) (string, bool) {
	var out []byte
	for i := firstGroup - 1; i < len(s); i += firstGroup { // one of them is in the first group
		if !isDigit(s[i]) {
			continue
		}
		from := groupAround(s, i)
		if from < 0 {
			continue
		}
		if n := groupsAt(s, from, known); n.digits > 0 {
			out = n.star(s, out)
		}
	}
	if out == nil {
		return s, false
	}
	return string(out), true
}

// groupAround returns where the group of firstGroup digits begins that the digit
// at i is in, -1 for none.
func groupAround(s string, i int) int {
	end := i + 1
	for end < len(s) && end <= i+firstGroup && isDigit(s[end]) {
		end++
	}
	from := end - firstGroup
	if from < 0 || from > i {
		return -1
	}
	for j := from; j < i; j++ {
		if !isDigit(s[j]) {
			return -1
		}
	}
	if from > 0 && isDigit(s[from-1]) && !escaped(s, from) {
		return -1
	}
	return from
}

// digitsAt counts the digits at the beginning of s[from:], up to one more than
// the longest group has.
func digitsAt(s string, from int) int {
	n := 0
	for n < longestGroup+1 && from+n < len(s) && isDigit(s[from+n]) {
		n++
	}
	return n
}

// groupsAt returns the card number whose first group begins at from.
func groupsAt(s string, from int, known *pans) number {
	if from+2*firstGroup+longestGroup >= len(s) {
		return number{}
	}
	begins := s[from+firstGroup] // as every separator does
	for second := from + firstGroup + 1; second <= from+firstGroup+longestGap && second+longestGroup < len(s); second++ {
		if s[second+firstGroup] != begins && s[second+longestGroup] != begins || !isDigit(s[second]) {
			continue
		}
		sep := s[from+firstGroup : second]
		if !strings.HasPrefix(s[second+digitsAt(s, second):], sep) || gap(sep, true) == len(sep) { // that is for hideCards
			continue
		}
		for _, shape := range shapes {
			if n := shaped(s, from, sep, shape); n.digits > minPAN && n.isCard(s, sep, known) {
				return n
			}
		}
	}
	return number{}
}

// shaped reads digits in groups of that shape, with sep between them. It has
// none if they are not there.
func shaped(s string, from int, sep string, shape []int) (n number) {
	var at [maxPAN]int
	count := 0
	for i, size := range shape {
		if i > 0 {
			if !strings.HasPrefix(s[from:], sep) {
				return number{}
			}
			from += len(sep)
		}
		got := digitsAt(s, from)
		if last := i == len(shape)-1; got == 0 || got > size || !last && got < size {
			return number{}
		}
		for range got {
			at[count] = from
			count++
			from++
		}
	}
	for n.digits < count {
		n.at[n.digits] = at[count-1-n.digits]
		n.digits++
	}
	return n
}

// isCard reports whether the digits are a known card number, or could be one by
// how they begin and by Luhn. What separates the items of a list separates other
// numbers of four digits as well: there only known ones count.
func (n number) isCard(s, sep string, known *pans) bool {
	var p pan
	sum := 0
	scale := uint64(1)
	for _, pos := range n.at[:n.digits] {
		d := int(s[pos] - '0')
		p.digits++
		p.value += uint64(d) * scale
		scale *= 10
		sum += luhn(d, p.digits)
	}
	if known.has(p) {
		return true
	}
	first := s[n.at[n.digits-1]]
	list := strings.ContainsAny(sep, ",:|\"'\r\n\t[]{}") || sep == ";" || strings.Contains(sep, `\n`) || strings.Contains(sep, `\t`)
	return sum%10 == 0 && '3' <= first && first <= '6' && !list
}
