package browser

import (
	"context"
	"time"
)

// grace is what a call that honours its deadline may take to say so. Past it
// the driver is taken to be stuck.
const grace = 500 * time.Millisecond

// guard runs f and returns when f does, or shortly after the deadline, which is
// limit or ctx's own, whichever is sooner. It does not rely on f to look at its
// context: the driver has calls that block for good once a page's process has
// crashed. Then f's goroutine is left behind, stuck is true, and whoever owns
// life must end it, which frees the goroutine as far as the driver allows.
//
// life carries the driver's values; when it ends, f's context ends with the
// same cause, and guard returns.
func guard[T any](
	ctx, life context.Context, limit time.Duration, f func(context.Context) (T, error),
) (v T, stuck bool, err error) {
	if err := context.Cause(life); err != nil {
		return v, false, err
	}
	deadline := time.Now().Add(limit)
	if sooner, ok := ctx.Deadline(); ok && sooner.Before(deadline) {
		deadline = sooner
	}
	timed, release := context.WithDeadline(life, deadline)
	defer release()
	call, cancel := context.WithCancelCause(timed)
	defer cancel(nil)
	stop := context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })
	defer stop()

	type result struct {
		v   T
		err error
	}
	done := make(chan result, 1)
	go func() {
		v, err := f(call)
		done <- result{v, err}
	}()
	select {
	case r := <-done:
		return r.v, false, because(call, r.err)
	case <-call.Done():
	}
	select {
	case r := <-done:
		return r.v, false, because(call, r.err)
	case <-time.After(grace):
		return v, true, context.Cause(call)
	}
}

// because prefers the reason why a call was ended to the words in which the
// driver noticed it.
func because(call context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(call); cause != nil {
		return cause
	}
	return err
}

// within returns the time that a script in the page may take: a little less
// than what is left of ctx, so that its answer, which can say what the page
// offers, arrives before the deadline does.
func within(ctx context.Context) time.Duration {
	deadline, _ := ctx.Deadline()
	left := time.Until(deadline)
	return max(left-min(left/3, time.Second), 0)
}
