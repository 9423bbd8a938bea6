package simulator

import (
	"hash/fnv"
	"sync/atomic"
)

const hexDigits = "0123456789abcdef"

// sequence makes identifiers that look random and follow from a seed: the n-th
// of a channel is the same in every run (design: deterministic by seed).
type sequence struct {
	key uint64
	n   atomic.Uint64
}

// keyOf mixes a seed and a name into the key of a sequence.
func keyOf(seed int64, name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name))
	return mix(h.Sum64() ^ mix(uint64(seed)))
}

// mix is the finaliser of splitmix64: it spreads every bit over all others.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// next returns the next pair of words and how many came before, plus one.
func (s *sequence) next() (hi, lo, n uint64) {
	n = s.n.Add(1)
	hi = mix(s.key + n)
	return hi, mix(hi ^ s.key ^ n<<1), n
}

// hex32 returns 32 hex digits.
func (s *sequence) hex32() string {
	var b [32]byte
	hi, lo, _ := s.next()
	putHex(b[:16], hi)
	putHex(b[16:], lo)
	return string(b[:])
}

// id returns a payment's id and its number: 32 lower-case hex digits that begin
// with 8a (D22).
func (s *sequence) id() (id string, n uint64) {
	var b [32]byte
	hi, lo, n := s.next()
	putHex(b[:16], hi)
	putHex(b[16:], lo)
	copy(b[:], "8ac7a4")
	return string(b[:]), n
}

func putHex(b []byte, x uint64) {
	for i := len(b) - 1; i >= 0; i-- {
		b[i] = hexDigits[x&15]
		x >>= 4
	}
}

// appendShortID writes twelve digits as "1234.5678.9012".
func appendShortID(b []byte, n uint64) []byte {
	for i := range 12 {
		if i == 4 || i == 8 {
			b = append(b, '.')
		}
		n = mix(n)
		b = append(b, byte('0'+n%10))
	}
	return b
}

// shard spreads names over n lists.
func shard(name string, n uint32) uint32 {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h % n
}
