package simulator

import (
	"sync"
	"sync/atomic"
)

// DefaultMaxPayments is how many payments a process keeps unless told otherwise
// (D36).
const DefaultMaxPayments = 250_000

const storeShards = 64

// store holds the payments of all channels by id, up to a number: a new one
// takes the place of the oldest that is final (D36). Places form a ring, taken
// in turn without a lock; the maps are sharded.
type store struct {
	shards [storeShards]storeShard
	ring   []atomic.Pointer[payment]
	next   atomic.Uint64
}

type storeShard struct {
	mu   sync.RWMutex
	byID map[string]*payment
}

func newStore(most int) *store {
	if most <= 0 {
		most = DefaultMaxPayments
	}
	s := &store{ring: make([]atomic.Pointer[payment], most)}
	for i := range s.shards {
		s.shards[i].byID = map[string]*payment{}
	}
	return s
}

// find returns the payment with that id, or the one whose shopper session has
// that key.
func (s *store) find(key string) *payment {
	sh := &s.shards[shard(key, storeShards)]
	sh.mu.RLock()
	defer sh.mu.RUnlock()
	return sh.byID[key]
}

// index makes a payment findable.
func (s *store) index(key string, p *payment) {
	sh := &s.shards[shard(key, storeShards)]
	sh.mu.Lock()
	sh.byID[key] = p
	sh.mu.Unlock()
}

func (s *store) forget(key string) {
	sh := &s.shards[shard(key, storeShards)]
	sh.mu.Lock()
	delete(sh.byID, key)
	sh.mu.Unlock()
}

// put keeps a payment. It may be called with the lock of a chain held: making
// room looks at no chain.
func (s *store) put(p *payment) {
	s.index(p.id, p)
	if p.session != nil {
		s.index(p.session.key, p)
	}
	p.channel.journal.enter(p)
	// A pending payment in the way moves on and takes a later place, as does what
	// a schedule in force needs; only when all in sight are so does one have to go.
	for tries := 0; p != nil; tries++ {
		place := (s.next.Add(1) - 1) % uint64(len(s.ring))
		p.place.Store(place)
		p = s.ring[place].Swap(p)
		if p != nil && (!p.held() || tries >= 64) {
			s.remove(p)
			return
		}
	}
}

// drop takes out a payment wherever it is.
func (s *store) drop(p *payment) {
	s.ring[p.place.Load()].CompareAndSwap(p, nil)
	s.remove(p)
}

// remove forgets a payment that has no place any more.
func (s *store) remove(p *payment) {
	if !p.gone.CompareAndSwap(false, true) {
		return
	}
	s.forget(p.id)
	if p.session != nil {
		s.forget(p.session.key)
		p.channel.clock.cancel(p.session.expiry)
	}
	if p.registration != nil {
		p.channel.clock.cancel(p.registration.expiry.Load())
	}
	if p.chain.schedule != nil && p.chain.first == p {
		p.disarm()
	}
	p.channel.unlink(p)
}
