package runner

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"assay/support/browser"
	"assay/support/opp"
	"assay/support/pace"
)

// newPace makes the one scheduler of a real host. A simulator of the run's own
// has none: its clock can be advanced, and what it does wrong is on purpose.
func (s *stage) newPace() *pace.Scheduler {
	limits := s.cfg.Target.Limits
	return pace.New(pace.Options{
		PerMinute: limits.StatusPerMinute, PerSecond: limits.RequestsPerSecond,
		Patience: time.Duration(limits.OutageSeconds * float64(time.Second)),
		Minute:   s.cfg.minute,
		Probe: func(ctx context.Context) error {
			_, err := s.ask(ctx, s.cfg.Target.Channels[0])
			return err
		},
		GiveUp: s.cfg.giveUp,
	})
}

// gateway is what a scenario sends to, its evidence going to the attempt.
func (s *stage) gateway(c channel, a *attempt) *opp.Channel {
	ch := s.client.Channel(c, a.exchange)
	if s.pace == nil {
		return ch
	}
	return ch.Through(func(ctx context.Context, t opp.Turn, send func() opp.Sent) error {
		turn := pace.Turn{
			Path: t.Method + " " + t.Path, Read: t.Method == http.MethodGet, Hasty: t.Hasty,
			Aside: func(wait func() error) error { return a.stepAside(ctx, wait) },
			Hold:  a.hold,
		}
		if t.Limited {
			turn.Thing = turn.Path
		}
		outage, err := s.pace.Send(ctx, turn, func() pace.Reply { return replyOf(send()) })
		if outage {
			a.hit.Store(true)
		}
		return err
	})
}

// replyOf reads what came of a request. That the caller gave up, or that an
// answer is too long, says nothing of the gateway's health.
func replyOf(s opp.Sent) pace.Reply {
	lost := s.Failure != nil && s.Failure.Kind != opp.Interrupted && s.Failure.Kind != opp.TooLarge
	tooMany := s.Status == http.StatusTooManyRequests
	return pace.Reply{TooMany: tooMany, RetryAfter: s.RetryAfter, Lost: lost && !tooMany}
}

// heed counts a page that the target has not answered with as a request that it
// has not answered.
func (s *stage) heed(a *attempt, e browser.Event) {
	host := silentHost(e.Err)
	if s.pace == nil || host == "" || !strings.EqualFold(host, originOf(s.cfg.Target.BaseURL)) {
		return
	}
	// What is asked of the target meanwhile has a deadline of its own.
	if s.pace.Lost(context.Background(), e.Started) {
		a.hit.Store(true)
	}
}

// silentHost is the host that a page was asked of in vain, "" if there is none.
func silentHost(err error) string {
	var failure *browser.Error
	if errors.As(err, &failure) {
		return failure.Silent
	}
	return ""
}

// originOf is the host of an address as browsers write it: with its port, unless
// that is the scheme's own.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	if own := map[string]string{"http": "80", "https": "443"}[u.Scheme]; u.Port() == own {
		return strings.TrimSuffix(u.Host, ":"+own)
	}
	return u.Host
}

// ready waits while the target is gone. Whether to go on is the tally's to say.
func (s *stage) ready(ctx context.Context) {
	if s.pace != nil {
		_ = s.pace.Ready(ctx)
	}
}

// hurry ends the waiting for a target that is gone.
func (s *stage) hurry() {
	if s.pace != nil {
		s.pace.Hurry()
	}
}

// outages says in words when the target was gone during the run.
func (s *stage) outages() []string {
	if s.pace == nil {
		return nil
	}
	var notes []string
	for _, o := range s.pace.Outages() {
		notes = append(notes, fmt.Sprintf("the target gave no usable answer for %s from %s on: nothing was sent meanwhile",
			o.For.Round(time.Second), o.From.UTC().Format(time.TimeOnly)))
	}
	return notes
}

// pass lets time go by for an attempt, on its own account.
func (a *attempt) pass(ctx context.Context, d time.Duration) error {
	return a.stepAside(ctx, func() error {
		timer := time.NewTimer(d)
		defer timer.Stop()
		select {
		case <-timer.C:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	})
}

// stepAside waits while others go on.
func (a *attempt) stepAside(ctx context.Context, wait func() error) error {
	return a.hold(func() error {
		if a.aside == nil || a.left() {
			return wait()
		}
		return a.aside(ctx, wait)
	})
}

// hold waits without the time counting as the step's.
func (a *attempt) hold(wait func() error) error {
	began := time.Now()
	if !a.stopClock(began, true) {
		return wait()
	}
	defer a.stopClock(began, false)
	return wait()
}

// stopClock stops the attempt's clock, or lets it go on. It reports false when
// there is nothing to stop.
func (a *attempt) stopClock(began time.Time, stop bool) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := &a.clock
	if c.held == stop || c.timer == nil || c.expired != nil || a.over {
		return false
	}
	c.held = stop
	if stop {
		c.timer.Stop()
		return true
	}
	waited := time.Since(began)
	c.due, c.ends = c.due.Add(waited), c.ends.Add(waited)
	c.timer.Reset(time.Until(c.due))
	return true
}

// gone tells whether an error says that the target is waited for no more.
func gone(err error) bool {
	var down *pace.DownError
	return errors.As(err, &down)
}
