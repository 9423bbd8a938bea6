package simulator

import "time"

// throttle counts calls in a sliding window (D15). Its owner's lock guards it. A
// call that is refused does not count.
type throttle struct {
	calls []int64 // Unix nanoseconds, oldest first; never longer than the limit
}

// allow says whether one more call may be made within a minute; a limit of 0
// allows all.
func (t *throttle) allow(now time.Time, limit int) bool { return t.within(time.Minute, now, limit) }

// within is [throttle.allow] for a window of any length, always the same.
func (t *throttle) within(window time.Duration, now time.Time, limit int) bool {
	if limit <= 0 {
		return true
	}
	at := now.UnixNano()
	old := 0
	for old < len(t.calls) && t.calls[old] <= at-int64(window) {
		old++
	}
	t.calls = append(t.calls[:0], t.calls[old:]...)
	if len(t.calls) >= limit {
		return false
	}
	t.calls = append(t.calls, at)
	return true
}
