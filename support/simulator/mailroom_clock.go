package simulator

import (
	"context"
	"time"
)

// wake makes the wall look at the channel's clock at a time of it: a channel on
// which nobody asks anything still sends its retries; with mu held.
func (r *mailroom) wake(at time.Time) {
	wait := max(at.Sub(r.channel.clock.now()), time.Second)
	if r.waker != nil {
		r.waker.Stop()
	}
	r.waker = time.AfterFunc(min(wait, time.Minute), r.look)
}

// look runs what has fallen due, and comes again while something waits.
func (r *mailroom) look() {
	r.channel.clock.catchUp()
	r.mu.Lock()
	defer r.mu.Unlock()
	var next time.Time
	for _, q := range r.queues {
		for _, m := range q.waiting {
			if m.retry != nil && (next.IsZero() || m.due.Before(next)) {
				next = m.due
			}
		}
	}
	if !next.IsZero() && !r.closed {
		r.wake(next)
	}
}

// settle waits until nothing is left that should be tried by now.
func (r *mailroom) settle(ctx context.Context) error {
	for {
		r.channel.clock.catchUp()
		r.mu.Lock()
		busy, idle := r.busy, r.idle
		r.mu.Unlock()
		if !busy {
			return nil
		}
		select {
		case <-idle:
		case <-r.server.office.ctx.Done():
			return &Error{Message: "the simulator ends", Remedy: "start it again"}
		case <-ctx.Done():
			return &Error{Message: "the notifications were not waited for", Err: ctx.Err(), Remedy: "ask again"}
		}
	}
}

// close forgets what is on its way.
func (r *mailroom) close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.closed, r.leaving, r.held, r.failures, r.notices = true, nil, nil, nil, nil
	if r.waker != nil {
		r.waker.Stop()
	}
	for _, q := range r.queues {
		for _, m := range q.waiting {
			r.channel.clock.cancel(m.retry)
		}
	}
	clear(r.queues)
}

// advance moves the channel's clock. On a channel with webhooks it goes from
// one due time to the next and lets the notifications arrive before it goes on,
// so that they meet the world of their own time.
func (c *channel) advance(ctx context.Context, d time.Duration) (time.Time, error) {
	if len(c.profile.Load().Webhooks) == 0 {
		return c.clock.advance(d), nil
	}
	return c.clock.walk(d, func() error { return c.mail.settle(ctx) })
}
