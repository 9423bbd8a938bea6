package simulator

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Channel is a merchant's channel: who may use it and what it may do. Empty
// lists of brands, currencies and payment types mean all.
type Channel struct {
	Name         string            `json:"name,omitempty"`
	EntityID     string            `json:"entityId"`
	AccessToken  string            `json:"accessToken,omitempty"`
	UserID       string            `json:"userId,omitempty"`   // of the legacy login
	Password     string            `json:"password,omitempty"` // of the legacy login
	Mode         string            `json:"mode,omitempty"`     // INTERNAL (default), EXTERNAL or live (D27)
	Brands       []string          `json:"brands,omitempty"`
	Currencies   []string          `json:"currencies,omitempty"`
	PaymentTypes []string          `json:"paymentTypes,omitempty"`
	ThreeDSecure bool              `json:"threeDSecure,omitempty"` // 3-D Secure for all its cards (D25)
	Settings     map[string]string `json:"settings,omitempty"`     // see [Settings]
	Faults       []string          `json:"faults,omitempty"`       // see [Faults]; beside those of the gateway
}

// The modes of a channel.
const (
	modeInternal = "INTERNAL"
	modeExternal = "EXTERNAL"
	modeLive     = "live"
)

// successCode is what an approved payment answers in a mode (D27).
func successCode(mode string) string {
	switch mode {
	case modeExternal:
		return codeConnectorTest
	case modeLive:
		return codeLive
	}
	return codeIntegratorTest
}

// profile is a channel's configuration as one immutable value: a request reads
// it once and is not disturbed by a change.
type profile struct {
	Channel
	settings settings
}

// newProfile reads a channel. The gateway's own faults come on top of the
// channel's.
func newProfile(c Channel, global faults) (*profile, error) {
	if c.Mode == "" {
		c.Mode = modeInternal
	}
	if c.Mode != modeInternal && c.Mode != modeExternal && c.Mode != modeLive {
		return nil, &Error{Message: "no mode is called " + c.Mode, Remedy: "a mode is INTERNAL, EXTERNAL or live"}
	}
	if len(c.EntityID) != 32 || strings.ContainsFunc(c.EntityID, notAlphanumeric) {
		return nil, &Error{
			Message: "an entityId has 32 letters and digits", Remedy: "use 32 hex digits, or leave it out to be given one",
		}
	}
	s, err := readSettings(c.Settings)
	if err != nil {
		return nil, err
	}
	if s.rules.faults, err = readFaults(c.Faults); err != nil {
		return nil, err
	}
	for i := range global {
		s.rules.faults[i] |= global[i]
	}
	return &profile{Channel: c, settings: s}, nil
}

func notAlphanumeric(r rune) bool {
	return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// permits says whether a list of a channel allows a value.
func permits(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

// channel is a Channel at work: its clock, ids and payments.
type channel struct {
	profile atomic.Pointer[profile]
	clock   *clock
	ids     sequence
	closed  atomic.Bool
	lists   [channelLists]channelList
}

const channelLists = 8

// channelList holds a share of a channel's payments, so that requests on one
// channel rarely meet at one lock.
type channelList struct {
	mu          sync.Mutex
	newest      *payment
	byReference map[string][]*payment // by merchantTransactionId
}

func newChannel(p *profile, wall func() time.Time, ahead time.Duration, seed int64) *channel {
	c := &channel{clock: newClock(wall, ahead)}
	c.ids.key = keyOf(seed, p.EntityID)
	c.profile.Store(p)
	return c
}

// link enters a payment into the channel's lists.
func (c *channel) link(p *payment) {
	l := &c.lists[shard(p.id, channelLists)]
	l.mu.Lock()
	defer l.mu.Unlock()
	p.older = l.newest
	if l.newest != nil {
		l.newest.newer = p
	}
	l.newest = p
}

// claim indexes a payment by its merchantTransactionId. It fails if that is to
// be unique and another initial payment of the same type has it (D23).
func (c *channel) claim(p *payment, unique bool) bool {
	l := &c.lists[shard(p.reference, channelLists)]
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh := true
	if unique {
		fresh = !slices.ContainsFunc(l.byReference[p.reference], func(other *payment) bool {
			return other.kind == p.kind
		})
	}
	if l.byReference == nil {
		l.byReference = map[string][]*payment{}
	}
	l.byReference[p.reference] = append(l.byReference[p.reference], p)
	return fresh
}

// unlink takes a payment out of the channel's lists; once is enough.
func (c *channel) unlink(p *payment) {
	l := &c.lists[shard(p.id, channelLists)]
	l.mu.Lock()
	if p.newer != nil {
		p.newer.older = p.older
	} else if l.newest == p {
		l.newest = p.older
	}
	if p.older != nil {
		p.older.newer = p.newer
	}
	p.newer, p.older = nil, nil
	l.mu.Unlock()

	if p.reference == "" {
		return
	}
	l = &c.lists[shard(p.reference, channelLists)]
	l.mu.Lock()
	defer l.mu.Unlock()
	left := without(l.byReference[p.reference], p)
	if len(left) == 0 {
		delete(l.byReference, p.reference)
	} else {
		l.byReference[p.reference] = left
	}
}

// without takes a payment out of a list. The oldest leaves first, so it is
// mostly the first; a merchant who uses one reference for everything does not
// slow the others down.
func without(list []*payment, p *payment) []*payment {
	i := slices.Index(list, p)
	switch {
	case i < 0:
		return list
	case i == 0:
		list[0] = nil
		return list[1:]
	}
	return slices.Delete(list, i, i+1)
}

// payments returns all that the channel holds, oldest first.
func (c *channel) payments() []*payment {
	var all []*payment
	for i := range c.lists {
		l := &c.lists[i]
		l.mu.Lock()
		for p := l.newest; p != nil; p = p.older {
			all = append(all, p)
		}
		l.mu.Unlock()
	}
	return sorted(all)
}

// referred returns the payments with a merchantTransactionId, oldest first.
func (c *channel) referred(reference string) []*payment {
	l := &c.lists[shard(reference, channelLists)]
	l.mu.Lock()
	all := slices.Clone(l.byReference[reference])
	l.mu.Unlock()
	return sorted(all)
}

func sorted(all []*payment) []*payment {
	slices.SortFunc(all, func(a, b *payment) int { return int(a.number) - int(b.number) })
	return all
}
