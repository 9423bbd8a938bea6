package simulator

import (
	"errors"
	"os"
	"testing"
	"time"
)

// The kernel's timers are there to be used, and no file of theirs stays open.
func TestAnAlarmRingsOrIsSilenced(t *testing.T) {
	t.Parallel()
	for d, rings := range map[time.Duration]bool{-time.Hour: true, 0: true, time.Millisecond: true, time.Hour: false} {
		a, err := setAlarm(d)
		if err != nil {
			t.Fatal(err)
		}
		if !rings {
			a.silence()
		}
		if got := a.wait(); got != rings {
			t.Errorf("after %v: it rings: %t", d, got)
		}
		if err := a.file.Close(); !errors.Is(err, os.ErrClosed) {
			t.Errorf("after %v its file is open still (%v)", d, err)
		}
	}
}
