package simulator

import (
	"context"
	"slices"
	"sync"
	"time"
)

var (
	webhookNoRetry   = wrongly("webhooks", "webhook-never-retries", "a notification that was not answered is given up")
	webhookRepeats   = wrongly("webhooks", "webhook-repeats-delivered", "a notification that was answered is sent again")
	webhookTwice     = wrongly("webhooks", "webhook-sends-twice", "every notification comes twice at once")
	webhookTellsOne  = wrongly("webhooks", "webhook-tells-one", "of several webhooks only the first is told")
	webhookLate      = wrongly("webhooks", "webhook-late", "a notification comes an hour late")
	webhookReordered = wrongly("webhooks", "webhook-reversed-order", "a payment's end is told before its beginning")
	webhookUntested  = wrongly("webhooks", "webhook-untested", "a webhook is used whose test was not answered")
)

// retryAfter is how long after each attempt the next one follows; when it is
// used up, a day. Source: Webhooks, delivery.
var retryAfter = []time.Duration{
	time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute, 30 * time.Minute, time.Hour,
}

const (
	day        = 24 * time.Hour
	retryFor   = 30 * day // from the event; then a notification is given up
	maxLetters = 1000     // of one channel, on their way
)

// message is a notification on its way to one webhook. The lock of its mailroom
// guards it.
type message struct {
	hook     string // the webhook's url
	bare     bool   // the url is a payment's own and is called once, with nothing in it
	kind, id string // what it tells of: the type, and the transaction's id
	waits    bool   // it tells of a pending payment
	body     []byte // plain; sealed anew for each attempt
	born     time.Time
	due      time.Time // of this attempt, or of the next one
	last     time.Time // of the attempt before
	tries    int
	retry    *event // waits on the channel's clock; nil while it does not
	leaving  bool   // is tried now, or about to be
	ended    string // what became of it; "" while it is on its way
	reason   string // of the newest failure
}

// hookQueue is what one webhook has not taken yet.
type hookQueue struct {
	waiting   []*message // oldest first
	paused    bool
	succeeded time.Time // of the last attempt that was answered
}

// mailroom sends what a channel tells its webhooks: in order, one at a time, on
// a worker of the post office, so that nobody who pays waits for it. Time is
// the channel's.
type mailroom struct {
	server  *Server
	channel *channel

	mu       sync.Mutex // guards what follows; taken after chain.mu, before the clock's
	leaving  []*message // to be tried now
	busy     bool       // in the post office's line, or with a worker
	idle     chan struct{}
	queues   map[string]*hookQueue // by the webhook's url
	letters  int
	held     []*message // by a fault
	failures []Failure
	notices  []*message // what was told, the newest last
	waker    *time.Timer
	closed   bool
}

func newMailroom(s *Server, c *channel) *mailroom {
	return &mailroom{server: s, channel: c, idle: make(chan struct{}), queues: map[string]*hookQueue{}}
}

// tell makes a message for every active webhook that wants it. The payment is
// the channel's, or one below's, whose profile is given; with chain.mu held.
func (r *mailroom) tell(of *profile, p *payment, kind, action string) {
	c, now := r.channel.profile.Load(), r.channel.clock.now()
	for i, h := range c.Webhooks {
		if i > 0 && c.faulty(webhookTellsOne) {
			break
		}
		if !c.uses(h) || !h.wants(c, kind) {
			continue
		}
		m := &message{
			hook: h.URL, kind: kind, id: p.id, waits: p.state() == pending, born: now, due: now,
			body: r.server.notification(of, h, p, kind, action),
		}
		r.mu.Lock()
		r.take(c, m)
		r.mu.Unlock()
	}
}

// take accepts a message: it leaves now, or later where the channel is awkward
// (D26), set to it or wrong; with mu held.
func (r *mailroom) take(c *profile, m *message) {
	if r.closed {
		return
	}
	if (c.settings.manner.endFirst || c.faulty(webhookReordered)) && m.waits {
		r.held = append(r.held, m)
		return
	}
	delay, again := r.awkwardness()
	again = again || c.settings.manner.twice || c.faulty(webhookTwice)
	if c.faulty(webhookLate) {
		delay = time.Hour
	}
	m.due = m.due.Add(delay)
	r.accept(m)
	if again {
		r.accept(m.repeated(c))
	}
	for i, earlier := range r.held {
		if earlier.id == m.id {
			r.held = slices.Delete(r.held, i, i+1)
			r.accept(earlier)
			return
		}
	}
}

// awkwardness is what is allowed and rare: a notification that takes seconds,
// or comes twice. Source: D26; Webhooks, "no guarantee of order".
func (r *mailroom) awkwardness() (delay time.Duration, again bool) {
	if r.server.vary == 0 {
		return 0, false
	}
	n := mix(uint64(r.server.vary) + r.server.varied.Add(1))
	if n%4 == 0 {
		delay = time.Duration(n>>8%7) * time.Second
	}
	return delay, n>>16%4 == 0
}

// accept queues a new message; with mu held. A channel that has too many on
// their way loses the new one, and says so in its list of failures.
func (r *mailroom) accept(m *message) {
	r.note(m)
	if r.letters >= maxLetters {
		r.fail(m, "too many notifications are waiting")
		m.end(noticeLost)
		return
	}
	r.letters++
	if m.due.After(r.channel.clock.now()) {
		r.postpone(r.queue(m.hook), m)
		return
	}
	r.send(m)
}

// send puts a message among those that are tried now; with mu held.
func (r *mailroom) send(m *message) {
	m.leaving = true
	r.leaving = append(r.leaving, m)
	if !r.busy {
		r.busy = r.server.office.enter(r)
	}
}

func (r *mailroom) queue(hook string) *hookQueue {
	if r.queues[hook] == nil {
		r.queues[hook] = &hookQueue{}
	}
	return r.queues[hook]
}

// work tries the next message; a worker of the post office calls it.
func (r *mailroom) work(ctx context.Context) {
	r.mu.Lock()
	if len(r.leaving) > 0 {
		m := r.leaving[0]
		r.leaving = r.leaving[1:]
		r.mu.Unlock()
		c := r.channel.profile.Load()
		h, known := c.webhook(m.hook)
		reason := ""
		switch {
		case m.bare:
			known, reason = true, r.server.office.call(ctx, m.hook)
		case known:
			reason = r.server.office.deliver(ctx, h, h.write(m.body, c))
		}
		r.mu.Lock()
		r.tried(c, m, known, reason)
	}
	defer r.mu.Unlock()
	if len(r.leaving) > 0 && r.server.office.enter(r) {
		return
	}
	r.busy = false
	close(r.idle)
	r.idle = make(chan struct{})
}

// tried decides what follows an attempt; with mu held. Of a webhook that is
// gone nothing is kept.
func (r *mailroom) tried(c *profile, m *message, known bool, reason string) {
	q := r.queue(m.hook)
	m.leaving = false
	m.tries++
	switch {
	case r.closed:
	case !known:
		r.forget(q, m, noticeLost)
	case reason == "":
		r.delivered(c, q, m)
	default:
		r.fail(m, reason)
		r.refused(c, q, m)
	}
}

// delivered ends a message, and the pause of its queue: what was held back is
// sent at once.
func (r *mailroom) delivered(c *profile, q *hookQueue, m *message) {
	if c.faulty(webhookRepeats) && m.tries == 1 {
		m.due = m.due.Add(time.Minute)
		r.postpone(q, m)
		return
	}
	m.last = m.due
	r.forget(q, m, noticeDelivered)
	q.succeeded, q.paused = m.due, false
	for _, other := range q.waiting {
		if other.retry == nil && !other.leaving {
			other.due = r.channel.clock.now()
			r.send(other)
		}
	}
}

// refused makes a message wait for its next attempt, or gives it up after 30
// days. When a retry fails and nothing has succeeded since the attempt before
// it, all messages have failed at an interval: the queue pauses.
//
// Source: Webhooks, delivery. That the oldest message goes on alone in a paused
// queue, and that the first attempt of a new one is made, is decided: otherwise
// nothing could ever succeed and end the pause.
func (r *mailroom) refused(c *profile, q *hookQueue, m *message) {
	retried := m.tries > 1 && q.succeeded.Before(m.last)
	m.last = m.due
	m.due = m.due.Add(waitAfter(m.tries))
	if m.bare || c.faulty(webhookNoRetry) || m.due.Sub(m.born) > retryFor {
		r.forget(q, m, noticeGivenUp)
	} else {
		r.postpone(q, m)
	}
	q.paused = q.paused || retried
	for i, other := range q.waiting {
		switch hold := q.paused && i > 0; {
		case hold:
			r.channel.clock.cancel(other.retry)
			other.retry = nil
		case other.retry == nil && !other.leaving:
			r.schedule(other)
		}
	}
}

// waitAfter is the pause after so many attempts.
func waitAfter(tries int) time.Duration {
	if tries <= len(retryAfter) {
		return retryAfter[tries-1]
	}
	return day
}

// forget drops a message that is done with, and a queue that is empty; with mu
// held.
func (r *mailroom) forget(q *hookQueue, m *message, how string) {
	m.end(how)
	r.letters--
	if i := slices.Index(q.waiting, m); i >= 0 {
		q.waiting = slices.Delete(q.waiting, i, i+1)
	}
	if len(q.waiting) == 0 {
		delete(r.queues, m.hook)
	}
}

// postpone makes a message wait in its queue for its due time; with mu held.
func (r *mailroom) postpone(q *hookQueue, m *message) {
	if !slices.Contains(q.waiting, m) {
		q.waiting = append(q.waiting, m)
	}
	r.queues[m.hook] = q
	r.schedule(m)
}

// schedule waits for a message's time on the channel's clock, which may be now
// for one that was held back; with mu held.
func (r *mailroom) schedule(m *message) {
	if now := r.channel.clock.now(); m.due.Before(now) {
		m.due = now
	}
	var e *event
	e = r.channel.clock.after(m.due, func(time.Time) {
		r.mu.Lock()
		defer r.mu.Unlock()
		if m.retry == e && !r.closed { // else it is held back meanwhile
			m.retry = nil
			r.send(m)
		}
	})
	m.retry = e
	r.wake(m.due)
}
