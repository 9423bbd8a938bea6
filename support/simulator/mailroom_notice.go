package simulator

import (
	"net/http"
	"slices"
	"time"
)

// maxNotices bounds what a channel remembers of what it has told.
const maxNotices = 500

// What became of a notification.
const (
	noticeDelivered = "delivered"
	noticeGivenUp   = "given up"
	noticeLost      = "lost" // too many were waiting, or its webhook is gone
)

// note remembers a message; with mu held.
func (r *mailroom) note(m *message) {
	if len(r.notices) >= maxNotices {
		r.notices = slices.Delete(r.notices, 0, 1)
	}
	r.notices = append(r.notices, m)
}

// end says what became of a message, whose text is not needed any more.
func (m *message) end(how string) { m.ended, m.body = how, nil }

// notice is a notification as the management port shows it: what it says is
// left out.
type notice struct {
	URL    string `json:"url"`
	Type   string `json:"type"`
	ID     string `json:"id"` // of the transaction
	At     string `json:"at"` // when it happened
	State  string `json:"state"`
	Tries  int    `json:"tries"`
	Last   string `json:"last,omitempty"`   // attempt
	Next   string `json:"next,omitempty"`   // attempt
	Reason string `json:"reason,omitempty"` // of the newest failure
}

// shown describes a message; with mu held.
func (m *message) shown() notice {
	at := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.UTC().Format(time.RFC3339Nano)
	}
	n := notice{
		URL: m.hook, Type: m.kind, ID: m.id, At: at(m.born), State: m.ended, Tries: m.tries, Last: at(m.last),
		Reason: m.reason,
	}
	switch {
	case m.ended != "":
	case m.leaving:
		n.State = "being sent"
	case m.retry == nil:
		n.State = "held back" // until the oldest of its webhook gets through
	default:
		n.State, n.Next = "waiting", at(m.due)
	}
	return n
}

// hookState is a webhook and how it fares.
type hookState struct {
	Webhook
	Waiting int  `json:"waiting"`
	Paused  bool `json:"paused"`
}

// listNotices answers GET /webhooks on the management port: the webhooks of a
// channel without their secrets, and what they were told, the newest last.
//
// Source: Webhooks, delivery.
func (s *Server) listNotices(r *http.Request) (any, error) {
	c, err := s.named(r.URL.Query().Get("entityId"))
	if err != nil {
		return nil, err
	}
	c.clock.catchUp()
	hooks, notices := []hookState{}, []notice{}
	c.mail.mu.Lock()
	defer c.mail.mu.Unlock()
	for _, h := range c.profile.Load().shown().Webhooks {
		state := hookState{Webhook: h}
		if q := c.mail.queues[h.URL]; q != nil {
			state.Waiting, state.Paused = len(q.waiting), q.paused
		}
		hooks = append(hooks, state)
	}
	for _, m := range c.mail.notices {
		notices = append(notices, m.shown())
	}
	return map[string]any{"webhooks": hooks, "notifications": notices}, nil
}
