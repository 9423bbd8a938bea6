package runner

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/sync/semaphore"
)

// mostAside is how many attempts of a lane may wait without a place at a time:
// each keeps what it knows.
const mostAside = 256

// crew runs the scenarios of a lane in parts, at most so many at a time. An
// attempt that has to wait leaves its place to another part, and the scenarios
// behind it to whoever has time.
type crew struct {
	engine *engine
	places *semaphore.Weighted

	mu       sync.Mutex
	changed  sync.Cond
	rest     lane        // what nobody has taken yet
	left     [][]*series // by those that wait; they come first
	busy     int         // parts that run or wait
	aside    int         // attempts that wait without a place
	failures []error
}

func (e *engine) newCrew(l lane) *crew {
	c := &crew{engine: e, places: semaphore.NewWeighted(int64(l.concurrency)), rest: l}
	c.changed.L = &c.mu
	return c
}

// run runs all there is, and returns when all of it is over.
func (c *crew) run() error {
	for part := c.next(); part != nil; part = c.next() {
		p := &seat{crew: c}
		p.take(context.Background())
		go func() {
			err := c.engine.runPart(part, p)
			p.quit()
			c.done(err)
		}()
	}
	return errors.Join(c.failures...)
}

// next takes a part, or waits for what others may yet leave. It returns nil when
// nothing can come any more.
func (c *crew) next() []*series {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		var part []*series
		switch n := share(len(c.rest.scenarios), c.rest.concurrency); {
		case len(c.left) > 0:
			part, c.left = c.left[0], c.left[1:]
		case n > 0 && len(c.failures) == 0 && !c.engine.tally.stopped():
			part = c.engine.begin(c.rest.part(0, n))
			c.rest = c.rest.part(n, len(c.rest.scenarios))
		case c.busy == 0:
			return nil
		default:
			c.changed.Wait()
			continue
		}
		c.busy++
		return part
	}
}

// share is how many of the scenarios left a part takes, when so many parts run at
// a time: fewer towards the end, so that all end alike.
func share(left, concurrency int) int {
	return min(chunkSize, left, 1+left/(4*concurrency))
}

func (c *crew) done(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.busy--; err != nil {
		c.failures = append(c.failures, err)
	}
	c.changed.Signal()
}

// leave puts scenarios first in the queue.
func (c *crew) leave(part []*series) {
	if len(part) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left = append(c.left, part)
	c.changed.Signal()
}

// mayWait counts an attempt that wants to wait without a place.
func (c *crew) mayWait(more int) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.aside+more > mostAside {
		return false
	}
	c.aside += more
	return true
}

// seat is the place that a part has while it runs.
type seat struct {
	crew *crew

	mu   sync.Mutex
	held bool
	over bool // the part is
}

// take waits for a place. Without one, when the context ends, the part goes on
// all the same: it is about to end.
func (p *seat) take(ctx context.Context) {
	if p.crew.places.Acquire(ctx, 1) != nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over {
		p.crew.places.Release(1)
		return
	}
	p.held = true
}

// give gives the place back and reports whether there was one.
func (p *seat) give() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.held {
		return false
	}
	p.held = false
	p.crew.places.Release(1)
	return true
}

// quit gives the place back for good.
func (p *seat) quit() {
	p.give()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.over = true
}

// aside waits without the place, unless too many do so.
func (p *seat) aside(ctx context.Context, wait func() error) error {
	if !p.crew.mayWait(1) {
		return wait()
	}
	defer p.crew.mayWait(-1)
	if !p.give() {
		return wait()
	}
	err := wait()
	p.take(ctx)
	return err
}
