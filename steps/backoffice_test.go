package steps

import (
	"testing"
	"time"
)

func TestEachOperationHasItsType(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ verb, done, want string }{
		{"captures", "captured", "CP"},
		{"refunds", "refunded", "RF"},
		{"rebills", "rebilled", "RB"},
		{"charges back", "charged back", "CB"},
		{"receives", "received", "RC"},
	} {
		if got := operationType(tt.verb); got != tt.want {
			t.Errorf("who %s sends a %s, want %s", tt.verb, got, tt.want)
		}
		if got := operationType(tt.done); got != tt.want {
			t.Errorf("who has %s sent a %s, want %s", tt.done, got, tt.want)
		}
	}
}

func TestACRIsCalledAfterWhatItAnswers(t *testing.T) {
	t.Parallel()
	noun := "chargeback"
	for _, want := range []string{"chargeback reversal", "representment", "representment reversal"} {
		if noun = turnAfter(noun); noun != want {
			t.Fatalf("the turn is called %q, want %q", noun, want)
		}
	}
}

func TestADayIsNearlyOverInItsLastMinutes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		at   time.Time
		want bool
	}{
		{"at noon", time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), false},
		{"eleven minutes before midnight", time.Date(2026, 11, 22, 23, 49, 0, 0, time.UTC), false},
		{"nine minutes before midnight", time.Date(2026, 11, 22, 23, 51, 0, 0, time.UTC), true},
		{"at midnight", time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), false},
		{"midnight in UTC elsewhere", time.Date(2026, 11, 23, 0, 55, 0, 0, time.FixedZone("CET", 3600)), true},
	} {
		if got := nearlyOver(tt.at); got != tt.want {
			t.Errorf("%s: the day is nearly over: %v, want %v", tt.name, got, tt.want)
		}
	}
}
