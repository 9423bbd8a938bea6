package opp

import (
	"testing"
)

// call is a method of the client, and the request that it has to send.
type call struct {
	name              string
	ask               ask
	method, uri, body string
}

// sends makes the call and returns what was sent.
func (c call) sends(t *testing.T) received {
	t.Helper()
	g, ch := setup(t, says(t, 200, "approved.json"))
	if _, err := c.ask(t.Context(), ch); err != nil {
		t.Fatal(err)
	}
	got := g.only(t)
	if got.Method != c.method || got.URI != c.uri || got.Body != c.body {
		t.Errorf("sent %s %s with %q, want %s %s with %q", got.Method, got.URI, got.Body, c.method, c.uri, c.body)
	}
	return got
}
