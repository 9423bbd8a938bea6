package simulator

import (
	"errors"
	"strings"
	"testing"
)

func TestFaultsAreNamedAndExplained(t *testing.T) {
	t.Parallel()
	for _, f := range Faults() {
		if f.Name != strings.ToLower(f.Name) || strings.ContainsAny(f.Name, " _.") || f.Area == "" || f.Meaning == "" {
			t.Errorf("fault %+v needs a name of lower-case words and hyphens, an area and a meaning", f)
		}
	}
}

func TestAnUnknownFaultIsRefused(t *testing.T) {
	t.Parallel()
	_, err := build(Config{Channels: []Channel{{Faults: []string{"refund-ignores-amuont"}}}})
	var e *UnknownFaultError
	if !errors.As(err, &e) || e.Name != "refund-ignores-amuont" || e.Hint() == "" {
		t.Errorf("error = %v, want one that says the name and has a hint", err)
	}
}

// A fault of the gateway holds on all channels, one of a channel on that alone.
func TestFaultsHoldWhereTheyAreSet(t *testing.T) {
	t.Parallel()
	const name = "refund-ignores-amount"
	for _, tt := range []struct {
		where           string
		global, channel []string
		wrong           bool
	}{
		{"nowhere", nil, nil, false},
		{"the gateway", []string{name}, nil, true},
		{"the channel", nil, []string{name}, true},
	} {
		t.Run(tt.where, func(t *testing.T) {
			t.Parallel()
			s, err := build(Config{Faults: tt.global, Channels: []Channel{{Faults: tt.channel}}})
			if err != nil {
				t.Fatal(err)
			}
			if got := s.channel(s.first.EntityID).profile.Load().faulty(refundIgnoresAmount); got != tt.wrong {
				t.Errorf("%s is in force: %v, want %v", name, got, tt.wrong)
			}
		})
	}
}
