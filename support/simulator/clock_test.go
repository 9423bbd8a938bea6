package simulator

import (
	"slices"
	"testing"
	"time"
)

func TestClockRunsWhatIsDueInOrder(t *testing.T) {
	t.Parallel()
	c := newClock(func() time.Time { return noon }, 0)
	var ran []string
	at := func(minutes int, name string, more func(time.Time)) *event {
		due := noon.Add(time.Duration(minutes) * time.Minute)
		return c.after(due, func(now time.Time) {
			if !now.Equal(due) {
				t.Errorf("%s ran at %s, want %s", name, now, due)
			}
			if ran = append(ran, name); more != nil {
				more(now)
			}
		})
	}
	at(30, "third", nil)
	at(10, "first", func(time.Time) { at(20, "second, made by the first", nil) })
	gone := at(15, "cancelled", nil)
	at(30, "fourth, as late as the third", nil)
	at(61, "too late", nil)
	c.cancel(gone)
	c.cancel(gone)

	if now := c.advance(time.Hour); !now.Equal(noon.Add(time.Hour)) {
		t.Errorf("the clock shows %s after an hour", now)
	}
	want := []string{"first", "second, made by the first", "third", "fourth, as late as the third"}
	if !slices.Equal(ran, want) {
		t.Errorf("ran %q, want %q", ran, want)
	}
	c.catchUp()
	if len(ran) != len(want) {
		t.Errorf("ran %q before its time", ran[len(want):])
	}
	c.advance(time.Minute)
	if len(ran) != len(want)+1 {
		t.Errorf("ran %q, want the last one too", ran)
	}
}

func TestClockPassesAMonthOfDailyEventsInOrder(t *testing.T) {
	t.Parallel()
	c := newClock(func() time.Time { return noon }, 0)
	ran, last := 0, noon
	for i := range 1000 {
		var daily func(now time.Time)
		daily = func(now time.Time) {
			if now.Before(last) {
				t.Errorf("an event of %s ran after one of %s", now, last)
			}
			ran, last = ran+1, now
			c.after(now.AddDate(0, 0, 1), daily)
		}
		c.after(noon.Add(time.Duration(1000-i)*time.Second), daily)
	}
	c.advance(30 * 24 * time.Hour)
	if ran != 30_000 {
		t.Errorf("ran %d events, want 30000", ran)
	}
}
