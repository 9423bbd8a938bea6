package simulator

import (
	"container/heap"
	"math"
	"sync"
	"sync/atomic"
	"time"
)

// clock is a channel's time: it ticks with the wall and can be advanced. What
// is due later waits in its queue and runs in the order of its due times,
// whether the wall passes them or an advance does.
type clock struct {
	wall   func() time.Time
	offset atomic.Int64 // nanoseconds ahead of the wall

	due atomic.Int64 // due time of the first event, so that a request need not lock

	running sync.Mutex // held while events run: one at a time, in order
	mu      sync.Mutex // guards queue and last
	queue   eventQueue
	last    int64 // makes events of one due time run in the order of their making
}

// event is something that a channel's clock will do.
type event struct {
	due   int64 // Unix nanoseconds
	order int64
	index int // in the queue; -1 once run or cancelled
	run   func(at time.Time)
}

func newClock(wall func() time.Time, ahead time.Duration) *clock {
	c := &clock{wall: wall}
	c.offset.Store(int64(ahead))
	c.due.Store(math.MaxInt64)
	return c
}

func (c *clock) now() time.Time { return c.wall().Add(time.Duration(c.offset.Load())).UTC() }

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
	c.resetDue()
}

// catchUp runs what the wall has made due. It costs one comparison when nothing
// is.
func (c *clock) catchUp() {
	if now := c.now(); c.due.Load() <= now.UnixNano() {
		c.running.Lock()
		defer c.running.Unlock()
		c.runUntil(now)
	}
}

// advance moves the clock forward and runs all that falls due on the way.
func (c *clock) advance(d time.Duration) time.Time {
	c.running.Lock()
	defer c.running.Unlock()
	c.runUntil(c.now().Add(d))
	c.offset.Add(int64(d))
	return c.now()
}

func (c *clock) runUntil(end time.Time) {
	for {
		e := c.next(end.UnixNano())
		if e == nil {
			return
		}
		e.run(time.Unix(0, e.due).UTC())
	}
}

func (c *clock) next(end int64) *event {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.queue) == 0 || c.queue[0].due > end {
		return nil
	}
	e := heap.Pop(&c.queue).(*event)
	c.resetDue()
	return e
}

// resetDue is called with mu held.
func (c *clock) resetDue() {
	if len(c.queue) == 0 {
		c.due.Store(math.MaxInt64)
		return
	}
	c.due.Store(c.queue[0].due)
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

// Pop takes the last event; for package heap.
func (q *eventQueue) Pop() any {
	old := *q
	e := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	e.index = -1
	return e
}
