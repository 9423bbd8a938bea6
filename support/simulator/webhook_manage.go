package simulator

import (
	"net/http"
	"slices"
	"time"
)

// Failure is an attempt to notify that failed, as a channel's daily list has
// it. The platform sends that list by e-mail; here it is read at the management
// port.
type Failure struct {
	At     string `json:"at"`
	URL    string `json:"url"`
	Type   string `json:"type"`
	ID     string `json:"id"` // of the transaction
	Try    int    `json:"try"`
	Reason string `json:"reason"`
}

// maxFailures bounds the list; older ones leave first.
const maxFailures = 1000

// fail notes a failed attempt; with mu held.
func (r *mailroom) fail(m *message, reason string) {
	m.reason = reason
	if len(r.failures) >= maxFailures {
		r.failures = r.failures[1:]
	}
	r.failures = append(r.failures, Failure{
		At: m.due.UTC().Format(time.RFC3339Nano), URL: m.hook, Type: m.kind, ID: m.id, Try: m.tries, Reason: reason,
	})
}

// activateWebhooks answers POST /webhooks/activate: it sends a test
// notification to each webhook that is not active yet. One that is answered
// with 2xx becomes active; of the others the answer says why not.
//
// Source: Webhooks, configuration. What the test says is not published: a type
// of its own and nothing in it is decided.
func (s *Server) activateWebhooks(r *http.Request) (any, error) {
	c, err := s.readNamed(r)
	if err != nil {
		return nil, err
	}
	type result struct {
		URL    string `json:"url"`
		Active bool   `json:"active"`
		Reason string `json:"reason,omitempty"`
	}
	old, honest := c.profile.Load(), &profile{}
	changed := *old
	changed.Webhooks = slices.Clone(old.Webhooks)
	results := make([]result, len(changed.Webhooks))
	for i := range changed.Webhooks {
		h := &changed.Webhooks[i]
		switch {
		case h.Active:
		case !old.reaches(*h):
			results[i].Reason = otherPort
		default:
			results[i].Reason = s.office.deliver(r.Context(), *h, h.write([]byte(`{"type":"TEST","payload":{}}`), honest))
			h.Active = results[i].Reason == ""
		}
		results[i].URL, results[i].Active = h.URL, h.Active
	}
	if !c.profile.CompareAndSwap(old, &changed) {
		return nil, &Error{Message: "the channel was changed at the same time", Remedy: "try again"}
	}
	return map[string]any{"webhooks": results}, nil
}

// flushWebhooks answers POST /webhooks/flush once every notification that is
// due has been tried.
func (s *Server) flushWebhooks(r *http.Request) (any, error) {
	c, err := s.readNamed(r)
	if err != nil {
		return nil, err
	}
	if err := c.mail.settle(r.Context()); err != nil {
		return nil, err
	}
	return clockAnswer(c.clock.now()), nil
}

// readNamed finds the channel that a request's body names.
func (s *Server) readNamed(r *http.Request) (*channel, error) {
	var wish struct {
		EntityID string `json:"entityId"`
	}
	if err := read(r, &wish); err != nil {
		return nil, err
	}
	return s.named(wish.EntityID)
}

// listFailures answers GET /webhooks/failures: which notifications failed on a
// day, by the channel's clock; today where none is named.
//
// Source: Webhooks, configuration ("daily failure list").
func (s *Server) listFailures(r *http.Request) (any, error) {
	q := r.URL.Query()
	c, err := s.named(q.Get("entityId"))
	if err != nil {
		return nil, err
	}
	wanted := q.Get("day")
	if wanted == "" {
		wanted = c.clock.now().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, wanted); err != nil {
		return nil, &Error{Message: "that is no day", Err: err, Remedy: "write it as 2026-11-22"}
	}
	c.mail.mu.Lock()
	defer c.mail.mu.Unlock()
	rows := []Failure{}
	for _, f := range c.mail.failures {
		if f.At[:len(time.DateOnly)] == wanted {
			rows = append(rows, f)
		}
	}
	return map[string]any{"day": wanted, "failures": rows}, nil
}
