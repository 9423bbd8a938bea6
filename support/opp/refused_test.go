package opp

import (
	"context"
	"strings"
	"testing"
)

func TestWhatIsNoRequestIsNotSent(t *testing.T) {
	t.Parallel()
	const id = "8ac7a4a1000000000000000000000101"
	status := func(path string) ask {
		return func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Status(ctx, path) }
	}
	tests := []struct {
		name string
		ask  ask
		want string
	}{
		{"a resourcePath with a host", status("https://evil.example/v1/payments/" + id), "it names a host"},
		{"a resourcePath with a host but no scheme", status("//evil.example/v1/payments/" + id), "it names a host"},
		{"a resourcePath that is empty", status(""), "it is empty"},
		{"a resourcePath without a slash", status("v1/payments/" + id), "it does not begin with a slash"},
		{"a resourcePath that leaves its place", status("/v1/payments/../../admin"), "dotted segment"},
		{"a resourcePath with parameters", status("/v1/payments/" + id + "?entityId=x"), "parameters of its own"},
		{"a resourcePath with a fragment", status("/v1/payments/" + id + "#x"), "parameters of its own"},
		{"a resourcePath with escapes", status("/v1/payments/%2e%2e/x"), `the character '%'`},
		{"a resourcePath with a backslash", status(`/\evil.example/x`), `the character '\\'`},
		{"a resourcePath with a line break", status("/v1/x\r\nHost: evil"), `the character '\r'`},
		{"an empty segment", status("/v1//payments"), "empty or dotted segment"},
		{
			"an operation on no payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.BackOffice(ctx, "", nil) },
			"id of the payment is empty",
		},
		{
			"a report of no payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Query(ctx, "") },
			"id of the payment is empty",
		},
		{
			"a newer report of no payment",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.QueryV3(ctx, "", nil) },
			"id of the payment is empty",
		},
		{
			"the transactions of no settlement",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Settlement(ctx, "", nil) },
			"id of the payment is empty",
		},
		{
			"a URL that is none",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Do(ctx, Request{Path: "%zz"}) },
			"GET is no request",
		},
		{
			"a verb that is none",
			func(ctx context.Context, ch *Channel) (*Payment, error) { return ch.Do(ctx, Request{Method: "A B"}) },
			"A B is no request",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			g, ch := setup(t, says(t, 200, "approved.json"))
			_, err := tt.ask(t.Context(), ch)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v, want one with %q", err, tt.want)
			}
			if seen := g.received(); len(seen) != 0 {
				t.Errorf("sent %v", seen)
			}
		})
	}
}

func TestBaseURL(t *testing.T) {
	t.Parallel()
	for base, want := range map[string]string{
		"https://h.example":           `"https://h.example" does not end in a slash`,
		"https://h.example/prefix":    "does not end in a slash",
		"":                            "not an http or https URL",
		"h.example/":                  "not an http or https URL",
		"ftp://h.example/":            "not an http or https URL",
		"https:///":                   "not an http or https URL",
		"https://u:canary@h.example/": "carries a user",
		"https://h.example/?x=/":      "carries a query",
		"https://h.example/#/":        "carries a query or a fragment",
		":/canary":                    "not an http or https URL",
	} {
		_, err := New(Options{BaseURL: base})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("New(%q): %v, want %q", base, err, want)
			continue
		}
		hinted, ok := err.(interface {
			Hint() string
			ExitCode() int
		})
		if !ok || hinted.Hint() == "" || hinted.ExitCode() != 2 || strings.Contains(err.Error()+hinted.Hint(), "canary") {
			t.Errorf("New(%q): %v lacks a hint or an exit code, or shows too much", base, err)
		}
	}
}
