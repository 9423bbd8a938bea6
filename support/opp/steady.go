package opp

import "net/http"

// closedIdle is what net/http says of a connection that the gateway had closed
// before a request was written to it: gateways keep idle connections for a while
// only, and some answer no more than so many requests on one.
const closedIdle = "http: server closed idle connection"

// steady sends a request once more when the gateway cannot have seen it. net/http
// does so as well, but for none that changes something.
type steady struct{ under http.RoundTripper }

// RoundTrip sends a request, on other connections as long as they turn out closed.
func (s steady) RoundTrip(r *http.Request) (*http.Response, error) {
	for {
		response, err := s.under.RoundTrip(r)
		if err == nil || err.Error() != closedIdle || r.GetBody == nil {
			return response, err
		}
		body, err := r.GetBody()
		if err != nil {
			return nil, err
		}
		r = r.Clone(r.Context())
		r.Body = body
	}
}
