package pace

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Options is what a gateway allows. Only Probe is required.
type Options struct {
	PerMinute int           // requests about one thing in any minute; 0 = no limit
	PerSecond float64       // requests of all kinds; 0 = no limit
	Patience  time.Duration // how long an outage may last; 0 = [DefaultPatience]
	Minute    time.Duration // what a minute is; 0 = one

	// Probe asks the gateway something harmless. Its error says that it gives no
	// usable answer.
	Probe func(context.Context) error
	// GiveUp is called once, when an outage has lasted too long.
	GiveUp func()
}

// Turn is a request that waits to be sent.
type Turn struct {
	Thing string // what the limit a minute is for, such as the path; "" = there is none
	Path  string // of requests like this one, for a gateway that names a time to come again
	Read  bool   // it changes nothing, so it may be sent again when it was turned away
	Hasty bool   // it is sent at once, to see what comes of that

	// Aside is called around a wait that is the request's own: others may be sent
	// meanwhile. nil calls wait.
	Aside func(wait func() error) error
	// Hold is called around a wait that all requests share. nil calls wait.
	Hold func(wait func() error) error
}

// Reply is what came of sending a request.
type Reply struct {
	TooMany    bool          // the gateway turned it away as one too many
	RetryAfter time.Duration // when to come again, if the gateway said so
	Lost       bool          // there was no usable answer
}

// mostRepeats is how often a request is sent again that is turned away although
// it has waited as long as it was to.
const mostRepeats = 3

// mostWait is the longest wait that a gateway may ask for. When it wants more,
// its refusal is the answer.
const mostWait = 2 * time.Minute

// Scheduler lets requests through to one gateway. It is safe for concurrent use.
type Scheduler struct {
	o      Options
	second *rate.Limiter // nil: no limit
	health health

	mu     sync.Mutex
	things map[string]*window // by thing, and by path where a gateway named a time
	swept  time.Time
}

// New returns a scheduler for one gateway. Whoever made it calls Close.
func New(o Options) *Scheduler {
	if o.Minute <= 0 {
		o.Minute = time.Minute
	}
	if o.Patience <= 0 {
		o.Patience = DefaultPatience
	}
	s := &Scheduler{o: o, things: map[string]*window{}, swept: time.Now()}
	if o.PerSecond > 0 {
		s.second = rate.NewLimiter(rate.Limit(o.PerSecond), max(1, int(o.PerSecond)))
	}
	s.health.open(o)
	return s
}

// Close ends what the scheduler does on its own.
func (s *Scheduler) Close() { s.health.close() }

// Second waits until one more request may be sent in this second. It is for
// every request, also for those that are not sent by Send.
func (s *Scheduler) Second(ctx context.Context) error {
	if s.second == nil {
		return nil
	}
	return s.second.Wait(ctx)
}

// Send sends a request by calling send: once, or some more times when it is
// turned away and reads only. It reports whether the gateway is gone, so that
// what came of the request says nothing about it. The error, of which a
// [*DownError] is one, says why the request was not sent.
func (s *Scheduler) Send(ctx context.Context, t Turn, send func() Reply) (outage bool, err error) {
	for repeats := 0; ; repeats++ {
		at, err := s.enter(ctx, t)
		if err == nil {
			err = s.await(ctx, t) // also when its turn comes during an outage
		}
		if err != nil {
			return false, err
		}
		started := time.Now()
		r := send()
		s.land(at)
		if r.Lost {
			return s.health.lost(ctx, started), nil
		}
		s.health.answered()
		if !r.TooMany || t.Hasty || r.RetryAfter > mostWait {
			return false, nil
		}
		wait := s.turnedAway(t, r.RetryAfter, repeats)
		if !t.Read || repeats == mostRepeats {
			return false, nil
		}
		if err := t.aside(func() error { return sleep(ctx, wait) }); err != nil {
			return false, err
		}
	}
}

// await waits for the end of an outage.
func (s *Scheduler) await(ctx context.Context, t Turn) error {
	if s.health.well() {
		return nil
	}
	ready := func() error { return s.Ready(ctx) }
	if t.Hold == nil {
		return ready()
	}
	return t.Hold(ready)
}

func (t Turn) aside(wait func() error) error {
	if t.Aside == nil {
		return wait()
	}
	return t.Aside(wait)
}

// sleep lets time pass.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
