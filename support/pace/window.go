package pace

import (
	"context"
	"time"
)

// window is when one thing was asked about in the last minute.
type window struct {
	asked []*time.Time // the oldest first: when the answer came, or the request was sent while it is under way
	shut  time.Time    // not before this
}

// enter waits until a request may be sent as far as its thing is concerned, and
// counts it. What it returns is for land.
func (s *Scheduler) enter(ctx context.Context, t Turn) (at *time.Time, err error) {
	for {
		wait, at := s.reserve(t)
		if wait <= 0 {
			return at, nil
		}
		if err := t.aside(func() error { return sleep(ctx, wait) }); err != nil {
			return nil, err
		}
	}
}

// reserve counts a request and returns where its time is kept, or says how long
// it has to wait.
func (s *Scheduler) reserve(t Turn) (wait time.Duration, at *time.Time) {
	now := time.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(now)
	if path := s.things[t.Path]; path != nil && !t.Hasty {
		wait = path.shut.Sub(now)
	}
	if t.Thing == "" || s.o.PerMinute == 0 {
		return wait, nil
	}
	w := s.thing(t.Thing)
	w.forget(now.Add(-s.o.Minute))
	if !t.Hasty {
		wait = max(wait, w.shut.Sub(now))
		if n := len(w.asked) - s.o.PerMinute; n >= 0 {
			wait = max(wait, w.asked[n].Add(s.o.Minute).Sub(now))
		}
	}
	if wait > 0 {
		return wait, nil
	}
	at = &now
	w.asked = append(w.asked, at)
	return 0, at
}

// land notes when an answer came: the gateway has counted the request at some
// time before.
func (s *Scheduler) land(at *time.Time) {
	if at == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	*at = time.Now()
}

// turnedAway keeps requests like this one back and says for how long.
func (s *Scheduler) turnedAway(t Turn, after time.Duration, repeats int) time.Duration {
	key, wait := t.Path, after
	if wait <= 0 { // a part of the minute, and then a whole one
		key, wait = t.Thing, min(s.o.Minute, s.o.Minute/time.Duration(max(1, s.o.PerMinute))<<repeats)
	}
	if key != "" {
		s.mu.Lock()
		defer s.mu.Unlock()
		w := s.thing(key)
		if shut := time.Now().Add(wait); shut.After(w.shut) {
			w.shut = shut
		}
	}
	return wait
}

// thing returns the window of a thing. mu is held.
func (s *Scheduler) thing(key string) *window {
	w := s.things[key]
	if w == nil {
		w = &window{}
		s.things[key] = w
	}
	return w
}

// sweep forgets, once a minute, what nobody has asked about for one. mu is held.
func (s *Scheduler) sweep(now time.Time) {
	if now.Sub(s.swept) < s.o.Minute {
		return
	}
	s.swept = now
	for key, w := range s.things {
		w.forget(now.Add(-s.o.Minute))
		if len(w.asked) == 0 && !w.shut.After(now) {
			delete(s.things, key)
		}
	}
}

// forget drops the requests that were answered until then.
func (w *window) forget(until time.Time) {
	n := 0
	for n < len(w.asked) && !w.asked[n].After(until) {
		n++
	}
	w.asked = w.asked[n:]
}
