package simulator_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"assay/support/simulator"
)

// TestRetriesFollowTheLadder lets every attempt fail: 1, 2, 4, 8, 15 and 30
// minutes, an hour, then daily for 30 days.
func TestRetriesFollowTheLadder(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	s.alwaysAnswer(500)
	g.pay(visa("PA"))
	start := g.wall.time()
	g.advance("960h") // 40 days
	var got []string
	for _, n := range s.deliveries() {
		got = append(got, n.since(start).String())
	}
	want := []string{"0s", "1m0s", "3m0s", "7m0s", "15m0s", "30m0s", "1h0m0s", "2h0m0s"}
	for d := 1; d <= 29; d++ {
		want = append(want, (2*time.Hour + time.Duration(d)*24*time.Hour).String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("attempts after\n%v, want\n%v", got, want)
	}
	if first, second := g.failed("2026-11-22"), g.failed("2026-11-23"); len(first) != 8 || len(second) != 1 ||
		!strings.HasSuffix(second[0], " HTTP 500") {
		t.Errorf("failures of two days = %v and %v", first, second)
	}
	s.alwaysAnswer(0)
	g.advance("240h")
	if got := s.deliveries(); len(got) != 0 {
		t.Errorf("after 30 days came %v", got)
	}
	if a := g.manage("GET", "webhooks/failures?entityId="+g.Channel.EntityID+"&day=today", ""); a.status != 400 {
		t.Errorf("failures of no day = %s", a.raw)
	}
}

func TestARetryThatIsAnsweredIsTheLast(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	s.refuse(500, 302)
	g.pay(visa("PA"))
	g.advance("48h")
	all := s.deliveries()
	if len(all) != 3 || all[0].raw != all[2].raw || all[0].vector == all[2].vector {
		t.Errorf("notifications = %+v, want the same one three times, encrypted anew", all)
	}
}

// TestTheClockStandsWhileAnAdvanceDelivers: the newer of two notifications would
// be tried again before it is known that the older one's retry has failed, if the
// time that the shop takes to answer counted.
func TestTheClockStandsWhileAnAdvanceDelivers(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	s.slow = time.Second
	s.alwaysAnswer(500)
	g.pay(visa("PA"))
	s.deliveries()
	newer := g.pay(visa("PA")).text("id")
	s.deliveries()
	start := g.wall.time()
	g.advance("57s500ms") // the retries are due in half a second, and in one and a half
	g.advance("30m")
	for _, n := range s.deliveries() {
		if id := n.text("payload.id"); id == newer {
			t.Errorf("after %s the queue that fails tried the newer notification", n.since(start))
		}
	}
}

// TestAQueuePausesUntilOneSucceeds: two notifications wait; when the retry of
// the older one fails too, only that one goes on.
func TestAQueuePausesUntilOneSucceeds(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	s.alwaysAnswer(503)
	older := g.pay(visa("PA")).text("id")
	g.advance("30s")
	newer := g.pay(visa("PA")).text("id")
	s.deliveries()
	g.advance("20m") // tries after 1, 3, 7 and 15 minutes
	var tried []string
	for _, n := range s.deliveries() {
		tried = append(tried, n.text("payload.id"))
	}
	if !slices.Equal(tried, []string{older, older, older, older}) {
		t.Errorf("a paused queue tried %v, want %s four times", tried, older)
	}
	s.alwaysAnswer(0)
	third := g.pay(visa("PA")).text("id") // its success ends the pause
	var all []string
	for _, n := range s.deliveries() {
		all = append(all, n.text("payload.id"))
	}
	if !slices.Contains(all, newer) || all[0] != third {
		t.Errorf("after the pause came %v, want %s, then %s", all, third, newer)
	}
	g.advance("48h")
	if left := s.deliveries(); len(left)+len(all) != 3 {
		t.Errorf("in the end came %v", left)
	}
}

// TestOneThatCannotBeTakenDoesNotStopTheOthers: a shop that refuses one
// notification and takes the next has a queue that goes on.
func TestOneThatCannotBeTakenDoesNotStopTheOthers(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	s.refuse(500)
	poison := g.pay(visa("PA")).text("id")
	s.deliveries()
	for range 3 {
		fine := g.pay(visa("PA")).text("id")
		s.one().has("payload.id", fine)
		s.refuse(500)
		g.advance("24h")
		all := s.deliveries()
		if len(all) == 0 || all[0].text("payload.id") != poison {
			t.Fatalf("the retry = %v", all)
		}
		if len(all) > 1 { // it was taken at last
			return
		}
	}
}

func TestAReleasedChannelTellsNothingMore(t *testing.T) {
	t.Parallel()
	g, s := hooked(t)
	s.alwaysAnswer(500)
	g.pay(visa("PA"))
	s.deliveries()
	g.manage("DELETE", "channels", `{"entityIds":["`+g.Channel.EntityID+`"]}`)
	g.manage("POST", "clock", `{"advance":"48h"}`)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.got) != 0 {
		t.Errorf("a channel that is gone told of %v", s.got)
	}
}

// TestAShopThatHangsHoldsNobodyUp: a payment is answered while its notification
// waits, and the simulator ends with the delivery under way.
func TestAShopThatHangsHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	g, _ := hooked(t)
	asked, free := make(chan struct{}), make(chan struct{})
	hanging := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case asked <- struct{}{}:
		case <-free:
		}
		select {
		case <-r.Context().Done():
		case <-free:
		}
	}))
	t.Cleanup(hanging.Close)
	t.Cleanup(func() { close(free) })
	g.configure(`{"webhooks":[{"active":true,"url":"` + hanging.URL + `","secret":"` + secretOfHook + `"}]}`)
	g.approved(visa("PA"))
	<-asked
	g.approved(visa("PA"))
	if err := g.Close(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestVaryRepeatsAndDelays(t *testing.T) {
	t.Parallel()
	g := startWith(t, simulator.Config{Vary: 7, Channels: []simulator.Channel{{Name: "Test_Channel"}}})
	s := openHookShop(t, g)
	g.configure(`{"webhooks":[` + s.hook() + `]}`).activate()
	const payments = 40
	ids := map[string]bool{}
	for range payments {
		ids[g.pay(visa("PA")).text("id")] = true
	}
	atOnce := len(s.deliveries())
	g.advance("10s")
	late := s.deliveries()
	for _, n := range late {
		if !ids[n.text("payload.id")] {
			t.Errorf("told of %s", n.raw)
		}
	}
	if len(late) == 0 || atOnce+len(late) <= payments {
		t.Errorf("%d at once and %d late of %d payments, want some late and some twice", atOnce, len(late), payments)
	}
}

// Whoever watches sees of each notification how it fares, and neither what it
// says nor the secret that it is sealed with.
func TestNotificationsAreListed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		answers []int
		advance string
		want    []string // state, tries, reason
	}{
		{"one that was answered", nil, "0s", []string{"delivered 1 "}},
		{"one that was refused waits", []int{500}, "0s", []string{"waiting 1 HTTP 500"}},
		{"one that got through later", []int{500}, "2m", []string{"delivered 2 HTTP 500"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, s := hooked(t)
			s.refuse(tt.answers...)
			id := g.pay(visa("PA")).text("id")
			g.advance(tt.advance)
			a := g.manage("GET", "webhooks?entityId="+g.Channel.EntityID, "")
			var got []string
			rows, _ := a.get("notifications").([]any)
			for i := range rows {
				at := fmt.Sprint("notifications.", i, ".")
				if a.text(at+"id") != id || a.text(at+"url") == "" || a.text(at+"at") == "" {
					t.Errorf("notification = %s, want one of %s", a.raw, id)
				}
				if waits := a.text(at+"state") == "waiting"; waits != (a.text(at+"next") != "") {
					t.Errorf("notification = %s, want the next attempt while it waits", a.raw)
				}
				got = append(got, fmt.Sprint(a.text(at+"state"), " ", a.get(at+"tries"), " ", a.text(at+"reason")))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("notifications = %q, want %q", got, tt.want)
			}
			if strings.Contains(a.raw, "secret") || strings.Contains(a.raw, "payload") {
				t.Errorf("the list shows too much: %s", a.raw)
			}
		})
	}
}

func TestTheListOfNotificationsIsBounded(t *testing.T) {
	t.Parallel()
	g, _ := hooked(t)
	for range 510 {
		g.pay(visa("PA"))
	}
	g.advance("0s")
	a := g.manage("GET", "webhooks?entityId="+g.Channel.EntityID, "")
	if rows, _ := a.get("notifications").([]any); len(rows) != 500 {
		t.Errorf("%d notifications are remembered, want 500", len(rows))
	}
	if a := g.manage("GET", "webhooks?entityId=nobody", ""); a.status != 400 {
		t.Errorf("notifications of no channel = %s", a.raw)
	}
}
