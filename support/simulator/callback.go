package simulator

import (
	"cmp"
	"context"
	"net/http"
	"strings"
)

var notificationURLIgnored = wrongly("webhooks", "notification-url-ignored",
	"the end of a payment is told at shopperResultUrl though there is a notificationUrl")

// callbackSettings switch on the older way of telling how a pending payment
// ended: its notificationUrl is called, or without one its shopperResultUrl. It
// is off by default: it is deprecated, and to a shop a call of shopperResultUrl
// looks like its shopper.
//
// Source: "Asynchronous notifications" of an older integration guide.
var callbackSettings = []Setting{
	word("notification-url", "called", "not called", "end of a pending payment: also told at notificationUrl, or shopperResultUrl",
		func(s *settings) { s.callsBack = true }),
}

// callback is the address that a request wants called when its payment ends, ""
// where the channel calls none.
func (e *exchange) callback() string {
	if !e.profile.settings.callsBack {
		return ""
	}
	wanted, back := e.form.get("notificationUrl"), e.form.get("shopperResultUrl")
	if e.profile.faulty(notificationURLIgnored) {
		wanted = ""
	}
	return strings.Clone(cmp.Or(wanted, back))
}

// callBack has the payment's address called with id and resourcePath, once:
// nothing is published about retries. With chain.mu held.
func (p *payment) callBack() {
	if p.session == nil || p.session.callback == "" {
		return
	}
	r := p.channel.mail
	now := p.channel.clock.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.closed {
		r.accept(&message{
			hook: p.returnTo(p.session.callback), bare: true, kind: "PAYMENT", id: p.id, born: now, due: now,
		})
	}
}

// call calls an address and returns why that failed, "" if it was answered with
// any 2xx in time.
func (o *postOffice) call(ctx context.Context, address string) (reason string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return noAddress
	}
	return o.send(req)
}
