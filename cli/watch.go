package cli

import (
	"context"
	"strings"
	"sync/atomic"

	"assay/support/runner"
	"assay/support/watch"
)

// watch runs what is selected, and then again the feature files that have
// changed, until a signal comes. What is wrong with a file is said, and waited
// for: it is being written.
func (a *app) watch(ctx context.Context, config runner.Config) error {
	paths := config.OnDisk()
	if len(paths) == 0 {
		return &usageError{
			"--watch needs feature files on disk, and the selection names none",
			"name a directory or a file: assay run my-features --watch",
		}
	}
	w, err := watch.New(paths)
	if err != nil {
		return err
	}
	defer w.Close()
	var running atomic.Pointer[progress]
	ctx, interruption := interruptible(ctx, func(n int) {
		if p := running.Load(); p != nil {
			p.interrupted(n)
		}
	})
	defer interruption.stop()
	for now := config; ; {
		p := a.newProgress()
		running.Store(p)
		finish(a.stderr, a.runOnce(ctx, interruption, p, now, runner.Run))
		running.Store(nil)
		if code, interrupted := interruption.code(); interrupted {
			return exitStatus(code)
		}
		a.say("watching %s; Ctrl-C ends it", files(w.Files()))
		changed, err := w.Next(ctx)
		if code, interrupted := interruption.code(); interrupted {
			return exitStatus(code)
		}
		if err != nil {
			return err
		}
		a.say("changed: %s", strings.Join(changed, ", "))
		now.Selection = config.Only(changed)
	}
}
