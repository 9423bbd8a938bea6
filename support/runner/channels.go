package runner

import (
	"context"
	"sync"

	"assay/support/mask"
	"assay/support/simulator/control"
	"assay/support/target"
)

// channels returns one set of credentials for each of the scenarios: on the
// simulator a channel of its own, on a real host the one that suits it. release
// gives them back.
func (s *stage) channels(ctx context.Context, chosen []int) (_ []channel, release func(), err error) {
	if s.leases != nil {
		return s.leases.take(ctx, len(chosen))
	}
	given := make([]channel, len(chosen))
	for i, n := range chosen {
		given[i] = credentials(s.cfg.Target.Channels[n])
	}
	return given, func() {}, nil
}

func credentials(c target.Channel) channel {
	return channel{
		EntityID: c.EntityID, AccessToken: mask.Secret(c.AccessToken.Reveal()),
		UserID: c.UserID, Password: mask.Secret(c.Password.Reveal()), Legacy: c.Legacy,
	}
}

// batch is how many channels are asked for and given back in one request.
const batch = 64

// leases are channels of the simulator that no scenario has had yet, and those
// that one is done with.
type leases struct {
	control *control.Client
	mask    *mask.Masker

	mu    sync.Mutex
	fresh []channel
	used  []string // entityIds
}

// take hands out n channels. Whoever took them calls release.
func (l *leases) take(ctx context.Context, n int) (_ []channel, release func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.fresh) < n {
		leased, err := l.control.Lease(ctx, max(n, batch), nil)
		if err != nil {
			return nil, nil, &Problem{Code: ExitBroken, Text: "the simulator gives no channels", Err: err}
		}
		l.mask.Learn(leased[0].AccessToken) // one token opens all of them
		for _, c := range leased {
			l.fresh = append(l.fresh, channel{
				EntityID: c.EntityID, AccessToken: mask.Secret(c.AccessToken),
				UserID: c.UserID, Password: mask.Secret(c.Password),
			})
		}
	}
	given := l.fresh[:n:n]
	l.fresh = l.fresh[n:]
	return given, func() { l.giveBack(context.WithoutCancel(ctx), given) }, nil
}

// giveBack frees what the simulator keeps for channels, a batch at a time. What
// is left at the end goes with the simulator, and an error would change nothing.
func (l *leases) giveBack(ctx context.Context, given []channel) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range given {
		l.used = append(l.used, c.EntityID)
	}
	if len(l.used) >= batch {
		_ = l.control.Release(ctx, l.used...)
		l.used = nil
	}
}
