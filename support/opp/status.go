package opp

import (
	"context"
	"fmt"
	"net/http"
	"strings"
)

// Status asks for a payment's status: GET resourcePath, with entityId in the
// query. The path is the one the shopper came back with, "/v1/payments/{id}",
// and is appended to the base URL with one slash in between.
//
// The shopper's browser brought the path, so anyone may have written it: what
// is not a plain path is refused with a [*ResourcePathError], and the token is
// never sent to another host.
//
// The gateway allows two of these a minute for each payment and says so in the
// result code of the third; Status neither waits nor retries.
//
// It returns the gateway's answer whatever the verdict. The error is a
// [*NoVerdictError] when there is none.
//
// Source: Server-to-Server, "Get Payment Status" (S10, S11, S12).
func (ch *Channel) Status(ctx context.Context, resourcePath string) (*Payment, error) {
	if reason := notAPath(resourcePath); reason != "" {
		return nil, &ResourcePathError{Path: ch.client.mask.URL(resourcePath), Reason: reason}
	}
	return ch.Do(ctx, Request{Method: http.MethodGet, Path: strings.TrimPrefix(resourcePath, "/")})
}

// ResourcePathError says that a resourcePath is not a path of the gateway, and
// that nothing was sent.
type ResourcePathError struct {
	Path   string // masked
	Reason string
}

// Error quotes the path and says what is wrong with it.
func (e *ResourcePathError) Error() string {
	return fmt.Sprintf("resourcePath %q is not asked: %s", e.Path, e.Reason)
}

// Hint returns the likely remedy.
func (e *ResourcePathError) Hint() string {
	return "a resourcePath looks like /v1/payments/{id}; look at the URL the shopper came back with"
}

// notAPath returns why a resourcePath cannot be trusted, "" when it can.
func notAPath(path string) string {
	switch {
	case path == "":
		return "it is empty"
	case strings.Contains(path, "://"), strings.HasPrefix(path, "//"):
		return "it names a host"
	case path[0] != '/':
		return "it does not begin with a slash"
	case strings.ContainsAny(path, "?#"):
		return "it brings parameters of its own"
	}
	for segment := range strings.SplitSeq(path[1:], "/") {
		if segment == "" || segment == "." || segment == ".." {
			return "it has an empty or dotted segment"
		}
		for i := range len(segment) {
			if c := segment[i]; !isPathByte(c) {
				return fmt.Sprintf("it has the character %q", c)
			}
		}
	}
	return ""
}

// isPathByte reports whether c needs no escape in a path. Ids of payments and
// checkouts consist of these.
func isPathByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}
