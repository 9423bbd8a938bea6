package simulator

import (
	"context"
	"time"
)

// pause waits, but no longer than the client and the server do.
func pause(ctx context.Context, d time.Duration) bool {
	if alarm, err := setAlarm(d); err == nil {
		defer context.AfterFunc(ctx, alarm.silence)()
		return alarm.wait() && ctx.Err() == nil
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
