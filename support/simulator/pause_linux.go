package simulator

import (
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// alarm is a timer of the kernel. The runtime's own timers come up to a millisecond
// late, as it waits in whole milliseconds: too much for an answer that takes twenty.
type alarm struct{ file *os.File }

func setAlarm(d time.Duration) (alarm, error) {
	fd, err := unix.TimerfdCreate(unix.CLOCK_MONOTONIC, unix.TFD_NONBLOCK|unix.TFD_CLOEXEC)
	if err != nil {
		return alarm{}, err
	}
	a := alarm{os.NewFile(uintptr(fd), "alarm")}
	at := unix.ItimerSpec{Value: unix.NsecToTimespec(max(d, 1).Nanoseconds())} // nothing would switch it off
	if err := unix.TimerfdSettime(fd, 0, &at, nil); err != nil {
		_ = a.file.Close()
		return alarm{}, err
	}
	return a, nil
}

// silence ends the wait before its time.
func (a alarm) silence() { _ = a.file.SetReadDeadline(time.Unix(1, 0)) }

// wait tells whether the alarm has rung.
func (a alarm) wait() bool {
	defer func() { _ = a.file.Close() }()
	var rings [8]byte
	_, err := a.file.Read(rings[:])
	return err == nil
}
