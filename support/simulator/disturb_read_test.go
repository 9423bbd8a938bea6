package simulator

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFaultsAreRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text string
		says string // part of the error; "" = none
	}{
		{"delay", ""},
		{"delay=0s", ""},
		{"delay=uniform:10ms:20ms", ""},
		{"delay=exponential:10ms:1s;p=0.5;on=GET:payments/{id}", ""},
		{"timeout-after=100ms;on=POST:payments;nth=1", ""},
		{"expired;nth=2", ""},
		{"delay=-1s", "cannot be"},
		{"delay=51s", "cannot be"},
		{"delay=", "cannot be"},
		{"delay=uniform:20ms:10ms", "cannot be"},
		{"delay=normal:10ms:20ms", "cannot be"},
		{"html-before=200", "cannot be"},
		{"html-before=599", "cannot be"},
		{"content-type=json", "cannot be"},
		{"reset-before=1", "takes no value"},
		{"delay=1s;", "cannot be limited"},
		{"delay=1s;nth=0", "cannot be limited"},
		{"delay=1s;first=-1", "cannot be limited"},
		{"delay=1s;p=1.5", "cannot be limited"},
		{"delay=1s;p=NaN", "cannot be limited"},
		{"delay=1s;on=GET:nowhere", "cannot be limited"},
		{"expired;on=POST:payments", "cannot be limited"},
		{"delay=1s;times=3", "cannot be limited"},
		{"delay=1s;nth=1;nth=2", "cannot be limited by nth twice"},
		{"delay=1s;on=GET:query;first=2;on=POST:payments", "cannot be limited by on twice"},
		{" delay", "no fault is called"},
		{"", "no fault is called"},
		{"refund-ignores-amount;nth=1", "takes neither value nor limits"},
	} {
		_, err := readFaults([]string{tt.text})
		if got := errorText(err); (got == "") != (tt.says == "") || !strings.Contains(got, tt.says) {
			t.Errorf("%q: error %q, want %q", tt.text, got, tt.says)
		}
		var hinter interface{ Hint() string }
		if err != nil && (!errors.As(err, &hinter) || hinter.Hint() == "") {
			t.Errorf("%q: %v has no hint", tt.text, err)
		}
	}
}

// The hint is about the value that the fault takes, and no other.
func TestFaultsSayWhatValueTheyTake(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"delay=1d": "it takes <duration>, uniform:<from>:<to> or exponential:<mean>:<bound>, " +
			"up to 50s where it is a duration",
		"drip=1d":           "it takes <duration>, up to 50s where it is a duration",
		"error=200":         "it takes <status>, one of 400 to 599 that has a name",
		"content-type=json": "it takes <media type>, such as text/plain",
	} {
		_, err := readFaults([]string{text})
		var hinter interface{ Hint() string }
		if !errors.As(err, &hinter) || hinter.Hint() != want {
			t.Errorf("%q: %v, want a hint of %q", text, err, want)
		}
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

func TestDisturbancesAndLimitsAreExplained(t *testing.T) {
	t.Parallel()
	for _, d := range Disturbances() {
		if d.Meaning == "" || (d.Value == "") != (d.Default == "") || (d.read == nil) != (d.Value == "") {
			t.Errorf("%+v lacks its meaning, its value or its default", d)
		}
		if slices.ContainsFunc(faultList, func(f Fault) bool { return f.Name == d.Name }) {
			t.Errorf("%s is a wrong behaviour as well", d.Name)
		}
		if _, err := readFaults([]string{d.Name}); err != nil {
			t.Errorf("%s cannot be had without a value: %v", d.Name, err)
		}
	}
	for _, l := range Limits() {
		if l.Value == "" || l.Meaning == "" {
			t.Errorf("%+v lacks its form or its meaning", l)
		}
	}
}

// A delay stays within its bounds, and its mean is where it should be.
func TestDelaysAreDistributed(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct{ least, most, mean time.Duration }{
		"delay=30ms":                    {30 * time.Millisecond, 30 * time.Millisecond, 30 * time.Millisecond},
		"delay=uniform:10ms:50ms":       {10 * time.Millisecond, 50 * time.Millisecond, 30 * time.Millisecond},
		"delay=exponential:10ms:1s":     {0, time.Second, 10 * time.Millisecond},
		"delay=exponential:40ms:41ms":   {0, 41 * time.Millisecond, 25 * time.Millisecond},
		"delay=exponential:10ms:1s;p=1": {0, time.Second, 10 * time.Millisecond},
	} {
		d, err := readDisturbance(text)
		if err != nil {
			t.Fatal(err)
		}
		const n = 10_000
		var sum time.Duration
		for range n {
			luck, hits := d.befalls("GET", "v1/query", false, 1)
			wait := d.delayOf(luck)
			if sum += wait; !hits || wait < want.least || wait > want.most {
				t.Fatalf("%s: %s, want %s to %s", text, wait, want.least, want.most)
			}
		}
		if mean := sum / n; mean < want.mean*9/10 || mean > want.mean*11/10 {
			t.Errorf("%s: mean %s, want about %s", text, mean, want.mean)
		}
	}
}

// FuzzFaults reads any text: what is refused says why and what helps, and what is
// accepted can be asked again.
func FuzzFaults(f *testing.F) {
	for _, seed := range []string{
		"delay", "delay=uniform:1ms:2ms;p=0.1;nth=1;first=2", "html-after=502;on=page", "refund-ignores-amount", ";;", "=",
		"content-type=a/b;on=GET:payments/{id}", "delay=1e9h", "p=NaN", "throttled;p=0x1p-2",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := readFaults([]string{text})
		if err != nil {
			var hinter interface{ Hint() string }
			if !errors.As(err, &hinter) || hinter.Hint() == "" || len(err.Error()) > 200+4*len(text) {
				t.Fatalf("%q is refused with %v, which helps nobody", text, err)
			}
			return
		}
		for _, d := range m.disturbances {
			for range 3 {
				luck, _ := d.befalls("POST", "/v1/payments", d.page, 1)
				if wait := d.delayOf(luck); wait < 0 || wait > maxWait {
					t.Fatalf("%q waits %s", text, wait)
				}
			}
		}
	})
}
