package simulator

import (
	"container/heap"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// clock is a channel's time: it ticks with the wall and can be advanced. What
// is due later waits in its queue and runs in the order of its due times,
// whether the wall passes them or an advance does.
//
// While an event runs, the clock stands at the event's due time, for everybody.
// Nobody sees a time of which something due has not been done yet.
type clock struct {
	wall   func() time.Time
	offset atomic.Int64 // nanoseconds ahead of the wall
	stands atomic.Int64 // Unix nanoseconds, while events run or an advance is on its way; 0 = it ticks

	due atomic.Int64 // due time of the first event, so that a request need not lock

	advancing sync.Mutex // held by an advance: one after the other
	running   sync.Mutex // held while an event runs: one at a time, in order; guards the writing of stands
	mu        sync.Mutex // guards queue and last
	queue     eventQueue
	last      int64 // makes events of one due time run in the order of their making
}

// event is something that a channel's clock will do. Its run may read the clock,
// and put events into the queue or take them out; it may not wait for others to
// run, as a request on the channel does.
type event struct {
	due   int64 // Unix nanoseconds
	order int64
	index int // in the queue; -1 once it has run or was cancelled
	run   func(at time.Time)
}

func newClock(wall func() time.Time, ahead time.Duration) *clock {
	c := &clock{wall: wall}
	c.offset.Store(int64(ahead))
	c.due.Store(math.MaxInt64)
	return c
}

func (c *clock) now() time.Time {
	if at := c.stands.Load(); at != 0 {
		return time.Unix(0, at).UTC()
	}
	return c.wall().Add(time.Duration(c.offset.Load())).UTC()
}

// after puts an event into the queue. It runs with its due time, on the
// goroutine of whoever finds it due.
func (c *clock) after(at time.Time, run func(at time.Time)) *event {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last++
	e := &event{due: at.UnixNano(), order: c.last, run: run}
	heap.Push(&c.queue, e)
	c.due.Store(c.queue[0].due)
	return e
}

// cancel takes an event out of the queue; one that has run is left alone.
func (c *clock) cancel(e *event) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e == nil || e.index < 0 {
		return
	}
	heap.Remove(&c.queue, e.index)
	c.due.Store(math.MaxInt64)
	if len(c.queue) > 0 {
		c.due.Store(c.queue[0].due)
	}
}

// catchUp runs what the wall has made due, and returns the time up to which
// that has been done. It costs one comparison when nothing is due.
func (c *clock) catchUp() time.Time {
	now := c.now()
	if c.due.Load() <= now.UnixNano() {
		for c.runSome(now) {
		}
	}
	return now
}

// advance moves the clock forward and runs all that falls due on the way.
// Requests go on meanwhile, at the time that the clock has come to.
func (c *clock) advance(d time.Duration) time.Time {
	start := c.stand()
	end := start.Add(d)
	for c.runSome(end) {
	}
	return c.tick(start, end)
}

// walk is an advance from one due time to the next. Before each step it lets
// settle what the one before it has brought about, while the clock stands: the
// wall makes nothing due meanwhile. An error of settle ends the walk.
func (c *clock) walk(d time.Duration, settle func() error) (time.Time, error) {
	start := c.stand()
	end := start.Add(d)
	for {
		if err := settle(); err != nil {
			return c.tick(start, c.now()), err
		}
		next := time.Unix(0, c.due.Load())
		if next.After(end) {
			return c.tick(start, end), nil
		}
		for c.runSome(next) {
		}
	}
}

// stand stops the clock for an advance and returns its time; tick ends that.
func (c *clock) stand() time.Time {
	c.advancing.Lock()
	c.running.Lock()
	defer c.running.Unlock()
	now := c.now()
	c.stands.Store(now.UnixNano())
	return now
}

// tick lets the clock tick again, and says what it shows: end, and what has
// passed on the wall since it stood at start.
func (c *clock) tick(start, end time.Time) time.Time {
	defer c.advancing.Unlock()
	c.running.Lock()
	defer c.running.Unlock()
	c.offset.Add(int64(end.Sub(start)))
	c.stands.Store(0)
	return c.now()
}

// atOnce is how many events run before others may have their turn: few enough
// for a request to wait, many enough for the turns not to cost more than them.
const atOnce = 100

// runSome runs events that are due by then, and says whether there may be more.
func (c *clock) runSome(end time.Time) bool {
	c.running.Lock()
	defer c.running.Unlock()
	for range atOnce {
		if !c.runFirst(end) {
			return false
		}
	}
	return true
}

// runFirst runs the first event if it is due by then, and says whether it was;
// with running held. The event leaves the queue when it has run: until then,
// whoever finds it due waits for it.
func (c *clock) runFirst(end time.Time) bool {
	e := c.first()
	if e == nil || e.due > end.UnixNano() {
		return false
	}
	stood := c.stands.Load()
	c.stands.Store(max(stood, e.due))
	e.run(time.Unix(0, e.due).UTC())
	if stood == 0 {
		c.stands.Store(0)
	}
	c.cancel(e)
	return true
}

func (c *clock) first() *event {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 {
		return nil
	}
	return c.queue[0]
}

// eventQueue is a heap by due time.
type eventQueue []*event

func (q eventQueue) Len() int { return len(q) }

func (q eventQueue) Less(i, j int) bool {
	return q[i].due < q[j].due || q[i].due == q[j].due && q[i].order < q[j].order
}

func (q eventQueue) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}

// Push appends an event; for package heap.
func (q *eventQueue) Push(x any) {
	e := x.(*event)
	e.index = len(*q)
	*q = append(*q, e)
}

// Pop takes the last event; for package heap. A queue that was long once does
// not keep its memory.
func (q *eventQueue) Pop() any {
	old := *q
	n := len(old) - 1
	e := old[n]
	old[n] = nil
	*q = old[:n]
	if cap(old) > 64 && n < cap(old)/4 {
		*q = slices.Clone(*q)
	}
	e.index = -1
	return e
}
