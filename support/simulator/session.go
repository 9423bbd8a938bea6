package simulator

import (
	"cmp"
	"net/url"
	"strings"
	"time"

	"assay/support/spec"
)

// session is a shopper's visit to the page of an asynchronous brand. It is made
// with its payment and ends with it.
type session struct {
	key      string // in the page's path
	token    string // in the redirect's parameters
	trace    string // in the redirect url's own query
	page     *pageKind
	method   string // as announced: GET, POST or "" (D26)
	merchant string
	back     string // shopperResultUrl; "" = the shopper is not sent here (D33)
	callback string // what is called at the end; "" = nothing
	bare     bool   // its redirect has no parameters, wrongly
	money    bool   // what ends it well is the arrival of money (D33)
	window   window // of the page, when it is within another
	expiry   *event
	ended    chan struct{} // closed at the end; nil for a page that does not wait for it

	// Guarded by the chain's lock.
	arrived bool
	at      int    // which of the page's screens
	tries   int    // wrong entries in a row
	notice  string // what the page says about the last entry
	left    bool   // the shopper was sent back to the shop
	paRes   string // what an issuer has decided, which the shopper brings to the gateway; "" = nothing yet
	failure string // result code of what it has decided; "" = it knows the shopper
}

var (
	redirectMethodWrong = wrongly("redirects", "redirect-method-wrong", "redirect.method is not the one that the page takes")
	redirectBare        = wrongly("redirects", "redirect-bare", "the redirect has no parameters")
	timeoutNeverComes   = wrongly("redirects", "timeout-never-comes", "a payment that is left alone stays pending")
	timeoutApproves     = wrongly("redirects", "timeout-approves", "a payment that is left alone is approved")
	timeoutHurries      = wrongly("redirects", "timeout-hurries", "a payment waits for its shopper half as long")
	slipExpires         = wrongly("brands", "slip-expires", "a payment by slip ends like one on a page")
	returnQueryLost     = wronglyShown("redirects", "return-query-lost", "the return drops what the shop's address carried")
	returnPathLost      = wronglyShown("redirects", "return-path-lost", "the return has no resourcePath")
	returnNamesAnother  = wronglyShown("redirects", "return-names-another", "the return has the id of another payment")
)

// openSession prepares the page that a pending payment redirects to.
// Source: S08, S09; D19, D26, D33.
func (s *Server) openSession(e *exchange, p *payment) {
	page, _ := s.brands.Page(p.brand)
	kind, known := s.kinds[page.Kind]
	if !known { // unlike those of the catalogue
		kind = s.kinds["wallet"]
	}
	s.startSession(e, p, kind, page.Method)
	p.session.money = e.order.brand.Workflow == spec.AsyncConfirmation || kind.slip
}

// startSession makes a session of a kind.
func (s *Server) startSession(e *exchange, p *payment, kind *pageKind, method string) {
	switch set := e.profile.settings.redirectMethod; set {
	case "":
	case "absent":
		method = ""
	default:
		method = set
	}
	if e.profile.faulty(redirectMethodWrong) {
		method = map[string]string{"GET": "POST"}[method]
	}
	ids := &e.channel.ids
	merchant := e.form.get("merchant.name")
	if merchant == "" {
		merchant = e.profile.Name
	}
	p.session = &session{
		key: ids.hex32(), token: ids.hex32(), trace: e.profile.EntityID + "_" + ids.hex32(),
		page: kind, method: method, merchant: strings.Clone(merchant),
		back: strings.Clone(e.form.get("shopperResultUrl")), callback: e.callback(),
	}
	p.session.bare = e.profile.faulty(redirectBare)
	if kind.device != nil {
		p.session.ended = make(chan struct{})
	}
}

// expire ends a pending payment that its shopper leaves alone (D19), or that
// nobody pays (D33).
func (p *payment) expire(c *settings, now time.Time) {
	patience, code, end := c.patience, codeTimedOut, rejected
	if c.uncertainEnd {
		code = codeUncertain
	}
	if c.rules.faults.has(timeoutNeverComes) {
		patience = 365 * 24 * time.Hour
	}
	if c.rules.faults.has(timeoutApproves) {
		code, end = successCode(p.chain.ledger[p.move].mode), approved
	}
	if c.rules.faults.has(timeoutHurries) {
		patience /= 2
	}
	if p.code == codeWaitsForMoney && !c.rules.faults.has(slipExpires) {
		patience = c.moneyPatience
	}
	p.session.expiry = p.channel.clock.after(now.Add(patience), func(at time.Time) {
		p.chain.mu.Lock()
		defer p.chain.mu.Unlock()
		p.settle(code, end, at)
	})
}

// redirect writes the redirect object: where the shopper has to be sent, and
// how. Its url has a query of its own, which a GET must keep (S09).
func (p *payment) redirect(w *writer, base string) {
	r := p.session
	door := pagesPath + r.page.name + "/" + r.key + "?"
	if r.page.outer != "" {
		door = r.page.outer + "?session=" + r.key + "&"
	}
	connector := cmp.Or(r.page.connector, strings.ToUpper(r.page.name))
	w.open("redirect", '{')
	w.text("url", base+door+"ndcid="+r.trace)
	w.textIf("method", r.method)
	if r.bare {
		w.close('}')
		return
	}
	w.open("parameters", '[')
	for _, p := range append([][2]string{{"connector", connector}}, p.brings(base)...) {
		w.open("", '{')
		w.text("name", p[0])
		w.text("value", p[1])
		w.close('}')
	}
	w.close(']')
	p.preconditions(w, base)
	w.close('}')
}

// returnURL is where the shopper of a payment goes in the end.
func (p *payment) returnURL() string { return p.returnTo(p.session.back) }

// returnTo is the way back to a shop: with the id and the resourcePath of the
// payment, or of the checkout that it was made in. Source: S10; COPYandPAY.
func (p *payment) returnTo(shop string) string {
	id, path, after := p.id, "/v1/payments/", ""
	switch {
	case p.kind == type3D:
		path = "/v1/threeDSecure/"
	case p.chain.checkout == "":
	case p.kind == typeRG:
		id, path, after = p.chain.checkout, "/v1/checkouts/", "/registration"
	default:
		id, path, after = p.chain.checkout, "/v1/checkouts/", "/payment"
	}
	resource := path + id + after
	if p.faulty(returnQueryLost) {
		shop, _, _ = strings.Cut(shop, "?")
	}
	if p.faulty(returnNamesAnother) {
		id = "8a" + strings.Repeat("0", 30)
		resource = path + id + after
	}
	if p.chain.checkout != "" && p.faulty(checkoutReturnNames) {
		id = p.id
	}
	to := returnURL(shop, id, resource)
	if p.faulty(returnPathLost) || p.chain.checkout != "" && p.faulty(checkoutPathLost) {
		to, _, _ = strings.Cut(to, "&resourcePath=")
	}
	return to
}

// returnURL makes a way back: the shop's own address with id and resourcePath
// added. Source: S10; recorded returns.
func returnURL(shop, id, resource string) string {
	return withQuery(shop, "id="+url.QueryEscape(id)+"&resourcePath="+url.QueryEscape(resource))
}

// withQuery adds to the query of an address, in front of its fragment.
func withQuery(shop, query string) string {
	address, fragment, hasFragment := strings.Cut(shop, "#")
	glue := "?"
	if i := strings.IndexByte(address, '?'); i >= 0 {
		glue = "&"
		if last := address[len(address)-1]; last == '?' || last == '&' {
			glue = ""
		}
	}
	address += glue + query
	if hasFragment {
		address += "#" + fragment
	}
	return address
}
