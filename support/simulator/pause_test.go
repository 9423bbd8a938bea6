package simulator

import (
	"context"
	"sync"
	"testing"
	"time"
)

func TestPauseLastsAsLongAsAskedFor(t *testing.T) {
	for _, d := range []time.Duration{-time.Second, 0, time.Nanosecond, 3 * time.Millisecond, 20 * time.Millisecond} {
		started := time.Now()
		if !pause(t.Context(), d) {
			t.Errorf("a pause of %v was cut short", d)
		}
		if took := time.Since(started); took < d {
			t.Errorf("a pause of %v lasted %v", d, took)
		}
	}
}

// More may wait than there are alarms.
func TestManyPauseAtOnce(t *testing.T) {
	var all sync.WaitGroup
	for range 3 * mostAlarms {
		all.Go(func() {
			if !pause(t.Context(), 20*time.Millisecond) {
				t.Error("a pause was cut short")
			}
		})
	}
	all.Wait()
}

func TestPauseEndsWithItsContext(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	if pause(ended, time.Hour) {
		t.Error("a pause lasts although nobody waits from the start")
	}
	brief, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if pause(brief, time.Hour) {
		t.Error("a pause lasts although nobody waits any longer")
	}
}
