package simulator

import (
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
}

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
	ids := &e.channel.ids
	merchant := e.form.get("merchant.name")
	if merchant == "" {
		merchant = e.profile.Name
	}
	p.session = &session{
		key: ids.hex32(), token: ids.hex32(), trace: e.profile.EntityID + "_" + ids.hex32(),
		page: kind, method: method, merchant: strings.Clone(merchant),
		back: strings.Clone(e.form.get("shopperResultUrl")),
	}
	if kind.device != nil {
		p.session.ended = make(chan struct{})
	}
}

// expire ends a pending payment that its shopper leaves alone (D19), or that
// nobody pays (D33).
func (p *payment) expire(c *settings, now time.Time) {
	patience := c.patience
	if p.code == codeWaitsForMoney {
		patience = c.moneyPatience
	}
	p.session.expiry = p.channel.clock.after(now.Add(patience), func(at time.Time) {
		p.chain.mu.Lock()
		defer p.chain.mu.Unlock()
		p.settle(codeTimedOut, rejected, at)
	})
}

// redirect writes the redirect object: where the shopper has to be sent, and
// how. Its url has a query of its own, which a GET must keep (S09).
func (p *payment) redirect(w *writer, base string) {
	r := p.session
	door, connector := pagesPath+r.page.name+"/"+r.key+"?", strings.ToUpper(r.page.name)
	if r.page.outer != "" {
		door, connector = r.page.outer+"?session="+r.key+"&", r.page.connector
	}
	w.open("redirect", '{')
	w.text("url", base+door+"ndcid="+r.trace)
	w.textIf("method", r.method)
	w.open("parameters", '[')
	for _, p := range [...][2]string{{"connector", connector}, {"token", r.token}} {
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
func (p *payment) returnURL() string {
	path := "/v1/payments/"
	if p.kind == type3D {
		path = "/v1/threeDSecure/"
	}
	return returnURL(p.session.back, p.id, path)
}

// returnURL makes a way back: the shop's own address with id and resourcePath
// added to its query, in front of its fragment. Source: S10; recorded returns.
func returnURL(shop, id, path string) string {
	address, fragment, hasFragment := strings.Cut(shop, "#")
	glue := "?"
	if i := strings.IndexByte(address, '?'); i >= 0 {
		glue = "&"
		if last := address[len(address)-1]; last == '?' || last == '&' {
			glue = ""
		}
	}
	address += glue + "id=" + url.QueryEscape(id) + "&resourcePath=" + url.QueryEscape(path+id)
	if hasFragment {
		address += "#" + fragment
	}
	return address
}
