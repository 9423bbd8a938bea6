package pace

import (
	"context"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// gateway takes notes of when it was asked, in a bubble where time is no time.
type gateway struct {
	mu      sync.Mutex
	down    bool
	replies []Reply // for the first requests
	asked   []time.Duration
	probes  []time.Duration
	took    time.Duration // by an answer
	start   time.Time
	gaveUp  int
}

// open returns a gateway and its scheduler, which ends with the test.
func open(t *testing.T, o Options) (*gateway, *Scheduler) {
	t.Helper()
	g := &gateway{start: time.Now()}
	o.Probe = func(context.Context) error {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.probes = append(g.probes, time.Since(g.start))
		if g.down {
			return errors.New("nobody there")
		}
		return nil
	}
	o.GiveUp = func() { g.gaveUp++ }
	s := New(o)
	t.Cleanup(s.Close)
	return g, s
}

func (g *gateway) set(down bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.down = down
}

func (g *gateway) answer() Reply {
	time.Sleep(g.took)
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked = append(g.asked, time.Since(g.start))
	if n := len(g.asked); n <= len(g.replies) {
		return g.replies[n-1]
	}
	return Reply{Lost: g.down}
}

// want compares when the gateway was asked with when it was to be.
func want(t *testing.T, what string, got []time.Duration, want ...time.Duration) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %v, want %v", what, got, want)
	}
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("%s: %v, want %v", what, got, want)
		}
	}
}

func TestRequestsAboutOneThingKeepToTheMinute(t *testing.T) {
	t.Parallel()
	status, other := Turn{Thing: "a", Path: "a", Read: true}, Turn{Thing: "b", Path: "b", Read: true}
	hasty := status
	hasty.Hasty = true
	for _, tt := range []struct {
		name  string
		o     Options
		took  time.Duration
		turns []Turn
		want  []time.Duration // of the answers
	}{
		{"two of three", Options{PerMinute: 2}, 0, []Turn{status, status, status, status, status}, []time.Duration{
			0, 0, time.Minute, time.Minute, 2 * time.Minute,
		}},
		{"the minute begins with the answer", Options{PerMinute: 1}, time.Second, []Turn{status, status}, []time.Duration{
			time.Second, 62 * time.Second,
		}},
		{"each thing has its own", Options{PerMinute: 1}, 0, []Turn{status, other}, []time.Duration{0, 0}},
		{"what is no thing has none", Options{PerMinute: 1}, 0, []Turn{{Path: "p"}, {Path: "p"}}, []time.Duration{0, 0}},
		{"without a limit", Options{}, 0, []Turn{status, status, status}, []time.Duration{0, 0, 0}},
		{"the hasty do not wait but count", Options{PerMinute: 1}, 0, []Turn{status, hasty, hasty, status}, []time.Duration{
			0, 0, 0, time.Minute,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				g, s := open(t, tt.o)
				g.took = tt.took
				for _, turn := range tt.turns {
					if _, err := s.Send(t.Context(), turn, g.answer); err != nil {
						t.Fatal(err)
					}
				}
				want(t, "answers", g.asked, tt.want...)
			})
		})
	}
}

func TestWhatIsTurnedAwayComesAgainInTime(t *testing.T) {
	t.Parallel()
	no := Reply{TooMany: true}
	in5s := Reply{TooMany: true, RetryAfter: 5 * time.Second}
	status, pay := Turn{Thing: "a", Path: "a", Read: true}, Turn{Path: "pay"}
	for _, tt := range []struct {
		name    string
		turns   []Turn
		replies []Reply
		want    []time.Duration
	}{
		{"after a part of the minute, and then a whole one", []Turn{status}, []Reply{no, no, {}}, []time.Duration{
			0, 30 * time.Second, 90 * time.Second,
		}},
		{"a few times", []Turn{status}, []Reply{no, no, no, no, no, no}, []time.Duration{
			0, 30 * time.Second, 90 * time.Second, 150 * time.Second,
		}},
		{"when the gateway says", []Turn{status}, []Reply{in5s}, []time.Duration{0, 5 * time.Second}},
		{"not when that is too far", []Turn{status}, []Reply{{TooMany: true, RetryAfter: time.Hour}}, []time.Duration{0}},
		{"not what changes something", []Turn{pay}, []Reply{no}, []time.Duration{0}},
		{"but its like waits", []Turn{pay, {Path: "else"}, pay}, []Reply{in5s}, []time.Duration{
			0, 0, 5 * time.Second,
		}},
		{"unless it is hasty", []Turn{pay, {Path: "pay", Hasty: true}}, []Reply{in5s}, []time.Duration{
			0, 0,
		}},
		{"not what is hasty", []Turn{{Thing: "a", Path: "a", Read: true, Hasty: true}}, []Reply{no}, []time.Duration{0}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				g, s := open(t, Options{PerMinute: 2})
				g.replies = tt.replies
				for _, turn := range tt.turns {
					if _, err := s.Send(t.Context(), turn, g.answer); err != nil {
						t.Fatal(err)
					}
				}
				want(t, "requests", g.asked, tt.want...)
			})
		})
	}
}

func TestWhatNobodyAsksAboutIsForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{PerMinute: 2})
		for range 100 {
			for _, thing := range []string{"a", "b", "c" + time.Now().String()} {
				if _, err := s.Send(t.Context(), Turn{Thing: thing, Path: thing, Read: true}, g.answer); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(30 * time.Second)
		}
		if n := len(s.things); n > 8 {
			t.Errorf("%d things are kept", n)
		}
	})
}

func TestRequestsKeepToTheSecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		start, s := time.Now(), New(Options{PerSecond: 10, Probe: func(context.Context) error { return nil }})
		defer s.Close()
		for range 50 {
			if err := s.Second(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(start); took != 4*time.Second {
			t.Errorf("50 requests at 10 a second, 10 at once: %s, want 4s", took)
		}
	})
}

// lose sends a request that gets no answer.
func lose(t *testing.T, s *Scheduler) bool {
	t.Helper()
	outage, err := s.Send(t.Context(), Turn{Path: "p"}, func() Reply { return Reply{Lost: true} })
	if err != nil {
		t.Fatal(err)
	}
	return outage
}

func TestAnAnswerThatGetsLostIsNoOutage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{})
		for range 10 {
			for range inARow - 1 {
				if lose(t, s) {
					t.Fatal("it is taken for an outage, though the probe is answered")
				}
			}
			if _, err := s.Send(t.Context(), Turn{}, g.answer); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(g.start); took != 0 || len(s.Outages()) != 0 {
			t.Errorf("%s were waited, outages %v", took, s.Outages())
		}
	})
}

func TestAnOutageHoldsEverythingBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{})
		g.set(true)
		if outage, err := s.Send(t.Context(), Turn{}, g.answer); err != nil || !outage {
			t.Fatalf("outage %t, error %v", outage, err)
		}
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				if outage, err := s.Send(t.Context(), Turn{}, g.answer); err != nil || outage {
					t.Errorf("outage %t, error %v", outage, err)
				}
			})
		}
		time.Sleep(20 * time.Second)
		g.set(false)
		all.Wait()
		want(t, "probes", g.probes, 0, time.Second, 3*time.Second, 7*time.Second, 15*time.Second, 25*time.Second)
		if len(g.asked) != 21 || g.asked[1] != 25*time.Second || g.gaveUp != 0 {
			t.Errorf("the gateway was asked at %v", g.asked)
		}
		if o := s.Outages(); len(o) != 1 || o[0].For != 25*time.Second {
			t.Errorf("outages %v, want one of 25s", o)
		}
		if err := s.Ready(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestATurnThatComesInAnOutageIsNotSent(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{PerMinute: 1, Patience: time.Hour})
		status := Turn{Thing: "a", Path: "a", Read: true}
		var all sync.WaitGroup
		for range 2 {
			all.Go(func() {
				if outage, err := s.Send(t.Context(), status, g.answer); err != nil || outage {
					t.Errorf("outage %t, error %v", outage, err)
				}
			})
		}
		time.Sleep(50 * time.Second)
		g.set(true)
		lose(t, s)
		time.Sleep(50 * time.Second)
		g.set(false)
		all.Wait()
		if g.asked[1] < 100*time.Second {
			t.Errorf("the gateway was asked at %v", g.asked)
		}
	})
}

func TestAGatewayThatStaysAwayIsGivenUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{})
		g.set(true)
		g.took = time.Second
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				outage, first := s.Send(t.Context(), Turn{}, g.answer)
				_, then := s.Send(t.Context(), Turn{}, g.answer)
				var down *DownError
				if !outage || first != nil || !errors.As(then, &down) || down.For != time.Minute ||
					down.Cause == nil || down.Hint() == "" {
					t.Errorf("errors %v, %v", first, then)
				}
			})
		}
		all.Wait()
		if took := time.Since(g.start); took != time.Minute || g.gaveUp != 1 || len(g.asked) != 8 {
			t.Errorf("given up %d times after %s and %d requests", g.gaveUp, took, len(g.asked))
		}
		if err := s.Ready(t.Context()); err == nil {
			t.Error("it is ready all the same")
		}
	})
}

// A proxy may answer probes while the service behind it does nothing.
func TestProbesAloneDoNotProveThatAllIsWell(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{})
		sent, hit := 0, 0
		for s.Ready(t.Context()) == nil && sent < 100 {
			if sent++; lose(t, s) {
				hit++
			}
		}
		if took := time.Since(g.start); took > time.Minute || sent > 12 || hit != sent-2 || g.gaveUp != 1 {
			t.Errorf("%d requests, %d in an outage, given up %d times after %s", sent, hit, g.gaveUp, took)
		}
	})
}

func TestWhoGivesUpIsHeldBackNoLonger(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g, s := open(t, Options{PerMinute: 1})
		status := Turn{Thing: "a", Path: "a", Read: true}
		if _, err := s.Send(t.Context(), status, g.answer); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.Send(ctx, status, g.answer); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("in the minute: error %v", err)
		}
		g.set(true)
		if outage, err := s.Send(t.Context(), Turn{}, g.answer); err != nil || !outage {
			t.Fatalf("outage %t, error %v", outage, err)
		}
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.Send(ctx, Turn{}, g.answer); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("in an outage: error %v", err)
		}
	})
}

// A run that is interrupted waits for nobody, whether the outage comes before or
// after that.
func TestInAHurryAnOutageIsNotWaitedFor(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		early bool
	}{{"once it is there", false}, {"before it is there", true}} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				g, s := open(t, Options{})
				if tt.early {
					s.Hurry()
				}
				g.set(true)
				lose(t, s)
				if !tt.early {
					time.AfterFunc(5*time.Second, s.Hurry)
				}
				var down *DownError
				_, err := s.Send(t.Context(), Turn{}, g.answer)
				if took := time.Since(g.start); !errors.As(err, &down) || took > 5*time.Second || len(g.asked) != 0 {
					t.Errorf("error %v after %s, %d requests", err, took, len(g.asked))
				}
			})
		})
	}
}
