package mask

// pan is a card number as a map key: its value and how many digits it has.
type pan struct {
	value  uint64
	digits int
}

// pans is a set of card numbers that is never written after it was made, with
// a filter on their last digits: nearly every run of digits ends otherwise. A
// nil *pans is empty.
type pans struct {
	all  map[pan]struct{}
	tail [tailBits / 64]uint64
}

const (
	tailDigits = 6
	tailModulo = 1_000_000 // 10 to the power of tailDigits
	tailBits   = 1 << 12
)

// newPANs returns the set of those numbers that have 12 to 19 digits, nil when
// there is none.
func newPANs(numbers []string) *pans {
	k := &pans{all: make(map[pan]struct{}, len(numbers))}
	for _, number := range numbers {
		if p, ok := parsePAN(number); ok {
			bit := p.value % tailModulo % tailBits
			k.all[p] = struct{}{}
			k.tail[bit/64] |= 1 << (bit % 64)
		}
	}
	if len(k.all) == 0 {
		return nil
	}
	return k
}

// parsePAN reads the digits of a card number, spaces and dashes aside.
func parsePAN(number string) (pan, bool) {
	var p pan
	for i := range len(number) {
		switch c := number[i]; {
		case isDigit(c):
			if p.digits++; p.digits > maxPAN {
				return pan{}, false
			}
			p.value = p.value*10 + uint64(c-'0')
		case c != ' ' && c != '-':
			return pan{}, false
		}
	}
	return p, p.digits >= minPAN
}

// has reports whether p is in the set.
func (k *pans) has(p pan) bool {
	if k == nil {
		return false
	}
	_, ok := k.all[p]
	return ok
}

// endLike reports whether a number of the set may end in the tailDigits digits
// of p.
func (k *pans) endLike(p pan) bool {
	bit := p.value % tailBits
	return k != nil && k.tail[bit/64]&(1<<(bit%64)) != 0
}
