package cli

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// interruption turns signals into the two ways to stop a run.
type interruption struct {
	abort    chan struct{} // closed by the second signal
	first    atomic.Value  // os.Signal
	signals  chan os.Signal
	finished chan struct{}
}

// endings are the signals that end a run or a server. A terminal that is closed
// sends the last, which nohup and its like have ignored.
func endings() []os.Signal {
	list := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		list = append(list, syscall.SIGHUP)
	}
	return list
}

// interruptible returns a context that the first of these signals cancels: what
// runs is finished. The second closes abort: nothing is finished. A third
// ends the process by force. remark is called for the first two.
func interruptible(ctx context.Context, remark func(n int)) (context.Context, *interruption) {
	ctx, cancel := context.WithCancel(ctx)
	i := &interruption{
		abort: make(chan struct{}), signals: make(chan os.Signal, 2), finished: make(chan struct{}),
	}
	signal.Notify(i.signals, endings()...)
	go func() {
		defer close(i.finished)
		defer cancel()
		s, ok := <-i.signals
		if !ok {
			return
		}
		i.first.Store(s)
		remark(1)
		cancel()
		if _, ok := <-i.signals; ok {
			signal.Stop(i.signals)
			remark(2)
			close(i.abort)
		}
	}()
	return ctx, i
}

// stop ends the watch. It must be called once.
func (i *interruption) stop() {
	signal.Stop(i.signals)
	close(i.signals)
	<-i.finished
}

// code is the exit code that the first signal calls for, if there was one.
func (i *interruption) code() (int, bool) {
	switch i.first.Load() {
	case nil:
		return 0, false
	case syscall.SIGTERM:
		return exitTerminated, true
	case syscall.SIGHUP:
		return exitHungUp, true
	}
	return exitInterrupted, true
}
