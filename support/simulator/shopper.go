package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// screen is what the shopper sees on this page: the step they have come to, or
// the phone's; with chain.mu held.
func (v visit) screen() *screen {
	r := v.p.session
	if v.device {
		return r.page.device
	}
	return &r.page.screens[r.at]
}

// describe is the page of a pending payment; with chain.mu held.
func (s *Server) describe(v visit) pageData {
	r, now := v.p.session, v.screen()
	m := &v.p.chain.ledger[v.p.move]
	d := pageData{
		Title: now.title, Action: v.address(s), Notice: r.notice, Hint: now.hint, Amount: m.amount.String(),
		Currency: m.currency, template: now.name, Buttons: now.buttons, Cancel: !v.device,
		Watch: !v.device && r.page.device != nil, Framing: v.framing(),
	}
	if v.framed() { // the page around it says the same, and has the room
		d.Hint = ""
	}
	if now.show != nil {
		d.View = now.show(v.p)
	}
	if r.page.slip {
		d.Back = v.shop()
	}
	return d
}

// submit takes what the shopper entered. A second submission of a payment that
// has ended is told so and changes nothing.
func (s *Server) submit(v visit) {
	p := v.p
	release := s.claim(p)
	p.chain.mu.Lock()
	arrived, pendingNow, code := p.session.arrived, p.state() == pending, p.code
	d := s.describe(v)
	if arrived && pendingNow && p.session.paRes == "" {
		s.act(v, v.r.PostForm)
	}
	ended := p.state() != pending
	p.session.left = p.session.left || ended && !v.device
	p.chain.mu.Unlock()
	release()
	switch {
	case !arrived:
		s.unknownPage(v)
	case !pendingNow:
		s.finished(v, d, code, http.StatusConflict)
	case ended && !v.device:
		v.leave(v.wayOut(s))
	default:
		v.leave(v.address(s))
	}
}

// claim keeps the pages of one checkout from being paid at the same time: what is
// done until release is done alone, and what it has paid ends the others.
func (s *Server) claim(p *payment) (release func()) {
	c := s.checkouts.find(p.chain.checkout)
	if c == nil {
		return func() {}
	}
	c.mu.Lock()
	return func() {
		c.conclude(p.channel.clock.now())
		c.mu.Unlock()
	}
}

var (
	cancelApproves  = wronglyShown("redirects", "cancel-approves", "cancelling on the page approves the payment")
	declineApproves = wronglyShown("redirects", "decline-approves", "declining on the page approves the payment")
)

// act carries out one button; with chain.mu held.
func (s *Server) act(v visit, f url.Values) {
	p, now := v.p, v.p.channel.clock.now()
	r, on := p.session, v.screen()
	r.notice = ""
	action := f.Get("action")
	if action == "cancel" && !v.device && p.faulty(cancelApproves) {
		p.end(successCode(p.chain.ledger[p.move].mode), approved, now)
		return
	}
	if action == "cancel" && !v.device {
		p.fail(codeCancelled, now)
		return
	}
	for _, b := range on.buttons {
		if b.Action != action {
			continue // or, in the end, a form from before a reload: the step is shown again
		}
		if b.Checked && on.check != nil {
			if o := on.check(f, now); o.says != "" {
				p.wrong(o, now)
				return
			}
		}
		s.press(p, b, now)
	}
}

// press does what a button says; with chain.mu held.
func (s *Server) press(p *payment, b button, now time.Time) {
	switch {
	case b.next:
		p.session.at++
		p.session.tries = 0
	case b.code != "" && !p.faulty(declineApproves) && !p.misledPhone(phoneDeclineLost):
		p.fail(b.code, now)
	case p.session.money:
		s.receive(p, now)
	case p.decided(""):
	case p.secured != nil && p.secured.runs:
		p.secured.result = p.authenticated("Y")
		s.pass(p, now)
	default:
		p.end(successCode(p.chain.ledger[p.move].mode), approved, now)
	}
}

// maxTries is how often a shopper may enter something wrong.
const maxTries = 3

// wrong counts a wrong entry; the third ends the payment.
func (p *payment) wrong(o objection, now time.Time) {
	r := p.session
	r.notice = o.says
	if o.free {
		return
	}
	r.tries++
	switch left := maxTries - r.tries; left {
	case 0:
		p.fail(codeLoginFailed, now)
	case 1:
		r.notice += " 1 try left."
	default:
		r.notice += fmt.Sprintf(" %d tries left.", left)
	}
}

// end settles the payment and stops the waiting for it.
func (p *payment) end(code string, s state, at time.Time) {
	if p.settle(code, s, at) {
		p.channel.clock.cancel(p.session.expiry)
	}
}

func (s *Server) brandTitle(name string) string {
	if b, known := s.brands.Lookup(name); known {
		return b.DisplayName
	}
	return name
}
