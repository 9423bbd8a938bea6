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
	Parent       string            `json:"parent,omitempty"` // entityId of the entity above
	AccessToken  string            `json:"accessToken,omitempty"`
	UserID       string            `json:"userId,omitempty"`   // of the legacy login
	Password     string            `json:"password,omitempty"` // of the legacy login
	Mode         string            `json:"mode,omitempty"`     // INTERNAL (default), EXTERNAL, validator or live (D27)
	Brands       []string          `json:"brands,omitempty"`
	Currencies   []string          `json:"currencies,omitempty"`
	PaymentTypes []string          `json:"paymentTypes,omitempty"`
	ThreeDSecure bool              `json:"threeDSecure,omitempty"` // 3-D Secure for all its cards (D25)
	Settings     map[string]string `json:"settings,omitempty"`     // see [Settings]
	Faults       []string          `json:"faults,omitempty"`       // see [Faults] and [Disturbances]; beside the gateway's
	Webhooks     []Webhook         `json:"webhooks,omitempty"`
}

// The modes of a channel.
const (
	modeInternal  = "INTERNAL"
	modeExternal  = "EXTERNAL"
	modeValidator = "validator" // known from the text of its code; no request brings it about
	modeLive      = "live"
)

// modes numbers them for the ids of statements; it is read only.
var modes = []string{modeInternal, modeExternal, modeLive, modeValidator}

// successCode is what an approved payment answers in a mode (D27).
func successCode(mode string) string {
	switch mode {
	case modeExternal:
		return codeConnectorTest
	case modeValidator:
		return codeValidatorTest
	case modeLive:
		return codeLive
	}
	return codeIntegratorTest
}

// profile is a channel's configuration as one immutable value: a request reads
// it once and is not disturbed by a change.
type profile struct {
	Channel
	settings     settings
	disturbances []*disturbance // nil = none
}

// with returns the profile with more to do wrong.
func (p *profile) with(m misbehaviour) *profile {
	more := *p
	all := misbehaviour{p.settings.rules.faults, p.disturbances}.and(m)
	more.settings.rules.faults, more.disturbances = all.faults, all.disturbances
	return &more
}

// newProfile reads a channel. The gateway's own faults come on top of the
// channel's.
func newProfile(c Channel, global misbehaviour) (*profile, error) {
	if c.Mode == "" {
		c.Mode = modeInternal
	}
	if !slices.Contains(modes, c.Mode) {
		return nil, wrongAt(&Error{
			Message: "no mode is called " + c.Mode, Remedy: "a mode is one of " + strings.Join(modes, ", "),
		}, "mode")
	}
	if len(c.EntityID) != 32 || strings.ContainsFunc(c.EntityID, notAlphanumeric) {
		return nil, wrongAt(&Error{
			Message: "an entityId has 32 letters and digits", Remedy: "use 32 hex digits, or leave it out to be given one",
		}, "entityId")
	}
	if err := checkWebhooks(c.Webhooks); err != nil {
		return nil, err
	}
	s, err := readSettings(c.Settings)
	if err != nil {
		return nil, err
	}
	own, err := readFaults(c.Faults)
	if err != nil {
		return nil, wrongAt(err, "faults")
	}
	return (&profile{Channel: c, settings: s}).with(own.and(global)), nil
}

func notAlphanumeric(r rune) bool {
	return (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
}

// permits says whether a list of a channel allows a value.
func permits(list []string, value string) bool { return len(list) == 0 || slices.Contains(list, value) }

// channel is a Channel at work: its clock, ids and payments.
type channel struct {
	profile   atomic.Pointer[profile]
	parent    *channel // the entity above; nil = none
	clock     *clock
	retention time.Duration // D36
	ids       sequence
	closed    atomic.Bool
	journal   journal
	lists     [channelLists]channelList
	blocks    blocks
	links     linkList
	mail      *mailroom

	reports struct { // by date, which no payment can count (D16)
		mu    sync.Mutex
		calls throttle
	}
}

const channelLists = 8

// channelList holds a share of a channel's references, so that requests on one
// channel rarely meet at one lock.
type channelList struct {
	mu          sync.Mutex
	byReference map[string][]*payment // by merchantTransactionId
}

func newChannel(p *profile, wall func() time.Time, ahead time.Duration, seed int64) *channel {
	c := &channel{clock: newClock(wall, ahead)}
	c.ids.key = keyOf(seed, p.EntityID)
	c.profile.Store(p)
	return c
}

// claim indexes a payment by its merchantTransactionId. It fails if that is to
// be unique and another initial payment of the same type has it, and had it not
// too long ago (D23).
func (c *channel) claim(p *payment, unique bool) bool {
	l := &c.lists[shard(p.reference, channelLists)]
	l.mu.Lock()
	defer l.mu.Unlock()
	fresh := true
	if unique {
		window := int64(c.profile.Load().settings.duplicateWindow)
		if window == 0 {
			window = int64(c.retention)
		}
		fresh = !slices.ContainsFunc(l.byReference[p.reference], func(other *payment) bool {
			return other.kind == p.kind && p.made-other.made < window
		})
	}
	if l.byReference == nil {
		l.byReference = map[string][]*payment{}
	}
	l.byReference[p.reference] = append(l.byReference[p.reference], p)
	return fresh
}

// unlink takes a payment out of the channel's lists.
func (c *channel) unlink(p *payment) {
	c.journal.remove(p)
	if p.reference == "" {
		return
	}
	l := &c.lists[shard(p.reference, channelLists)]
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

// payments returns all that the channel still knows, oldest first.
func (c *channel) payments() []*payment { return c.remembered(c.all()) }

// all returns what the channel holds, oldest first.
func (c *channel) all() []*payment {
	return slices.Collect(c.journal.between(everBefore, everAfter))
}

// since is a time from which a report may look: what is older is forgotten
// (D36).
func (c *channel) since(from int64) int64 {
	return max(from, c.clock.now().Add(-c.retention).UnixNano())
}

// referred returns the payments with a merchantTransactionId, oldest first.
func (c *channel) referred(reference string) []*payment {
	l := &c.lists[shard(reference, channelLists)]
	l.mu.Lock()
	all := slices.Clone(l.byReference[reference])
	l.mu.Unlock()
	return c.remembered(all)
}

// linked returns all that is known of a chain, oldest first.
func (c *channel) linked(chain *chain) []*payment { return c.remembered(c.journal.linked(chain)) }

// remembered takes out what is too old (D36) and puts the oldest first.
func (c *channel) remembered(all []*payment) []*payment {
	now := c.clock.now()
	all = slices.DeleteFunc(all, func(p *payment) bool { return p.forgotten(now, c.retention) })
	slices.SortFunc(all, func(a, b *payment) int { return int(a.number) - int(b.number) })
	return all
}
