package opp

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Gate sends a request by calling send: when the gateway may be asked and, if it
// is turned away and only reads, more than once. An error says why it was not
// sent.
type Gate func(ctx context.Context, t Turn, send func() Sent) error

// Turn is a request that waits to be sent.
type Turn struct {
	Method  string
	Path    string // below the base URL, without a query
	Limited bool   // the gateway answers few of them a minute for each path
	Hasty   bool   // see [Channel.Hasty]
}

// Sent is what came of sending a request once.
type Sent struct {
	Status     int             // 0 when there was no answer
	RetryAfter time.Duration   // of HTTP 429: when to come again; 0 = not said
	Failure    *NoVerdictError // nil when there is a verdict
}

// Through returns a channel that sends all through a gate, as a merchant does who
// shares the gateway with others. When the answer to a payment gets lost, it
// looks for what became of the payment under its merchantTransactionId, and
// never sends it again.
func (ch *Channel) Through(gate Gate) *Channel {
	through := *ch
	through.gate, through.answered = gate, &answered{}
	return &through
}

// Hasty returns a channel whose requests ask not to be held back, for whoever
// wants to see what the gateway says to one too many.
func (ch *Channel) Hasty() *Channel {
	hasty := *ch
	hasty.hasty = true
	return &hasty
}

// throughGate sends a request through the gate.
func (ch *Channel) throughGate(ctx context.Context, q request) (*Payment, error) {
	path, _, _ := strings.Cut(q.Path, "?")
	t := Turn{Method: q.Method, Path: path, Limited: limited(q.Method, path), Hasty: ch.hasty}
	var last reply
	held, lost := *ch, (*Exchange)(nil)
	if q.Method == http.MethodPost && ch.observe != nil {
		held.observe = func(x Exchange) { // a lost answer is told of with what became of it
			if x.Err == "" {
				ch.observe(x)
				return
			}
			lost = &x
		}
	}
	err := ch.gate(ctx, t, func() Sent {
		last = held.send(ctx, q)
		s := Sent{RetryAfter: last.after, Failure: last.failure}
		if last.payment != nil {
			s.Status = last.payment.status
		} else if last.failure != nil {
			s.Status = last.failure.Status
		}
		return s
	})
	if err != nil {
		return nil, fmt.Errorf("opp: %s was held back: %w", q.Method, err)
	}
	if q.Method != http.MethodPost {
		return last.verdict()
	}
	if !ch.hasty {
		last = ch.tooMany(q, last)
	}
	last = ch.settle(ctx, q, last, lost)
	if last.payment != nil {
		ch.answered.add(last.payment.ID())
	}
	return last.verdict()
}

// tooMany takes the answer to a request too many for none: it says nothing of what
// was asked for, however much it looks like a payment that was rejected.
//
// Source: Server-to-Server, "Throttling rules"; RFC 6585, section 4.
func (ch *Channel) tooMany(q request, r reply) reply {
	failure := NoVerdictError{Status: http.StatusTooManyRequests, Method: q.Method}
	switch {
	case r.payment != nil && r.payment.status == http.StatusTooManyRequests:
		where, _, _ := strings.Cut(q.address, "?")
		failure.URL = ch.client.mask.String(where)
	case r.failure != nil && r.failure.Status == http.StatusTooManyRequests:
		failure = *r.failure
	default:
		return r
	}
	failure.Kind, failure.Detail = TooMany, "the gateway turned the request away as one too many"
	return reply{failure: &failure, after: r.after}
}

// limited tells whether the gateway answers few of these a minute for each path.
//
// Source: Server-to-Server, "Get Payment Status" (S12); COPYandPAY, "Get the
// payment status"; for 3-D Secure it is concluded from that of payments.
func limited(method, path string) bool {
	if method != http.MethodGet {
		return false
	}
	kind, rest, _ := strings.Cut(strings.TrimPrefix(path, "v1/"), "/")
	id, of, more := strings.Cut(rest, "/")
	switch {
	case id == "":
		return false
	case kind == "payments", kind == "threeDSecure":
		return !more
	case kind == "checkouts":
		return of == "payment"
	}
	return false
}

// retryAfter reads the header of that name: seconds or a date.
//
// Source: RFC 9110, section 10.2.3.
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.Atoi(header); err == nil {
		return max(0, time.Duration(min(seconds, 1<<30))*time.Second)
	}
	if at, err := http.ParseTime(header); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
