package simulator

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// firstKind is the name of the issuer's page of the first version.
const firstKind = "acs-first"

// acsFirstPage is the question of a card's issuer in the first version of 3-D
// Secure. The shopper brings PaReq, TermUrl and MD to it, and what it has decided
// back: PaRes and MD, posted to TermUrl, so that the gateway hears of it.
//
// Source: recorded answers; the setting first-version.
func acsFirstPage() *pageKind {
	k := acsPage()
	k.name, k.outer, k.entered = firstKind, "", nil
	k.doors = map[string]func(*Server, visit){"return": (*Server).issuerAnswered}
	return k
}

var mdOfAnother = wrongly("threedsecure", "md-of-another", "MD of a redirect names another payment")

// brings are the names and values that a redirect's parameters have for its page,
// by which the page knows the shopper.
func (p *payment) brings(base string) [][2]string {
	r := p.session
	if r.page.name != firstKind {
		return [][2]string{{"token", r.token}}
	}
	md := p.id
	if p.faulty(mdOfAnother) {
		md = "8a" + strings.Repeat("0", 30)
	}
	return [][2]string{
		{"PaReq", encoded(r.token)}, {"TermUrl", base + pagesPath + firstKind + "/" + r.key + "/return"}, {"MD", md},
	}
}

// encoded gives a random number the look of a message between the parties.
func encoded(message string) string { return base64.StdEncoding.EncodeToString([]byte(message)) }

// decided says whether an issuer's decision is none before the shopper has brought
// it to the gateway, and notes it: the code of a failure, "" for none; with
// chain.mu held.
func (p *payment) decided(code string) bool {
	r := p.session
	if r.page.name != firstKind || r.paRes != "" {
		return false
	}
	r.paRes, r.failure = encoded(p.channel.ids.hex32()), code
	return true
}

// bringBack shows the page that sends the shopper back to the gateway; with
// chain.mu not held.
func (s *Server) bringBack(v visit, paRes string) {
	s.render(v, http.StatusOK, pageData{
		Title: "Thank you", template: "acs-answer", Action: v.door(s, "return"),
		View: map[string]string{"PaRes": paRes, "MD": v.p.id}, Framing: framing{Within: "*", Script: "submit.js"},
	})
}

// issuerAnswered serves TermUrl: the shopper brings what the issuer has decided.
func (s *Server) issuerAnswered(v visit) {
	if v.r.Method != http.MethodPost || v.r.ParseForm() != nil {
		s.unknownPage(v)
		return
	}
	p, r := v.p, v.p.session
	release := s.claim(p)
	p.chain.mu.Lock()
	known := r.paRes != "" && v.r.PostForm.Get("PaRes") == r.paRes && v.r.PostForm.Get("MD") == p.id
	if known && p.state() == pending {
		s.settleAnswer(p)
	}
	r.left = r.left || known
	p.chain.mu.Unlock()
	release()
	if !known {
		s.unknownPage(v)
		return
	}
	v.leave(p.returnURL())
}

// settleAnswer does what the issuer has decided; with chain.mu held.
func (s *Server) settleAnswer(p *payment) {
	now := p.channel.clock.now()
	if p.session.failure != "" {
		p.fail(p.session.failure, now)
		return
	}
	p.secured.result = p.authenticated("Y")
	s.pass(p, now)
}
