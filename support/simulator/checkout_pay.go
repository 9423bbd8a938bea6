package simulator

import (
	"net"
	"slices"
	"strings"
	"time"
)

var (
	declineEndsCheckout = wronglyShown("checkout", "decline-ends-checkout",
		"a checkout ends with its first declined payment")
	checkoutPathLost = wronglyShown("checkout", "checkout-return-path-lost",
		"the shopper comes back from a checkout without a resourcePath")
	checkoutReturnNames = wronglyShown("checkout", "checkout-return-misnamed",
		"the shopper comes back with the id of the payment instead of the checkout's")
	checkoutStoresNothing = wronglyShown("checkout", "checkout-stores-nothing",
		"createRegistration has no effect on the payment of a checkout")
	checkoutPaidTwice = wronglyShown("checkout", "checkout-paid-twice",
		"a brand's page that is left open can pay a checkout that is paid")
)

// shopperMay are the groups of parameters that a shopper may fill in.
var shopperMay = []string{"card.", "bankAccount.", "virtualAccount.", "customer.", "billing.", "shipping."}

// shopperParameter says whether the widget may send a parameter. The rest is the
// merchant's: nobody sets the amount from a browser.
func shopperParameter(name string) bool {
	switch name {
	case "paymentBrand", "shopperResultUrl", "createRegistration", "registrations[0].id":
		return true
	}
	return slices.ContainsFunc(shopperMay, func(group string) bool { return strings.HasPrefix(name, group) })
}

// payCheckout answers POST /v1/checkouts/{id}/payment, which the widget sends
// from the shopper's browser: the account goes straight to the gateway. The id of
// the checkout is its login. What comes of it is an ordinary payment.
//
// Source: COPYandPAY ("card data are sent from the browser to the gateway"); the
// call's form is unverified, it is between the widget and its gateway.
func (s *Server) payCheckout(e *exchange) { s.attempt(e, "payment", (*Server).createPayment) }

// registerCheckout answers POST /v1/checkouts/{id}/registration, the same for a
// checkout that only stores the account.
//
// Source: COPYandPAY, tokenisation; the call's form is unverified.
func (s *Server) registerCheckout(e *exchange) {
	s.attempt(e, "registration", (*Server).createRegistration)
}

// attempt carries out what a shopper tries in a checkout, one at a time.
func (s *Server) attempt(e *exchange, resource string, try func(*Server, *exchange)) {
	e.doubted = true
	c := s.checkouts.find(e.id)
	if c == nil {
		s.noSession(e)
		return
	}
	e.entity = c.channel.profile.Load().EntityID // the channel was found with the request
	e.form.faults = e.profile.settings.rules.faults
	e.within(c)
	c.mu.Lock()
	_, over := c.outcome()
	over = over || c.resource() != resource || e.profile.faulty(declineEndsCheckout) && len(c.attempts) > 0
	crowded := len(c.attempts) >= maxAttempts || !c.posts.allow(e.now, e.profile.settings.postsPerMinute)
	busy := c.busy
	var wrong invalid
	if free := !over && !crowded && !busy; free && e.checkout == nil {
		wrong = c.complete(e)
		c.busy = len(wrong) == 0
	}
	c.mu.Unlock()
	switch {
	case over:
		s.noSession(e)
	case crowded:
		s.throttled(e, c.id)
	case busy:
		s.refuse(e, 400, codeInFlight, nil)
	case len(wrong) > 0:
		s.refuse(e, 400, codeInvalid, wrong)
	default:
		defer c.idle(e.now)
		e.checkout = c
		try(s, e)
	}
}

func (c *checkout) idle(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy = false
	c.conclude(now)
}

// complete puts together what the shopper sent and what the merchant has
// prepared; with mu held. What both say is the merchant's: a return address and
// the browser silently so, anything else is refused.
func (c *checkout) complete(e *exchange) invalid {
	f := &e.form
	var wrong invalid
	for i := range f.params {
		p := &f.params[i]
		switch {
		case p.value == "":
		case !shopperParameter(p.name), p.name == "registrations[0].id" && !c.offers(p.value):
			wrong.add(p.name, p.value, notAllowed)
		case c.get(p.name) == "" || p.name == "registrations[0].id":
		case p.name == "shopperResultUrl" || strings.HasPrefix(p.name, "customer.browser."):
		default:
			wrong.add(p.name, p.value, sentTwice)
		}
	}
	wrong.returnURL(f, false)
	if len(wrong) > 0 {
		return wrong
	}
	secured := e.profile.ThreeDSecure
	f.params = slices.DeleteFunc(f.params, func(p param) bool {
		return !secured && strings.HasPrefix(p.name, "customer.browser.") ||
			c.get(p.name) != "" && p.name != "registrations[0].id"
	})
	for _, p := range c.params {
		switch {
		case strings.HasPrefix(p.name, "registrations["), p.name == "shopperResultUrl" && f.get(p.name) != "":
		case p.name == "createRegistration" && e.profile.faulty(checkoutStoresNothing) && !c.forTokens():
		default:
			f.params = append(f.params, p)
		}
	}
	e.observe()
	return nil
}

// offers says whether the merchant lets the shopper pay with a registration;
// with mu held.
func (c *checkout) offers(id string) bool {
	return slices.ContainsFunc(c.stored, func(t *payment) bool { return t.id == id })
}

// observe adds what only the gateway sees of the shopper's browser. Source:
// recorded answers (customer.ip is filled in); 3-D Secure Parameters.
func (e *exchange) observe() {
	add := func(name, value string) {
		if e.form.get(name) == "" && value != "" {
			e.form.params = append(e.form.params, param{name: name, value: value})
		}
	}
	if host, _, err := net.SplitHostPort(e.r.RemoteAddr); err == nil {
		add("customer.ip", host)
	}
	if e.profile.ThreeDSecure {
		add("customer.browser.acceptHeader", e.r.Header.Get("Accept"))
	}
}

// answerShopper tells the widget what became of an attempt, and nothing that
// only the merchant should know: the result, and where the shopper goes next.
func (s *Server) answerShopper(e *exchange, p *payment) {
	w := &e.out
	w.b = append(w.b[:0], '{')
	w.text("id", e.checkout.id)
	p.chain.mu.Lock()
	s.result(w, p.code, nil)
	status, shop := s.verdicts[p.code].status, e.form.get("shopperResultUrl")
	switch {
	case p.session != nil && p.state() == pending:
		p.redirect(w, s.base(e.r))
	case shop != "":
		w.open("redirect", '{')
		w.text("url", p.returnTo(shop))
		w.text("method", "GET")
		w.open("parameters", '[')
		w.close(']')
		w.close('}')
	}
	p.chain.mu.Unlock()
	s.envelope(e, false)
	s.send(e, status)
}
