package simulator

import (
	"context"
	"sync/atomic"
	"time"
)

// mostAlarms is how many alarms may be set at a time. Each is a file; and where more
// wait, the runtime is up often enough to be punctual by itself.
const mostAlarms = 64

var alarms atomic.Int64 // that are set

// pause waits, but no longer than the client and the server do.
func pause(ctx context.Context, d time.Duration) bool {
	defer alarms.Add(-1)
	if alarms.Add(1) <= mostAlarms {
		if alarm, err := setAlarm(d); err == nil {
			defer context.AfterFunc(ctx, alarm.silence)()
			return alarm.wait() && ctx.Err() == nil
		}
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
