//go:build !linux

package simulator

import (
	"errors"
	"time"
)

// alarm would be a timer of the kernel; here the runtime's own have to do.
type alarm struct{}

func setAlarm(time.Duration) (alarm, error) { return alarm{}, errors.ErrUnsupported }

func (alarm) silence() {}

func (alarm) wait() bool { return false }
