package pace

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultPatience is how long an outage may last unless told otherwise.
const DefaultPatience = time.Minute

// A gateway that is gone is asked at growing intervals whether it is back.
const (
	firstPause = time.Second
	mostPause  = 10 * time.Second
	probeTime  = 5 * time.Second // for one answer
)

// inARow is how many requests one after the other may get no answer while the
// gateway answers a probe. More say that the probe does not tell.
const inARow = 3

// DownError says that a request was not sent because the gateway is gone for
// longer than it was waited for.
type DownError struct {
	For   time.Duration
	Cause error // of the last probe; nil when it was answered, and nothing else was
}

// Error says for how long.
func (e *DownError) Error() string {
	text := fmt.Sprintf("the target has given no usable answer for %s", e.For.Round(time.Second))
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

// Unwrap returns the error of the last probe.
func (e *DownError) Unwrap() error { return e.Cause }

// Hint returns the likely remedy.
func (e *DownError) Hint() string {
	return "try again when it is up; limits.outageSeconds of the target says how long a run waits"
}

// Outage is a time without a usable answer that came to an end.
type Outage struct {
	From time.Time
	For  time.Duration
}

// health watches whether a gateway answers. The first request without an answer
// makes it ask: when the probe is not answered either, nothing more is sent
// until one is.
type health struct {
	o      Options
	ctx    context.Context // of the probes
	cancel context.CancelFunc
	probes sync.WaitGroup
	hurry  chan struct{} // closed once nobody waits for the gateway any more
	once   sync.Once
	lame   atomic.Bool // row > 0 or pause != nil

	mu      sync.Mutex
	row     int       // requests without an answer since the last one that had one
	since   time.Time // when the first of them was sent
	pauses  int       // since then
	pause   *pause    // nil: requests are sent
	down    *DownError
	outages []Outage
}

// pause is a time in which nothing is sent.
type pause struct {
	doubt chan struct{} // closed when it is known what the pause is
	real  bool          // an outage; to be read after doubt
	over  chan struct{} // closed at the end
}

func (h *health) open(o Options) {
	h.o, h.hurry = o, make(chan struct{})
	h.ctx, h.cancel = context.WithCancel(context.Background())
}

func (h *health) close() {
	h.cancel()
	h.probes.Wait()
}

// well is true as long as all is well, and quick to say so.
func (h *health) well() bool { return !h.lame.Load() }

// answered notes a usable answer.
func (h *health) answered() {
	if h.well() {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.pauses > 0 {
		h.outages = append(h.outages, Outage{h.since, time.Since(h.since)})
	}
	h.row, h.pauses = 0, 0
	h.lame.Store(h.pause != nil || h.down != nil)
}

// Lost notes that something else than a request of [Scheduler.Send], such as a
// page, was asked of the gateway when it started, and got no answer. It reports
// whether the gateway is gone, as soon as that is known.
func (s *Scheduler) Lost(ctx context.Context, started time.Time) bool {
	return s.health.lost(ctx, started)
}

// lost notes a request without an answer, and returns whether it was an outage
// as soon as that is known.
func (h *health) lost(ctx context.Context, started time.Time) bool {
	h.mu.Lock()
	if h.down != nil {
		h.mu.Unlock()
		return true
	}
	h.lame.Store(true)
	if h.row == 0 {
		h.since = started
	}
	h.row++
	p := h.pause
	if p == nil {
		p = &pause{doubt: make(chan struct{}), over: make(chan struct{})}
		h.pause = p
		h.probes.Go(func() { h.examine(p) })
	}
	h.mu.Unlock()
	select {
	case <-p.doubt:
		return p.real
	case <-ctx.Done():
		return false
	}
}

// examine finds out what a pause is, and ends it.
func (h *health) examine(p *pause) {
	defer close(p.over)
	err := h.probe()
	h.mu.Lock()
	p.real = err != nil || h.row >= inARow
	since, interval := h.since, firstPause<<min(h.pauses, 8)
	if p.real {
		h.pauses++
	}
	h.mu.Unlock()
	close(p.doubt)
	for ; p.real; interval *= 2 {
		left := time.Until(since.Add(h.o.Patience))
		if left <= 0 {
			h.giveUp(err)
			break
		}
		waited := h.sleep(min(interval, mostPause, left))
		if h.ctx.Err() != nil {
			break
		}
		if !waited {
			h.giveUp(err)
			break
		}
		if err = h.probe(); err == nil {
			break
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.pause = nil
}

// sleep lets time pass between two probes. It reports false when nobody waits for
// the next one.
func (h *health) sleep(d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-h.hurry:
	case <-h.ctx.Done():
	}
	return false
}

// probe asks the gateway whether it is there.
func (h *health) probe() error {
	ctx, cancel := context.WithTimeout(h.ctx, min(probeTime, h.o.Patience))
	defer cancel()
	return h.o.Probe(ctx)
}

// giveUp lets nothing more be sent.
func (h *health) giveUp(cause error) {
	h.mu.Lock()
	h.down = &DownError{For: time.Since(h.since), Cause: cause}
	h.mu.Unlock()
	if h.o.GiveUp != nil {
		h.o.GiveUp()
	}
}

// Hurry lets nobody wait for a gateway that is gone, from now on: what is held back
// is not sent. It may be called more than once.
func (s *Scheduler) Hurry() { s.health.once.Do(func() { close(s.health.hurry) }) }

// Ready waits while the gateway is gone. The error is a [*DownError] when it is
// waited for no more.
func (s *Scheduler) Ready(ctx context.Context) error {
	h := &s.health
	for !h.well() {
		h.mu.Lock()
		p, down := h.pause, h.down
		h.mu.Unlock()
		switch {
		case down != nil:
			return down
		case p == nil:
			return nil
		}
		select {
		case <-p.over:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	return nil
}

// Outages returns the outages that came to an end.
func (s *Scheduler) Outages() []Outage {
	s.health.mu.Lock()
	defer s.health.mu.Unlock()
	return append([]Outage(nil), s.health.outages...)
}
