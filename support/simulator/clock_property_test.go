package simulator

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// plan is an event to come: when, and what it does when it runs. Its children
// are due so much later than itself; it cancels whatever was made as the n-th.
type plan struct {
	after    time.Duration
	children []plan
	cancels  []int
}

func drawPlan(t *rapid.T, depth int) plan {
	p := plan{
		after:   time.Duration(rapid.IntRange(0, 5).Draw(t, "minutes")) * time.Minute,
		cancels: rapid.SliceOfN(rapid.IntRange(0, 30), 0, 2).Draw(t, "cancels"),
	}
	if depth > 0 {
		for range rapid.IntRange(0, 3).Draw(t, "children") {
			p.children = append(p.children, drawPlan(t, depth-1))
		}
	}
	return p
}

// ran is an event that has run: the how manieth it was made, and when.
type ran struct {
	made int
	at   time.Time
}

// inModel runs plans the simple way: again and again the earliest of all that
// wait, the first made where several are due together.
func inModel(plans []plan) []ran {
	type waiting struct {
		plan
		ran
		gone bool
	}
	var all []*waiting
	var log []ran
	put := func(from time.Time, plans []plan) {
		for _, p := range plans {
			all = append(all, &waiting{plan: p, ran: ran{len(all), from.Add(p.after)}})
		}
	}
	put(noon, plans)
	for {
		var next *waiting
		for _, w := range all {
			if !w.gone && (next == nil || w.at.Before(next.at)) {
				next = w
			}
		}
		if next == nil {
			return log
		}
		next.gone = true
		log = append(log, next.ran)
		put(next.at, next.children)
		for _, n := range next.cancels {
			if n < len(all) {
				all[n].gone = true
			}
		}
	}
}

// onClock runs plans on a clock that is taken forward in steps.
func onClock(t *rapid.T, plans []plan, steps []time.Duration) []ran {
	c := newClock(func() time.Time { return noon }, 0)
	var events []*event
	var log []ran
	var put func(from time.Time, plans []plan)
	put = func(from time.Time, plans []plan) {
		for _, p := range plans {
			made := len(events)
			events = append(events, c.after(from.Add(p.after), func(at time.Time) {
				if now := c.now(); !now.Equal(at) {
					t.Fatalf("an event due at %s sees %s on the clock", at, now)
				}
				log = append(log, ran{made, at})
				put(at, p.children)
				for _, n := range p.cancels {
					if n < len(events) {
						c.cancel(events[n])
					}
				}
			}))
		}
	}
	put(noon, plans)
	end := noon
	for _, step := range steps {
		end = end.Add(step)
		if now := c.advance(step); !now.Equal(end) {
			t.Fatalf("the clock shows %s, want %s", now, end)
		}
	}
	if n := len(c.queue); n > 0 {
		t.Fatalf("%d events still wait", n)
	}
	return log
}

// TestClockOrderIsThatOfItsEvents holds the clock against the model, in one
// advance and in many.
func TestClockOrderIsThatOfItsEvents(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var plans []plan
		for range rapid.IntRange(1, 6).Draw(t, "plans") {
			plans = append(plans, drawPlan(t, 2))
		}
		var steps []time.Duration
		for _, seconds := range rapid.SliceOfN(rapid.IntRange(0, 200), 0, 20).Draw(t, "steps") {
			steps = append(steps, time.Duration(seconds)*time.Second)
		}
		want := inModel(plans)
		if got := onClock(t, plans, []time.Duration{time.Hour}); !slices.Equal(got, want) {
			t.Errorf("in one advance %v ran, want %v", got, want)
		}
		if got := onClock(t, plans, append(steps, time.Hour)); !slices.Equal(got, want) {
			t.Errorf("in %d advances %v ran, want %v", len(steps)+1, got, want)
		}
	})
}
