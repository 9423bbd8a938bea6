package simulator

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	schedules = 1000
	month     = 30 * 24 * time.Hour
)

// daily puts a thousand daily events on a channel's clock, each of which does
// the work and makes the next. It returns how many have run, and whether one
// ran before its turn.
func daily(c *clock, work func()) (ran *int, disordered *bool) {
	ran, disordered = new(int), new(bool)
	last := c.now()
	for i := range schedules {
		var day func(at time.Time)
		day = func(at time.Time) {
			*disordered = *disordered || at.Before(last) || !c.now().Equal(at)
			last = at
			*ran++
			work()
			c.after(at.Add(24*time.Hour), day)
		}
		c.after(last.Add(time.Duration(schedules-i)*time.Second), day)
	}
	return ran, disordered
}

// paidByCard sends a payment by card to a channel and says whether it went through.
func paidByCard(s *Server, c Channel) bool {
	form := url.Values{
		"entityId": {c.EntityID}, "paymentType": {"DB"}, "amount": {"12.00"}, "currency": {"EUR"}, "paymentBrand": {"VISA"},
		"card.number": {"4200000000000000"}, "card.expiryMonth": {"05"}, "card.expiryYear": {"2049"}, "card.cvv": {"123"},
	}
	r := httptest.NewRequest(http.MethodPost, "/v1/payments", strings.NewReader(form.Encode()))
	r.Header.Set("Authorization", "Bearer "+c.AccessToken)
	w := httptest.NewRecorder()
	s.API().ServeHTTP(w, r)
	return w.Code == http.StatusOK
}

// twoChannels are one whose clock is advanced, and one whose clock is not: an
// event may not wait for other events of its own channel, as a request does.
func twoChannels() *Server {
	return New(Config{Now: func() time.Time { return noon }, MaxPayments: 1000, Channels: []Channel{
		{EntityID: strings.Repeat("a", 32)}, {EntityID: strings.Repeat("b", 32)},
	}})
}

// TestRequestsGoOnWhileAMonthPasses pays on a channel while its clock passes a
// month with thirty thousand events.
func TestRequestsGoOnWhileAMonthPasses(t *testing.T) {
	t.Parallel()
	s := twoChannels()
	c := s.channel(s.first.EntityID)
	ran, disordered := daily(c.clock, func() {})
	var done atomic.Bool
	var clients sync.WaitGroup
	for range 4 {
		clients.Go(func() {
			for last := c.clock.now(); !done.Load(); {
				if !paidByCard(s, s.first) {
					t.Error("a payment was refused while the clock was advanced")
					return
				}
				now := c.clock.now()
				if now.Before(last) {
					t.Errorf("the clock went back from %s to %s", last, now)
				}
				last = now
			}
		})
	}
	now := c.clock.advance(month)
	done.Store(true)
	clients.Wait()
	if *ran != 30*schedules || *disordered || !now.Equal(noon.Add(month)) {
		t.Errorf("%d events ran, disordered = %v, and the clock shows %s", *ran, *disordered, now)
	}
}

// BenchmarkAdvanceMonth passes thirty days with a thousand daily schedules in
// one advance. Each of the thirty thousand events makes its successor and does
// the work of a whole request for a payment.
func BenchmarkAdvanceMonth(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		s := twoChannels()
		other := s.channel(strings.Repeat("b", 32)).profile.Load().Channel
		clock := s.channel(s.first.EntityID).clock
		ran, disordered := daily(clock, func() {
			if !paidByCard(s, other) {
				b.Fatal("a payment was refused")
			}
		})
		clock.advance(month)
		if *ran != 30*schedules || *disordered {
			b.Fatalf("%d events ran, disordered = %v", *ran, *disordered)
		}
	}
}

// BenchmarkAdvanceCancelled makes and cancels an event, as a payment does that
// its shopper settles, on a channel where many others wait.
func BenchmarkAdvanceCancelled(b *testing.B) {
	c := newClock(func() time.Time { return noon }, 0)
	for i := range 100_000 {
		c.after(noon.Add(time.Duration(i)*time.Second), func(time.Time) {})
	}
	for b.Loop() {
		c.cancel(c.after(noon.Add(30*time.Minute), func(time.Time) {}))
	}
}
