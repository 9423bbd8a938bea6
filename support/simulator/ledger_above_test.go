package simulator

import (
	"testing"
	"time"
)

// An acquirer may give back more than was taken, once.
func TestRefundsAboveWhatWasTaken(t *testing.T) {
	t.Parallel()
	above := rules{validity: 7 * 24 * time.Hour, refundAbove: true}
	tests := []struct {
		name  string
		start ledger
		steps []step // booked in order, each must pass
		last  step   // then this one
		want  string // its code; "" = allowed
	}{
		{"of a debit", opened("DB", 9200, approved), nil, step{kind: "RF", amount: 10000}, ""},
		{
			"when nothing is left", opened("DB", 9200, approved),
			[]step{{kind: "RF", amount: 10000}},
			step{kind: "RF", amount: 1},
			"700.400.200",
		},
		{
			"D13: of a PA beyond its captures", opened("PA", 9200, approved),
			[]step{{kind: "CP", amount: 3000}, {kind: "CP", amount: 2000}},
			step{kind: "RF", amount: 5001},
			"",
		},
		{
			"D13: of a capture whose PA gave back more", opened("PA", 9200, approved),
			[]step{{kind: "CP", amount: 3000}, {kind: "RF", amount: 5000}},
			step{kind: "RF", on: 1, amount: 1},
			"700.400.200",
		},
		{
			"and a chargeback on top", opened("DB", 9200, approved),
			[]step{{kind: "RF", amount: 10000}},
			step{kind: "CB", amount: 1},
			"700.400.400",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			l := tt.start
			for _, s := range tt.steps {
				s.at = noon
				if code := l.check(s, above); code != "" {
					t.Fatalf("%s is refused with %s", s.kind, code)
				}
				l = l.book(s)
			}
			tt.last.at = noon
			if got := l.check(tt.last, above); got != tt.want {
				t.Errorf("%s is answered with %q, want %q", tt.last.kind, got, tt.want)
			}
		})
	}
}
