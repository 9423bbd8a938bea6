package simulator

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a tester enters on the pages; each page states what it wants.
const (
	pageUser     = "shopper"
	pagePassword = "secret"
	pageTAN      = "123456"
	pageCard     = "8888880000000001"
	pageExpiry   = "12/49"
	pagePIN      = "1234"
)

var walletSources = []string{"Wallet balance", "Bank account", "Credit card"}

// titles are the headings of the steps of each kind of page.
var titles = map[string]string{
	"bank-login": "Sign in to your bank", "bank-confirm": "Confirm the transfer",
	"wallet-login": "Log in to your wallet", "wallet-confirm": "Choose how to pay",
	"card-login": "Pay by card", "card-confirm": "Confirm the card payment",
}

var hints = map[string]string{
	"bank-login":     "User name " + pageUser + ", password " + pagePassword + ". Three wrong entries reject the payment.",
	"wallet-login":   "User name " + pageUser + ", password " + pagePassword + ". Three wrong entries reject the payment.",
	"bank-confirm":   "TAN " + pageTAN + ". Declining and cancelling need none.",
	"wallet-confirm": "Any source will do.",
	"card-login": "Card number " + pageCard + ", expiry date " + pageExpiry + ", PIN " + pagePIN +
		". Three wrong entries reject the payment.",
	"card-confirm": "Approve, decline or cancel.",
}

// step describes the page of a pending payment; with chain.mu held.
func (p *payment) step(action string) pageData {
	r := p.session
	step := r.kind + "-login"
	if r.signedIn {
		step = r.kind + "-confirm"
	}
	m := &p.chain.ledger[p.move]
	return pageData{
		Title: titles[step], Step: step, Action: action, Notice: r.notice, Hint: hints[step],
		Amount: m.amount.String(), Currency: m.currency, Sources: walletSources,
	}
}

// submit takes what the shopper entered. A second submission of a payment that
// has ended is told so and changes nothing.
func (s *Server) submit(v visit) {
	p := v.p
	p.chain.mu.Lock()
	arrived, pendingNow, code := p.session.arrived, p.state() == pending, p.code
	d := p.step(v.address(s))
	if arrived && pendingNow {
		s.act(p, v.r.PostForm)
	}
	ended := p.state() != pending
	p.chain.mu.Unlock()
	switch {
	case !arrived:
		s.unknownPage(v)
	case !pendingNow:
		s.finished(v, d, code, http.StatusConflict)
	case ended:
		v.leave(returnURL(p.session.back, p.id))
	default:
		v.leave(v.address(s))
	}
}

// act carries out one button; with chain.mu held.
func (s *Server) act(p *payment, f url.Values) {
	r, now := p.session, p.channel.clock.now()
	r.notice = ""
	switch action := f.Get("action"); {
	case action == "cancel":
		p.end(codeCancelled, rejected, now)
	case action == "login":
		s.login(p, f, now)
	case !r.signedIn: // a form of the second step, from before a reload: show the first
	case action == "decline":
		p.end(codeNotConfirmed, rejected, now)
	case action == "approve":
		s.approve(p, f, now)
	}
}

func (s *Server) login(p *payment, f url.Values, now time.Time) {
	r := p.session
	if r.kind == "card" {
		number := strings.NewReplacer(" ", "", "-", "").Replace(f.Get("number"))
		if number != pageCard || parameter(f, "expiry") != pageExpiry || f.Get("pin") != pagePIN {
			p.wrong("The card details are wrong.", now)
			return
		}
	} else if parameter(f, "user") != pageUser || f.Get("password") != pagePassword {
		p.wrong("The user name or password is wrong.", now)
		return
	}
	r.signedIn, r.tries = true, 0
}

func (s *Server) approve(p *payment, f url.Values, now time.Time) {
	switch p.session.kind {
	case "bank":
		if parameter(f, "tan") != pageTAN {
			p.wrong("The TAN is wrong.", now)
			return
		}
	case "wallet":
		if !slices.Contains(walletSources, f.Get("source")) {
			p.session.notice = "Please choose how to pay."
			return
		}
	}
	if p.session.money {
		s.receive(p, now)
		return
	}
	p.end(successCode(p.chain.ledger[p.move].mode), approved, now)
}

// wrong counts a wrong entry; the third ends the payment.
func (p *payment) wrong(what string, now time.Time) {
	r := p.session
	r.tries++
	switch left := maxTries - r.tries; left {
	case 0:
		p.end(codeLoginFailed, rejected, now)
	case 1:
		r.notice = what + " 1 try left."
	default:
		r.notice = fmt.Sprintf("%s %s tries left.", what, strconv.Itoa(left))
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
