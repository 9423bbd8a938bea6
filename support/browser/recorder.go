package browser

import (
	"strings"
	"sync"
	"time"

	"assay/support/mask"

	"github.com/chromedp/cdproto/network"
)

// The bounds of a Recorder: what happened last explains a failure, so the
// oldest goes first.
const (
	mostViews    = 40
	mostRequests = 250
	mostMessages = 150
	mostWeight   = 4 << 20  // bytes of all documents kept
	longestBody  = 32 << 10 // bytes of a request's body
	longestLine  = 2 << 10  // bytes of a message
)

// Recorder remembers the last of what a scenario's tabs showed, sent and said.
// Recording is cheap, so that every scenario can be recorded and a failed one
// explained; masking is done when a [Recording] is asked for. It is safe for
// concurrent use, and a nil *Recorder records nothing.
type Recorder struct {
	mask *mask.Masker

	mu       sync.Mutex
	views    recent[view]
	weight   int
	requests recent[*request]
	open     map[network.RequestID]*request
	messages recent[Message]
	secrets  []string // what the shopper typed into fields that hold secrets
}

// NewRecorder returns an empty Recorder; m hides what a Recording must not show.
func NewRecorder(m *mask.Masker) *Recorder {
	return &Recorder{
		mask: m, open: map[network.RequestID]*request{},
		views: recent[view]{most: mostViews}, requests: recent[*request]{most: mostRequests},
		messages: recent[Message]{most: mostMessages},
	}
}

// recent is a list of the newest of its kind.
type recent[T any] struct {
	list []T
	most int
	lost int // were dropped to make room
}

func (r *recent[T]) add(one T) (dropped T) {
	r.list = append(r.list, one)
	if len(r.list) > r.most {
		return r.drop()
	}
	return dropped
}

func (r *recent[T]) drop() T {
	oldest := r.list[0]
	r.list = r.list[1:]
	r.lost++
	return oldest
}

// keepSecret hides a value in all that is recorded, before and after.
func (r *Recorder) keepSecret(value string) {
	if r == nil || value == "" {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.secrets = append(r.secrets, value)
}

// keepView remembers what a page looked like.
func (r *Recorder) keepView(documents []document) {
	v := view{at: time.Now(), documents: documents}
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.views.list); n > 0 {
		v.share(r.views.list[n-1])
	}
	r.weight += v.weight()
	r.weight -= r.views.add(v).weight()
	for r.weight > mostWeight && len(r.views.list) > 1 {
		r.weight -= r.views.drop().weight()
	}
}

// ungrouped is a card number without its groups.
var ungrouped = strings.NewReplacer(" ", "", "-", "")

// concealer hides secrets in texts: those of the run and those that a shopper
// typed.
type concealer struct {
	run, own *mask.Masker
	short    []string // too short to be looked for but as a word
}

func (r *Recorder) concealer() concealer {
	c := concealer{run: r.mask, own: mask.New(mask.Options{})}
	for _, secret := range r.secrets {
		c.own.Learn(secret, ungrouped.Replace(secret))
		if len(secret) < 6 {
			c.short = append(c.short, secret)
		}
	}
	return c
}

// text hides all secrets, short ones also where they are in base64.
func (c concealer) text(s string) string {
	s = c.style(s)
	if len(c.short) == 0 {
		return s
	}
	return mask.Packed(c.brief(s), c.brief)
}

// brief hides the short secrets.
func (c concealer) brief(s string) string {
	for _, secret := range c.short {
		s = mask.Echo(s, secret, mask.Hidden)
	}
	return s
}

// style hides the long secrets: three digits are in every style sheet.
func (c concealer) style(s string) string { return c.own.String(c.run.String(s)) }

func (c concealer) url(s string) string { return c.text(maskAddress(c.run, s)) }

func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + " ..."
}
