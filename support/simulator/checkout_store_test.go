package simulator

import (
	"fmt"
	"testing"
	"time"
)

// D36.
func TestCheckoutsAreBounded(t *testing.T) {
	t.Parallel()
	s := New(Config{MaxPayments: 10, Now: func() time.Time { return noon }})
	leased, err := s.add(Channel{})
	if err != nil {
		t.Fatal(err)
	}
	v := visitor{s, leased}
	var ids []string
	for range 25 {
		ids = append(ids, v.send("POST", "checkouts", "paymentType=DB", "amount=9.00", "currency=EUR"))
	}
	for i, id := range ids {
		if got, want := s.checkouts.find(id) != nil, i >= 15; got != want {
			t.Errorf("checkout %d is known: %v, want %v", i, got, want)
		}
	}
	if n := len(s.channel(leased.EntityID).clock.queue); n != 10 {
		t.Errorf("%d events wait for 10 checkouts", n)
	}
	s.release(leased.EntityID)
	if left := fmt.Sprint(len(s.checkouts.byID), s.checkouts.order.Len()); left != "0 0" {
		t.Errorf("after the channel was given back %s checkouts are left", left)
	}
}
