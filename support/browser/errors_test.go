package browser

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestHarnessTellsOurOwnFaultFromThatOfAPage(t *testing.T) {
	t.Parallel()
	b := &Browser{}
	tests := []struct {
		name string
		err  error
		want bool
	}{
		{"a page that crashed", &Error{Kind: Crashed}, true},
		{"a browser that is gone", &Error{Kind: Closed, Err: b.reason(errGone)}, true},
		{"a browser that does not answer", &Error{Kind: TimedOut, Err: b.reason(errDeaf)}, true},
		{"a driver that is stuck", &Error{Kind: TimedOut, Err: b.reason(errStuck)}, true},
		{"a browser that did not start", b.wrap("start", errors.New("no display")), true},
		{"a tab that did not open in time", b.wrap("open", context.DeadlineExceeded), true},
		{"a network that is gone", unreachable("http://a.example", "net::ERR_INTERNET_DISCONNECTED"), true},
		{"an error in another", fmt.Errorf("step: %w", &Error{Kind: Crashed}), true},
		{"a host that refuses", unreachable("http://a.example", "net::ERR_CONNECTION_REFUSED"), false},
		{"a tab that the page closed", &Error{Kind: Closed, Err: b.reason(errClosed)}, false},
		{"a browser that we closed", b.wrap("open", errShut), false},
		{"a run that was stopped", b.wrap("open", context.Canceled), false},
		{"a page that did not answer", &Error{Kind: TimedOut, Err: b.reason(context.DeadlineExceeded)}, false},
		{"a page that is frozen", &Error{Kind: Frozen, Err: b.reason(errBusy)}, false},
		{"what was not found", &Error{Kind: NotFound}, false},
		{"an error of nobody", &Error{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var at interface{ Harness() bool }
			if !errors.As(tt.err, &at) || at.Harness() != tt.want {
				t.Errorf("Harness of %q is not %v", tt.err, tt.want)
			}
		})
	}
}

func TestEveryWordOfTheBrowserHasAnExplanation(t *testing.T) {
	t.Parallel()
	for word, says := range map[string]string{
		"net::ERR_CERT_AUTHORITY_INVALID":      "not trusted",
		"net::ERR_SSL_PROTOCOL_ERROR":          "not trusted",
		"net::ERR_BAD_SSL_CLIENT_AUTH_CERT":    "shoppers have none",
		"net::ERR_TUNNEL_CONNECTION_FAILED":    "the proxy does not lead",
		"net::ERR_PROXY_CONNECTION_FAILED":     "the proxy does not lead",
		"net::ERR_NAME_NOT_RESOLVED":           "unknown",
		"net::ERR_BLOCKED_BY_CLIENT":           "not among the hosts",
		"net::ERR_CONNECTION_REFUSED":          "nothing listens",
		"net::ERR_TOO_MANY_REDIRECTS":          "without end",
		"net::ERR_ABORTED":                     "download",
		"net::ERR_CONNECTION_RESET":            "closed the connection",
		"net::ERR_EMPTY_RESPONSE":              "closed the connection",
		"net::ERR_INCOMPLETE_CHUNKED_ENCODING": "in the middle of its answer",
		"net::ERR_BLOCKED_BY_RESPONSE":         "forbids to show its page",
		"net::ERR_CACHE_MISS":                  "came from a form",
		"net::ERR_ADDRESS_UNREACHABLE":         "no way leads to",
		"net::ERR_CONNECTION_TIMED_OUT":        "no way leads to",
		"net::ERR_NETWORK_CHANGED":             "lost its network",
		"net::ERR_INTERNET_DISCONNECTED":       "lost its network",
		"net::ERR_SOMETHING_NEW":               "could not be opened: ERR_SOMETHING_NEW",
	} {
		err := unreachable("https://pay.example:8443/x?token=s3cr3t", word)
		if text := err.Error(); !strings.Contains(text, says) || strings.Contains(text, "s3cr3t") {
			t.Errorf("%s: %q, want it to say %q and no query", word, text, says)
		}
	}
}
