package steps

import (
	"testing"
	"time"
)

func TestParseCount(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]int{"once": 1, "twice": 2, "5 times": 5, "1 payment": 1, "12 payments": 12} {
		if got, err := parseCount(words); err != nil || got != want {
			t.Errorf("%q = %d, %v, want %d", words, got, err, want)
		}
	}
	if _, err := parseCount("99999999999999999999 times"); err == nil {
		t.Error("a number that no counter holds is accepted")
	}
}

func TestParseDuration(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]time.Duration{
		"1 minute": time.Minute, "30 minutes": 30 * time.Minute, "2 hours": 2 * time.Hour, "7 days": 168 * time.Hour,
	} {
		if got, err := parseDuration(words); err != nil || got != want {
			t.Errorf("%q = %s, %v, want %s", words, got, err, want)
		}
	}
	if _, err := parseDuration("3 fortnights"); err == nil {
		t.Error("an unknown unit is accepted")
	}
}
