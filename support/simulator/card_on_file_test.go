package simulator

import (
	"net/url"
	"testing"
)

// standing is a form that describes a card on file.
func standing(pairs ...string) *form {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	f := &form{}
	f.parse(q.Encode())
	return f
}

func TestHowACardOnFileIsSetUp(t *testing.T) {
	t.Parallel()
	const mode, source, kind = standingGroup + "mode", standingGroup + "source", standingGroup + "type"
	tests := []struct {
		name   string
		form   *form
		brand  string
		stored bool
		code   string
	}{
		{"the first payment by the cardholder", standing(mode, "INITIAL", source, "CIT"), "VISA", false, ""},
		{"the first payment by the merchant", standing(mode, "INITIAL", source, "MIT"), "VISA", false, ""},
		{"a later payment by the cardholder", standing(mode, "REPEATED", source, "CIT"), "VISA", false, ""},
		{"a charge of a stored card", standing(mode, "REPEATED", source, "MIT"), "VISA", true, ""},
		{
			"a charge of the merchant's own card, with the id",
			standing(mode, "REPEATED", source, "MIT", standingGroup+initialIDName, "123"), "VISA", false, "",
		},
		{
			"a charge of the merchant's own card, without the id",
			standing(mode, "REPEATED", source, "MIT"), "VISA", false, "600.200.501",
		},
		{"no mode", standing(source, "CIT"), "VISA", true, "600.200.501"},
		{"no source", standing(mode, "INITIAL"), "VISA", true, "600.200.501"},
		{
			"recurring, and how",
			standing(mode, "INITIAL", source, "CIT", kind, "RECURRING", standingGroup+"recurringType", "SUBSCRIPTION"),
			"MASTER", false, "",
		},
		{
			"recurring, and not how", standing(mode, "INITIAL", source, "CIT", kind, "RECURRING"), "MASTER", false,
			"600.200.501",
		},
		{"recurring of another scheme", standing(mode, "INITIAL", source, "CIT", kind, "RECURRING"), "VISA", false, ""},
		{"the older way, first", standing("recurringType", "INITIAL"), "VISA", false, ""},
		{"the older way, with a registration", standing("recurringType", "REPEATED"), "VISA", true, ""},
		{"the older way, without one", standing("recurringType", "REPEATED"), "VISA", false, "100.150.300"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.form.agreementCode(tt.brand, tt.stored); got != tt.code {
				t.Errorf("code = %q, want %q", got, tt.code)
			}
		})
	}
}

func TestWhoStartsAPayment(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		form *form
		want bool
	}{
		{"nobody says", standing(), false},
		{"the cardholder", standing(standingGroup+"source", "CIT", "recurringType", "REPEATED"), false},
		{"the merchant", standing(standingGroup+"source", "MIT"), true},
		{"the merchant, the older way", standing("recurringType", "REPEATED"), true},
		{"the cardholder, the older way", standing("recurringType", "INITIAL"), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := tt.form.merchantInitiated(); got != tt.want {
				t.Errorf("merchantInitiated = %v, want %v", got, tt.want)
			}
		})
	}
}
