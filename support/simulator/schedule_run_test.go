package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// subscribed makes daily schedules on the default channel, each a second after the
// one before, beginning with the next second.
func subscribed(t testing.TB, s *Server, count int) {
	v := visitor{s, s.first}
	token := v.send(http.MethodPost, "registrations", "paymentBrand=VISA", "card.number=4200000000000000",
		"card.expiryMonth=05", "card.expiryYear=2049")
	for i := range count {
		at := noon.Add(time.Duration(i+1) * time.Second)
		id := v.send(http.MethodPost, "/scheduling/v1/schedules", "registrationId="+token, "paymentType=DB",
			"amount=9.00", "currency=EUR", "merchantTransactionId="+fmt.Sprint("subscription-", i),
			"job.expression="+at.Format("5 4 15")+" * * ?")
		if id == "" {
			t.Fatal("a schedule was refused")
		}
	}
}

// TestAMonthOfSchedulesIsPaid passes thirty days with a thousand daily schedules
// in one advance: each pays each day at its own second.
func TestAMonthOfSchedulesIsPaid(t *testing.T) {
	t.Parallel()
	s := New(Config{Now: func() time.Time { return noon }})
	subscribed(t, s, schedules)
	c := s.channel(s.first.EntityID)
	c.clock.advance(month)
	paid := 0
	for p := range c.journal.between(everBefore, everAfter) {
		if p.kind != typeDB {
			continue
		}
		day, turn := paid/schedules, paid%schedules
		want := noon.AddDate(0, 0, day).Add(time.Duration(turn+1) * time.Second)
		if !p.at.Equal(want) || p.reference != fmt.Sprint("subscription-", turn) || p.state() != approved {
			t.Fatalf("payment %d is %s of %s at %s, want that of subscription %d at %s",
				paid, p.state(), p.reference, p.at, turn, want)
		}
		paid++
	}
	if paid != 30*schedules {
		t.Errorf("%d payments were made in a month, want %d", paid, 30*schedules)
	}
	if ended := s.release(s.first.EntityID); !ended || len(c.clock.queue) > schedules+1 {
		t.Errorf("the channel was given back: %v, and %d events wait", ended, len(c.clock.queue))
	}
}

// BenchmarkScheduledMonth is what the test above does, without looking.
func BenchmarkScheduledMonth(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		s := New(Config{Now: func() time.Time { return noon }})
		subscribed(b, s, schedules)
		b.StartTimer()
		s.channel(s.first.EntityID).clock.advance(month)
	}
}

// Whoever forgets a schedule takes its payments off the clock.
func TestAForgottenSchedulePaysNoMore(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		forget func(s *Server, sd *payment)
	}{
		{"the schedule leaves", func(s *Server, sd *payment) { s.store.drop(sd) }},
		{"its channel is given back", func(s *Server, _ *payment) { s.release(s.first.EntityID) }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := New(Config{Now: func() time.Time { return noon }})
			subscribed(t, s, 1)
			c := s.channel(s.first.EntityID)
			before := len(c.clock.queue)
			for p := range c.journal.between(everBefore, everAfter) {
				if p.kind == typeSD {
					tt.forget(s, p)
				}
			}
			if after := len(c.clock.queue); after >= before {
				t.Errorf("%d events waited, and %d do still", before, after)
			}
		})
	}
}

// A schedule is neither pushed out by the payments that it makes nor forgotten
// when it is as old as a payment may get, while it is in force.
func TestAScheduleInForceStays(t *testing.T) {
	t.Parallel()
	s := New(Config{Now: func() time.Time { return noon }, MaxPayments: 20, Retention: 10 * 24 * time.Hour})
	subscribed(t, s, 2)
	c := s.channel(s.first.EntityID)
	c.clock.advance(month)
	s.forgetOld(c)
	plans, last := 0, time.Time{}
	for p := range c.journal.between(everBefore, everAfter) {
		switch p.kind {
		case typeSD:
			plans++
		case typeDB:
			last = p.at
		}
	}
	if want := noon.AddDate(0, 0, 29).Add(2 * time.Second); plans != 2 || !last.Equal(want) {
		t.Errorf("%d schedules are kept and the last payment was at %s, want 2 and %s", plans, last, want)
	}
}

// Whatever is sent of an account with a schedule is not kept.
func TestAScheduleKeepsNoAccountData(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		group := rapid.SampledFrom([]string{
			"card.", "bankAccount.", "virtualAccount.", "applePay.", "googlePay.", "authentication.", "threeDSecure.", "job.",
		}).Draw(t, "group")
		name := group + rapid.StringMatching(`[a-zA-Z]{1,12}`).Draw(t, "name")
		var f form
		f.parse(url.Values{name: {"secret"}, "amount": {"9.00"}, "customer.email": {"jane@example.com"}}.Encode())
		var kept []string
		for _, p := range f.scheduled() {
			kept = append(kept, p.name+"="+p.value)
		}
		if got, want := strings.Join(kept, " "), "amount=9.00 customer.email=jane@example.com"; got != want {
			t.Fatalf("a schedule keeps %q, want %q", got, want)
		}
	})
}
