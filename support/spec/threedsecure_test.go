package spec

import (
	"strings"
	"testing"
)

// TestEveryCardOf3DSecureHasAnOutcome walks the test data: no trigger of 3-D
// Secure is spelled in a way that the look-up passes over.
func TestEveryCardOf3DSecureHasAnOutcome(t *testing.T) {
	t.Parallel()
	cards := 0
	for _, d := range TestData() {
		if d.Kind != "card" || d.Value == "*" || !strings.HasPrefix(d.Trigger, "3DS") {
			continue
		}
		cards++
		got := IssuerOf(d.Value)
		if got.Outcome == "" {
			t.Errorf("%s %.6s: no outcome from %q", d.Brand, d.Value, d.Trigger)
		}
		if want := strings.HasSuffix(d.Trigger, "method data Y"); got.MethodData != want {
			t.Errorf("%s %.6s (%s): method data %v, want %v", d.Brand, d.Value, d.Trigger, got.MethodData, want)
		}
	}
	if cards < 60 {
		t.Errorf("only %d cards are published for 3-D Secure", cards)
	}
	if got := IssuerOf("4200000000000000"); got != (Issuer{}) {
		t.Errorf("the plain test card has %+v, want no outcome", got)
	}
}

func TestIndicatorsGoByBrandAndStatus(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ brand, status, want string }{
		{"VISA", "Y", "05"},
		{"VISA", "A", "06"},
		{"MASTER", "Y", "02"},
		{"MASTER", "A", "01"},
		{"MAESTRO", "N", "01"},
		{"UNIONPAY", "Y", "02"},
		{"AMEX", "Y", "05"},
		{"VPAY", "Y", "05"},
		{"VISA", "U", ""},
	} {
		if got := ECI(tt.brand, tt.status); got != tt.want {
			t.Errorf("ECI of %s with status %s = %q, want %q", tt.brand, tt.status, got, tt.want)
		}
	}
}

// TestTheSecondCardOfAChallengeIsAskedOnThePhone holds each brand's cards to the
// decision: of two for the same challenge, the first in the table has a code.
func TestTheSecondCardOfAChallengeIsAskedOnThePhone(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]bool{
		"4200000000000018": false, "4200000000000075": true, "4200000000000042": false, "4200000000000067": true,
		"6759888888888888": true, "36458811111119": false, "4200000000000091": false,
	} {
		if got := IssuerOf(number).Phone; got != want {
			t.Errorf("%.6s...%s is asked on the phone: %v, want %v", number, number[len(number)-4:], got, want)
		}
	}
}
