package opp

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tidwall/gjson"
)

// answered are the ids of the payments that a channel has had an answer about.
type answered struct {
	mu  sync.Mutex
	ids []string
}

func (a *answered) add(id string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ids = append(a.ids, id)
}

func (a *answered) has(id string) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Contains(a.ids, id)
}

// unknownOutcome tells whether a request that has no verdict may have been done
// all the same.
func (e *NoVerdictError) unknownOutcome() bool {
	switch e.Kind {
	case Timeout, NotJSON, NoCode, TooLarge:
		return true
	}
	return broke(e.Err)
}

// settle looks for what became of a payment whose answer got lost, and then tells
// the observer of the lost exchange, which comes first, and of the search. What
// was settled takes the place of the answer. What was not found may still be
// under way, so it is never sent again.
//
// Source: Transaction Reports, "Get transactions by merchantTransactionId".
func (ch *Channel) settle(ctx context.Context, q request, r reply, lost *Exchange) reply {
	reference := q.form.Get("merchantTransactionId")
	var search []Exchange
	if r.failure != nil && r.failure.unknownOutcome() && reference != "" && q.form.Has("paymentType") && ctx.Err() == nil {
		asking := *ch
		if ch.observe != nil {
			asking.observe = func(x Exchange) { search = append(search, x) }
		}
		report, err := asking.QueryByMerchantTransactionID(ctx, reference)
		found, outcome := ch.find(q.form, report, err)
		failure := *r.failure
		failure.Detail += "; " + outcome
		failure.LookedUp = true
		r.failure, r.payment = &failure, found
		if lost != nil {
			lost.Err = failure.Error()
		}
	}
	if lost != nil {
		ch.observe(*lost)
		for _, x := range search {
			ch.observe(x)
		}
	}
	if r.payment != nil {
		r.failure = nil
	}
	return r
}

// matches tells whether a record of a report may be of what a request asked for. A
// PA.CP is recorded as its PA, an amount with two decimals, and a payment that was
// turned away without one.
//
// Source: recorded answers.
func matches(form Params, record gjson.Result) bool {
	asked, recorded := form.Get("amount"), record.Get("amount").String()
	if record.Get("paymentType").Str != strings.TrimSuffix(form.Get("paymentType"), ".CP") {
		return false
	}
	if asked == "" || recorded == "" {
		return true
	}
	a, errAsked := strconv.ParseFloat(asked, 64)
	b, errRecorded := strconv.ParseFloat(recorded, 64)
	return errAsked == nil && errRecorded == nil && a == b
}

// find picks from a report the one payment that a request has made and nobody was
// told of, and says in words what came of the search. A payment that waits for
// its shopper is of no use: where to send the shopper was in the lost answer.
func (ch *Channel) find(form Params, report *Payment, err error) (*Payment, string) {
	const asked = "looked up by its merchantTransactionId, "
	var made []gjson.Result
	switch {
	case err != nil:
		return nil, "it could not be looked up by its merchantTransactionId: " + ch.client.mask.String(err.Error())
	case report.HTTPStatus() == http.StatusTooManyRequests:
		return nil, asked + "the gateway says " + report.Code()
	}
	for _, p := range report.Get("payments").Array() {
		if matches(form, p) && !ch.answered.has(p.Get("id").Str) {
			made = append(made, p)
		}
	}
	if len(made) != 1 {
		return nil, fmt.Sprintf("%sit was found %d times (%s)", asked, len(made), report.Code())
	}
	p := &Payment{status: report.status, body: []byte(made[0].Raw)}
	outcome := fmt.Sprintf("%sit was found as payment %s (%s)", asked, p.ID(), p.Code())
	if v := p.Verdict(); v == "pending" || v == "" {
		return nil, outcome + ", which cannot go on without its answer"
	}
	return p, outcome
}
