package simulator

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"

	"assay/support/spec"
)

// executePath is where an answer sends the shopper for 3-D Secure. Source:
// endpoints.tsv.
const executePath = "v1/threeDSecure/execute"

// acsPage is the question of a card's issuer, which the gateway's own page shows
// in a window of the size that the merchant asked for.
func acsPage() *pageKind {
	return &pageKind{
		name: "acs", outer: executePath, connector: "THREEDSECURE", entered: (*Server).enteredIssuer, framable: true,
		doors: map[string]func(*Server, visit){
			"window": (*Server).issuerWindow, "return": (*Server).issuerReturn,
			"method": (*Server).issuerMethod, "notify": (*Server).issuerNotified,
		},
		screens: []screen{{
			name: "challenge-code", title: "Confirm that it is you", buttons: decide()[:1],
			show:  func(p *payment) any { return p.secured.digits },
			hint:  "One-time code " + pageOneTimeCode + "." + maxTriesHint,
			check: entered("The one-time code is wrong.", field{name: "code", want: pageOneTimeCode}),
		}},
	}
}

// window is the size of the issuer's page in CSS pixels; the zero value is a
// page of its own.
type window struct{ Width, Height int }

// windows are the values of customer.browser.challengeWindow. 5, and none at
// all, is a page of its own. Source: parameters.tsv, and the widget's options.
var windows = map[string]window{"1": {250, 400}, "2": {390, 400}, "3": {500, 600}, "4": {600, 400}}

var windowIgnored = wronglyShown("threedsecure", "challenge-window-ignored",
	"the issuer's page has one size, whatever the merchant asked for")

// openIssuer prepares the shopper's way through 3-D Secure. Source: S09; D19, D26.
func (s *Server) openIssuer(e *exchange, p *payment) {
	kind := "acs"
	switch {
	case p.secured.issuer.Phone:
		kind = phoneKind
	case p.secured.issuer.First && e.profile.settings.firstVersion:
		s.startSession(e, p, s.kinds[firstKind], "")
		return
	}
	s.startSession(e, p, s.kinds[kind], "")
	p.session.window = windows[strings.TrimPrefix(e.form.get("customer.browser.challengeWindow"), "0")]
	if p.session.window != (window{}) && e.profile.faulty(windowIgnored) {
		p.session.window = windows["3"]
	}
}

// execute serves the address that a payment by 3-D Secure redirects to.
//
// Source: endpoints.tsv, "redirect target of the 3DS answer"; recorded answers.
func (s *Server) execute(w http.ResponseWriter, r *http.Request) {
	v := visit{w: w, r: r}
	key := r.URL.Query().Get("session")
	if v.p = s.store.find(key); v.p == nil || v.p.session == nil || v.p.session.key != key || v.p.secured == nil {
		s.unknownPage(v)
		return
	}
	v.p.channel.clock.catchUp()
	r.Body = http.MaxBytesReader(w, r.Body, maxPageForm)
	s.enter(v)
}

// enteredIssuer settles what the issuer decides without a question, or leads to
// it; with chain.mu held.
func (s *Server) enteredIssuer(v visit) string {
	p := v.p
	switch {
	case p.state() != pending:
		return v.address(s)
	case p.secured.issuer.Outcome == spec.Challenge && p.session.window.Width > 0:
		return v.door(s, "window")
	case p.secured.issuer.Outcome == spec.Challenge:
		return v.address(s)
	}
	now := p.channel.clock.now()
	if code := s.ask(p); code != "" {
		p.end(code, rejected, now)
	} else {
		s.pass(p, now)
	}
	return p.returnURL()
}

// issuerWindow is the gateway's page around the issuer's.
func (s *Server) issuerWindow(v visit) {
	v.outer = true
	v.p.chain.mu.Lock()
	arrived, waits, code := v.p.session.arrived, v.p.state() == pending, v.p.code
	d := s.describe(v)
	v.p.chain.mu.Unlock()
	switch {
	case !arrived:
		s.unknownPage(v)
	case !waits:
		s.finished(v, d, code, http.StatusOK)
	default:
		s.render(v, http.StatusOK, pageData{
			Title: "Your bank has a question", Amount: d.Amount, Currency: d.Currency, Hint: d.Hint,
			Framing:  framing{Within: "*", Shows: true},
			template: "acs-window", View: v.p.session.window, Action: v.address(s), Plain: true,
		})
	}
}

// issuerReturn leads out of the window and back to the shop.
func (s *Server) issuerReturn(v visit) {
	v.p.chain.mu.Lock()
	arrived, waits := v.p.session.arrived, v.p.state() == pending
	v.p.chain.mu.Unlock()
	switch {
	case !arrived:
		s.unknownPage(v)
	case waits:
		v.leave(v.address(s))
	default:
		f := v.framing()
		f.Script = "leave.js"
		s.render(v, http.StatusOK, pageData{
			Title: "Thank you", Text: "You are on your way back to the shop.", Back: v.shop(), Framing: f,
		})
	}
}

// methodData is what goes between the parties while the issuer looks at the
// shopper's browser. Source: recorded answers; EMV 3-D Secure.
type methodData struct {
	NotificationURL string `json:"threeDSMethodNotificationURL,omitempty"`
	TransactionID   string `json:"threeDSServerTransID"`
}

func (d methodData) encode() string {
	text, err := json.Marshal(d)
	if err != nil {
		return "" // strings only
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// aboutIt says whether a form carries method data of this payment.
func (v visit) aboutIt() bool {
	if v.r.Method != http.MethodPost || v.r.ParseForm() != nil {
		return false
	}
	text, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(v.r.PostForm.Get("threeDSMethodData"), "="))
	var d methodData
	return err == nil && json.Unmarshal(text, &d) == nil && d.TransactionID == v.p.secured.server
}

// issuerMethod is the issuer's hidden page, which looks at the browser and tells
// the gateway when it is done.
func (s *Server) issuerMethod(v visit) {
	if !v.aboutIt() {
		s.unknownPage(v)
		return
	}
	s.render(v, http.StatusOK, pageData{
		Title: "Your bank looks at your browser", template: "acs-method", Action: v.door(s, "notify"),
		View: methodData{TransactionID: v.p.secured.server}.encode(), Framing: framing{Within: "*", Script: "submit.js"},
	})
}

// issuerNotified hears that the issuer is done. What it saw changes nothing.
func (s *Server) issuerNotified(v visit) {
	if !v.aboutIt() {
		s.unknownPage(v)
		return
	}
	s.render(v, http.StatusOK, pageData{Title: "Your bank has seen your browser", Framing: framing{Within: "*"}})
}

var methodNotAnnounced = wrongly("threedsecure", "method-data-not-announced",
	"the redirect has no preconditions although the issuer has method data")

// preconditions writes what the shop has to post into hidden frames before it
// sends the shopper off; only issuers with method data have some.
//
// Source: Standalone 3-D Secure, and recorded answers.
func (p *payment) preconditions(w *writer, base string) {
	if p.secured == nil || !p.secured.issuer.MethodData || p.channel.profile.Load().faulty(methodNotAnnounced) {
		return
	}
	acs := base + pagesPath + p.session.page.name + "/" + p.session.key
	data := methodData{NotificationURL: acs + "/notify", TransactionID: p.secured.server}
	w.open("preconditions", '[')
	w.open("", '{')
	w.text("origin", "iframe#hidden")
	w.text("waitUntil", "iframe#onload")
	w.text("description", "Hidden iframe post for 3D Secure 2.0")
	w.text("method", http.MethodPost)
	w.text("url", acs+"/method")
	w.open("parameters", '[')
	w.open("", '{')
	w.text("name", "threeDSMethodData")
	w.text("value", data.encode())
	w.close('}')
	w.close(']')
	w.close('}')
	w.close(']')
}
